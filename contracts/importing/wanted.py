"""A row that was read: the contract that it asks for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class WantedPayment:
    """A row of the payment plan; `name` empty: what was settled before the import, or the rest, as the house calls it."""

    name: str
    amount: Decimal
    due_on: dt.date
    settled_on: dt.date | None


@dataclass(frozen=True)
class Wanted:
    """Everything that an imported contract has. `stage`: perform, archive, archived."""

    number: str
    title: str
    type: str
    stage: str
    counterparty: str
    counterparty_code: str
    direction: str
    amount: Decimal | None
    currency: str
    tax_rate: str
    signed_on: dt.date
    starts_on: dt.date | None
    ends_on: dt.date | None
    owner: str
    department: str
    project: str
    budget_line: int | None
    invoiced: Decimal
    risk: str
    file_number: str
    retention: str
    plan: tuple[WantedPayment, ...]

    @property
    def settled(self) -> Decimal:
        return sum((row.amount for row in self.plan if row.settled_on), Decimal(0))

    @property
    def open_rows(self) -> int:
        """Payments that are still to come, while it is performed."""
        return sum(row.settled_on is None for row in self.plan) if self.stage == "perform" else 0
