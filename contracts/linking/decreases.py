"""What speaks against the change of price that a supplement or change asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from contracts.forms.forms import Finding
from contracts.linking.main_contract import current_amount
from contracts.linking.relations import EFFECTIVE
from contracts.money.amounts import with_thousands
from contracts.records import Contract
from engine.desk import Desk
from engine.errors import _l

TOO_LOW = _l("%(paid)s is paid and %(invoiced)s invoiced already: the price, %(amount)s, can fall by %(most)s at the most.")
NO_CHANGE = _l("A plan needs a change of the amount: its rows say how what is added is paid.")


def findings_of(desk: Desk, contract: Contract, values: Mapping[str, Any]) -> Iterator[Finding]:
    """Errors only: a price never falls below what is paid or invoiced, and rows of a plan belong to an increase."""
    if contract.relation not in EFFECTIVE or contract.parent_id is None:
        return
    change: Decimal | None = values.get("amount_change")
    if values.get("plan") and not change:
        yield Finding("plan", "error", NO_CHANGE)
    parent = desk.session.get_one(Contract, contract.parent_id)
    amount = current_amount(parent)
    least = max(parent.settled_amount, parent.invoiced_amount)
    if amount is not None and change is not None and change < 0 and amount + change < least:
        most = max(amount - least, Decimal(0))
        told = {"paid": parent.settled_amount, "invoiced": parent.invoiced_amount, "amount": amount, "most": most}
        yield Finding("amount_change", "error", TOO_LOW, {name: with_thousands(figure) for name, figure in told.items()})
