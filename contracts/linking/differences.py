"""Where a linked draft does not fit its main contract: another counterparty, days outside of its term, orders above its amount."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.forms.forms import Finding
from contracts.linking.main_contract import current_amount
from contracts.linking.relations import EFFECTIVE
from contracts.money.amounts import with_thousands
from contracts.records import Contract
from engine.desk import Desk
from engine.errors import _l

ANOTHER = _l("The main contract is with %(name)s.")
BEFORE_SIGNED = _l("This lies before the main contract was signed, on %(day)s.")
BEFORE_START = _l("This lies before the main contract begins, on %(day)s.")
ENDS_ANYWAY = _l("The main contract ends earlier anyway, on %(day)s.")
OUTSIDE = _l("This lies outside of the term of the main contract, %(first)s to %(last)s.")
ABOVE = _l("With this one the orders come to %(total)s: %(over)s above the amount of the main contract, %(amount)s.")


def findings_of(desk: Desk, contract: Contract, values: Mapping[str, Any]) -> Iterator[Finding]:
    """Errors where nothing could come of it, warnings where it is unusual. A renewal is a contract of its own."""
    if contract.parent_id is None or contract.relation not in (*EFFECTIVE, "order"):
        return
    main = desk.session.get_one(Contract, contract.parent_id)
    if values.get("counterparty") and main.counterparty and values["counterparty"] != main.counterparty:
        yield Finding("counterparty", "warning", ANOTHER, {"name": main.counterparty})
    if contract.relation == "order":
        yield from _of_an_order(desk, contract, main, values)
    elif ends_on := values.get("new_ends_on"):
        yield from _of_an_end(main, ends_on, is_termination=contract.relation == "termination")


def _of_an_end(main: Contract, ends_on: dt.date, *, is_termination: bool) -> Iterator[Finding]:
    """What was signed may end before it begins, but only by a termination; and that never makes it last longer."""
    least, sentence = (main.signed_on, BEFORE_SIGNED) if is_termination else (main.starts_on, BEFORE_START)
    if least is not None and ends_on < least:
        yield Finding("new_ends_on", "error", sentence, {"day": least.isoformat()})
    if is_termination and main.ends_on is not None and ends_on > main.ends_on:
        yield Finding("new_ends_on", "warning", ENDS_ANYWAY, {"day": main.ends_on.isoformat()})


def _of_an_order(desk: Desk, contract: Contract, main: Contract, values: Mapping[str, Any]) -> Iterator[Finding]:
    starts_on, amount, ceiling = values.get("starts_on"), values.get("amount"), current_amount(main)
    if starts_on and main.starts_on and main.ends_on and not main.starts_on <= starts_on <= main.ends_on:
        yield Finding("starts_on", "warning", OUTSIDE, {"first": main.starts_on.isoformat(), "last": main.ends_on.isoformat()})
    if not amount or ceiling is None:
        return
    total = ordered(desk, main, but=contract.id) + amount
    if total > ceiling:
        told = {"total": total, "over": total - ceiling, "amount": ceiling}
        yield Finding("amount", "warning", ABOVE, {name: with_thousands(figure) for name, figure in told.items()})


def ordered(desk: Desk, main: Contract, *, but: str) -> Decimal:
    """What the orders under a contract come to but for one, without drafts and what was cancelled, with their signed changes."""
    query = sa.select(Contract).where(
        Contract.parent_id == main.id, Contract.relation == "order", Contract.currency == main.currency, Contract.id != but,
        Contract.amount.is_not(None), Contract.stage != "draft", Contract.status != "cancelled")
    return sum((current_amount(order) or Decimal(0) for order in desk.session.scalars(query)), Decimal(0))
