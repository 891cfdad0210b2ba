"""Record a payment (收付款登记): an obligation is settled with its day, amount and receipt; the contract's row follows atomically."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.deciding.decisions import Decision, decide
from contracts.files.papers import Taken, keep
from contracts.forms.steps import Filled, fill_step
from contracts.performing.obligations import NotWaiting, find_row, say_all_settled
from contracts.process.standing import require_open
from contracts.records import Contract, PlanRow
from engine import history
from engine.desk import Desk
from engine.errors import Invalid, _l
from engine.identity import ItemId


def record_payment(desk: Desk, item: ItemId, typed: Mapping[str, Any], receipt: Taken | None, comment: str = "") -> Decision:
    """Settle an obligation. The last one of a contract posts the letter that moves it on.

    Raises NotFound, NotYours, AlreadyDone, ReadOnly, NotWaiting for a row that has fallen away, and Invalid: without a receipt, or for
    an amount other than planned without a remark.
    """
    filled = fill_step(desk, item, "settle", typed, ["receipt"] if receipt else [])
    wrote = filled.wrote
    if filled.is_mine:
        row, contract = find_row(desk, filled.asked.instance.subject_id)
        require_open(contract)
        _require_reasons(row, filled, receipt)
        wrote = _settle(desk, item, contract, row, filled, receipt)
    return decide(desk, item, "settled", comment, shown=None, wrote=wrote)


def _require_reasons(row: PlanRow, filled: Filled, receipt: Taken | None) -> None:
    wrong = {}
    if receipt is None:
        wrong["receipt"] = _l("Attach the receipt of this payment.")
    if filled.values["settled_amount"] != row.amount and not filled.values.get("remark"):
        wrong["remark"] = _l("Say why the amount is not the planned one.")
    if wrong:
        raise Invalid(fields=wrong)


def _settle(desk: Desk, item: ItemId, contract: Contract, row: PlanRow, filled: Filled, receipt: Taken | None) -> dict[str, Any]:
    values = filled.values
    before, after = _move_ledger(desk, contract, values["settled_amount"])      # first: it locks the row that papers are numbered under
    desk.session.refresh(row)
    if row.dropped_at is not None:                     # by an agreement that took effect while this was typed
        raise NotWaiting(contract=contract.id, row=row.number)
    paper = keep(desk, contract, "receipt", receipt, plan_row=row.number) if receipt else None
    row.settled_on, row.settled_amount, row.settled_by = values["settled_on"], values["settled_amount"], desk.actor.user
    row.settled_at, row.remark = desk.now, values.get("remark", "")
    wrote = {**filled.wrote, "row": row.number, "planned": str(row.amount), **({"paper": paper.number, "sha": paper.sha} if paper else {})}
    history.record(desk, item.instance, "ledger", element=filled.asked.visit.element, facts={**wrote, "before": before, "after": after})
    if after["open_obligations"] == 0:
        say_all_settled(desk, contract.id)
    return wrote


def _move_ledger(desk: Desk, contract: Contract, paid: Decimal) -> tuple[dict[str, Any], dict[str, Any]]:
    """The contract's row by one statement: two obligations that are settled at the same moment both count."""
    moved = (sa.update(Contract).where(Contract.id == contract.id)
             .values(open_obligations=Contract.open_obligations - 1, settled_amount=Contract.settled_amount + paid, updated_at=desk.now)
             .returning(Contract.open_obligations, Contract.settled_amount).execution_options(synchronize_session=False))
    left, settled = desk.session.execute(moved).one()
    desk.session.expire(contract, ["open_obligations", "settled_amount", "updated_at"])
    before = {"open_obligations": left + 1, "settled_amount": str(settled - paid)}
    return before, {"open_obligations": left, "settled_amount": str(settled)}
