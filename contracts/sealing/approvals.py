"""The approvals that a text has: every one that the run asked for must have been given on just these bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.deciding.asked import Asked
from contracts.records import Text
from engine.desk import Desk
from engine.errors import Refusal, _l
from engine.records import Visit, WorkItem

TURNED_DOWN = ("return", "reject")


class NotApproved(Refusal):
    """An approval is missing, or was given on another text; facts: steps, text."""

    code, status = "not-approved", 409
    title = _l("This text does not carry every approval that it needs.")
    hint = _l("Return the contract, so that the steps named here can decide on the text as it is now.")


@dataclass(frozen=True)
class Approval:
    """One approval of this run: the step, who gave it (and for whom), and whether it stands on the text asked about."""

    element: str
    step: str
    by: str
    on_behalf_of: str | None
    holds: bool


def approvals_of(desk: Desk, asked: Asked, text: Text) -> tuple[Approval, ...]:
    """What the steps before this one said. A step counts as far as its result lies in the process data: a return takes it out."""
    visits = _standing_visits(desk, asked)
    items = list(desk.session.scalars(
        sa.select(WorkItem).where(WorkItem.instance_id == asked.instance.id, WorkItem.state == "done").order_by(WorkItem.number)))
    again = {_person(item) for item in items if item.kind == "reaffirm" and item.shown == text.digest and item.outcome not in TURNED_DOWN}
    return tuple(
        Approval(visits[item.visit].element, visits[item.visit].name or visits[item.visit].element, item.done_by or "", item.done_for,
                 item.shown == text.digest or _person(item) in again)
        for item in items
        if item.visit in visits and item.kind == "decide" and item.outcome == visits[item.visit].outcome)


def require_approvals(desk: Desk, asked: Asked, text: Text) -> None:
    """Raises NotApproved naming the steps whose approval is of another text, or is not there at all."""
    found = approvals_of(desk, asked, text)
    approved = {approval.element for approval in found}
    missing = {visit.name or visit.element for visit in _standing_visits(desk, asked).values() if visit.element not in approved}
    lacking = sorted(missing | {approval.step for approval in found if not approval.holds})
    if lacking:
        raise NotApproved(contract=asked.contract.id, text=text.number, steps=lacking)


def _standing_visits(desk: Desk, asked: Asked) -> dict[int, Visit]:
    """The visits of approving steps whose result lies in the process data, by number; a step that passed by a rule asked nobody."""
    query = sa.select(Visit).where(Visit.instance_id == asked.instance.id, Visit.outcome.is_not(None)).order_by(Visit.number)
    by_element: dict[str, list[Visit]] = {}
    for visit in desk.session.scalars(query):
        if visit.task.get("properties", {}).get("kind", "approve") == "approve":
            by_element.setdefault(visit.element, []).append(visit)
    return {visit.number: visit for element, visits in by_element.items()
            for visit in visits[max(0, len(visits) - _times(asked.visit.data.get(_variable(element)))):]}


def _times(result: Any) -> int:
    """How many visits a step's result stands for: a multi-instance leaves one result for each of its instances."""
    return sum(1 for one in (result if isinstance(result, list) else [result]) if isinstance(one, dict) and one.get("by"))


def _variable(element: str) -> str:
    return element.replace("-", "_")


def _person(item: WorkItem) -> str | None:
    return item.done_for or item.done_by
