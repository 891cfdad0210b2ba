"""What a linked draft is filled with from the contract that it belongs to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from contracts.drafting.drafts import UNREAD, plan_rows
from contracts.linking.main_contract import current_amount
from contracts.linking.terms import next_term, shift_between
from contracts.money.taxes import split
from contracts.records import Contract, PlanRow
from engine.desk import Desk

PARTY = ("counterparty", "counterparty_code", "direction", "currency", "tax_rate", "department", "project", "budget_line")
TITLES = {"order": "订单", "supplement": "补充协议", "change": "变更协议", "termination": "终止协议", "renewal": ""}


def columns_of(parent: Contract, relation: str) -> dict[str, Any]:
    """The record's own fields: the parties always; price, risk and the next term for a renewal."""
    copied = {name: getattr(parent, name) for name in PARTY}
    title = f"{parent.title}{TITLES[relation]}"[:200]
    if relation != "renewal":
        return {**copied, "title": title}
    starts_on, ends_on = next_term(parent.starts_on, parent.ends_on)
    return {**copied, "title": title, "risk": parent.risk, "starts_on": starts_on, "ends_on": ends_on, **_price(parent)}


def values_of(parent: Contract, relation: str) -> dict[str, Any]:
    """The other fields: those of the counterparty always, the terms too for a renewal; what a termination is weighed by."""
    known = {name: value for name, value in (parent.values or {}).items() if name != UNREAD}
    if relation == "renewal":
        return known
    party = {name: value for name, value in known.items() if name.startswith("counterparty_")}
    if relation == "order":
        return {**party, "parent_title": parent.title, "parent_number": parent.number or "",
                **({"parent_signed_on": parent.signed_on.isoformat()} if parent.signed_on else {})}
    amount = current_amount(parent)
    return {**party, **({"parent_amount": str(amount)} if relation == "termination" and amount is not None else {})}


def rows_of(desk: Desk, parent: Contract, contract_id: str) -> list[PlanRow]:
    """The payment plan of a renewal: the old one moved into the next term; what was changed since stands in the last row."""
    move, rows = shift_between(parent.starts_on, parent.ends_on), plan_rows(desk, parent)
    made = [PlanRow(contract_id=contract_id, number=number, name=row.name, condition=row.condition, kind=row.kind, amount=row.amount,
                    due_on=move(row.due_on)) for number, row in enumerate(rows, start=1)]
    if made and made[-1].amount + parent.changed_amount > 0:
        made[-1].amount += parent.changed_amount
    return made


def _price(parent: Contract) -> dict[str, Any]:
    amount = current_amount(parent)
    if amount is None:
        return {}
    parts = split(amount, Decimal(parent.tax_rate)) if parent.tax_rate else None
    return {"amount": amount, **({"net": parts.net, "tax": parts.tax} if parts else {})}
