"""A contract's invoices as its page shows them: contract, invoiced, settled, and what is open between them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa

from contracts.performing.invoicing.recording import is_performed, may_invoice
from contracts.performing.invoicing.records import Invoice
from contracts.records import Contract
from engine.desk import Desk


@dataclass(frozen=True)
class Invoicing:
    """The rows, oldest first, and the sums. `agreed` is the amount with its signed changes; None where none was agreed."""

    rows: tuple[Invoice, ...]
    agreed: Decimal | None
    invoiced: Decimal
    settled: Decimal
    may_record: bool

    @property
    def open(self) -> Decimal | None:
        """What is still to be paid or received."""
        return None if self.agreed is None else self.agreed - self.settled

    @property
    def not_invoiced(self) -> Decimal | None:
        """What is still to be invoiced; negative where more was invoiced than agreed."""
        return None if self.agreed is None else self.agreed - self.invoiced

    @property
    def excess(self) -> Decimal:
        """By how much more is invoiced than agreed."""
        return max(-(self.not_invoiced or Decimal(0)), Decimal(0))


def invoicing_of(desk: Desk, contract: Contract) -> Invoicing:
    """Who asks has looked whether the contract may be seen."""
    rows = tuple(desk.session.scalars(sa.select(Invoice).where(Invoice.contract_id == contract.id).order_by(Invoice.number)))
    agreed = None if contract.amount is None else contract.amount + contract.changed_amount
    may_record = is_performed(contract) and may_invoice(desk, contract)
    return Invoicing(rows, agreed, contract.invoiced_amount, contract.settled_amount, may_record)
