"""A contract as one row of the ledger, and how a page of rows is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.ledger.holdings import Holding, holdings_by_id
from contracts.ledger.records import FIELDS
from contracts.ledger.sources import Source
from contracts.people.company import company
from engine.desk import Desk

NONE = Decimal("0.00")


@dataclass(frozen=True)
class LedgerRow:
    """One contract in the ledger, now or as of a day; `held` are the people and groups it waits for (of now only)."""

    id: str
    number: str | None
    title: str
    type: str
    counterparty: str
    counterparty_code: str
    direction: str
    amount: Decimal | None
    changed_amount: Decimal
    net: Decimal | None
    tax: Decimal | None
    currency: str
    invoiced_amount: Decimal
    settled_amount: Decimal
    risk_level: str
    stage: str
    status: str
    owner: str
    department: str
    project: str
    parent_id: str | None
    relation: str
    renewal: str
    source: str
    signed_on: dt.date | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    file_number: str | None
    created_at: dt.datetime
    submitted_at: dt.datetime | None
    ended_at: dt.datetime | None
    updated_at: dt.datetime
    held: tuple[Holding, ...] = ()
    company: str = ""
    parent_number: str | None = None

    @property
    def current_amount(self) -> Decimal | None:
        """The amount with what signed changes added."""
        return None if self.amount is None else self.amount + self.changed_amount

    @property
    def open_amount(self) -> Decimal | None:
        """What is not settled yet."""
        return None if self.current_amount is None else self.current_amount - self.settled_amount

    @property
    def paid_percent(self) -> int | None:
        """How much of the current amount is settled, in whole percent; None without an amount."""
        if not self.current_amount:
            return None
        return max(0, min(100, int(self.settled_amount * 100 / self.current_amount)))


def columns_of(source: Source) -> tuple[sa.ColumnElement[Any], ...]:
    """What a row is made from: its id and the fields in their order."""
    return source.id, *(source[name] for name in FIELDS)


def rows_from(desk: Desk, source: Source, found: Iterable[Sequence[Any]], *, holders: bool = True) -> list[LedgerRow]:
    """Rows with who has them, their company, and the number of what they belong to: three statements at most, however many rows."""
    known = company(desk)
    plain = [LedgerRow(str(values[0]), *values[1:]) for values in found]
    live = [row.id for row in plain if row.status == "running"] if source.as_of is None and holders else []
    held = holdings_by_id(desk, live) if live else {}
    parents = _numbers(desk, source, {row.parent_id for row in plain if row.parent_id})
    return [LedgerRow(**{**row.__dict__, "held": held.get(row.id, ()), "company": known.company_of(row.department),
                         "parent_number": parents.get(row.parent_id or "")}) for row in plain]


def _numbers(desk: Desk, source: Source, ids: set[str]) -> dict[str, str | None]:
    """The numbers of those that the actor may see too."""
    query = sa.select(source.id, source["number"]).where(source.id.in_(sorted(ids)), *source.conditions)
    return {str(contract): number for contract, number in desk.session.execute(query)} if ids else {}
