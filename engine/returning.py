"""Return (退回) to an earlier step, to walk again or to come straight back; take back (撤回) one's own decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from engine.desk import Desk
from engine.errors import Invalid, NotFound, NotReturnable, NotYours, _l
from engine.flow import Flow
from engine.identity import ItemId
from engine.moved import Moved
from engine.moving import Run, flow_of, run_of
from engine.records import Instance, Visit, WorkItem
from engine.rows.items import ask_again, leave_inboxes
from engine.work_items.acting import Held, held_item
from engine.work_items.approvals import forget_approvals
from engine.work_items.decided import forget_decided
from engine.work_items.rework import ask_rework


@dataclass(frozen=True)
class ReturnTarget:
    """A step that the item may be returned to; `undone` is what walking again takes away."""

    element: str
    name: str
    undone: tuple[str, ...]
    again: bool
    back: bool


def return_targets(desk: Desk, item: ItemId) -> list[ReturnTarget]:
    """Earlier steps of this run, newest first; empty where returning is not legal. Raises NotFound."""
    row = desk.session.get(WorkItem, (item.instance, item.number))
    instance = desk.session.scalar(sa.select(Instance).where(Instance.id == item.instance).options(undefer(Instance.state)))
    if row is None or instance is None:
        raise NotFound(item=str(item))
    visit = desk.session.get_one(Visit, (item.instance, row.visit))
    if row.state != "open" or row.kind == "rework" or instance.status != "running":
        return []
    return targets_of(desk, flow_of(desk, instance), visit)


def return_item(desk: Desk, item: ItemId, to: str, then: str, reason: str, *, shown: str | None = None) -> Moved:
    """Give the process back to the step `to`; `then`: again (walk) or back (straight back to this item).

    Raises NotFound, NotYours, AlreadyDone, NotRunning, NotReturnable, Invalid.
    """
    held = held_item(desk, item)
    target = next((one for one in targets_of(desk, held.run.flow, held.visit) if one.element == to), None)
    if then not in ("again", "back"):
        raise Invalid(fields={"then": _l("Choose one of the values offered.")})
    if held.item.kind == "rework" or target is None or not (target.again if then == "again" else target.back):
        raise NotReturnable(item=str(item), to=to, reason="no legal target")
    held.run.record(
        "returned",
        element=held.visit.element,
        on_behalf_of=held.on_behalf_of,
        facts={
            "item": held.item.number,
            "visit": held.visit.number,
            "to": to,
            "then": then,
            "reason": reason,
            "undone": list(target.undone),
            **({"shown": shown} if shown else {}),
        },
    )
    (_walk_again if then == "again" else _straight_back)(held, target, reason, shown)
    return held.run.finish()


def may_take_back(desk: Desk, item: ItemId) -> bool:
    """Is taking one's decision back still legal?"""
    row = desk.session.get(WorkItem, (item.instance, item.number))
    instance = desk.session.scalar(sa.select(Instance).where(Instance.id == item.instance).options(undefer(Instance.state)))
    if row is None or instance is None or row.done_by != desk.actor.user:
        return False
    return _why_not(desk, row, flow_of(desk, instance) if instance.status == "running" else None) is None


def take_back(desk: Desk, item: ItemId) -> Moved:
    """Undo one's own decision while nobody acted after it. Raises NotFound, NotYours, NotRunning, NotReturnable."""
    run = run_of(desk, item.instance)
    row = desk.session.get(WorkItem, (item.instance, item.number))
    if row is None:
        raise NotFound(item=str(item))
    if row.done_by != desk.actor.user:
        raise NotYours(item=str(item))
    reason = _why_not(desk, row, run.flow)
    if reason is not None:
        raise NotReturnable(item=str(item), reason=reason)
    visit = desk.session.get_one(Visit, (item.instance, row.visit))
    run.record("taken-back", element=visit.element, facts={"item": row.number, "visit": visit.number, "outcome": row.outcome})
    if visit.closed_at is None:
        row.outcome = row.done_by = row.done_for = row.done_at = row.shown = None
        row.comment, row.wrote = "", {}
        ask_again(run, visit, row)
    else:
        go_to(run, visit.element, visit.data, because="taken-back")
    return run.finish()


def _walk_again(held: Held, target: ReturnTarget, reason: str, shown: str | None) -> None:
    desk, run, row = held.run.desk, held.run, held.item
    row.state, row.outcome, row.comment, row.shown = "done", "return", reason, shown
    row.done_by, row.done_for, row.done_at = desk.actor.user, held.on_behalf_of, desk.now
    leave_inboxes(run, [row.number])
    go_to(run, target.element, _first_data(run, target.element), held.visit.token)


def go_back(run: Run, visit: Visit, reason: str) -> bool:
    """Return a step that is late to the one before it; False where no target is legal."""
    target = next((one for one in targets_of(run.desk, run.flow, visit) if one.again), None)
    if target is None:
        return False
    run.record("returned", element=visit.element, facts={"visit": visit.number, "to": target.element, "then": "again", "reason": reason})
    go_to(run, target.element, _first_data(run, target.element), visit.token)
    return True


def go_to(run: Run, element: str, data: Any, token: str | None = None, because: str = "returned") -> None:
    """One fresh token on the element with the data of its first visit; what stands behind it is undone."""
    mine = Visit.instance_id == run.instance.id
    last = run.desk.session.scalar(sa.select(sa.func.max(Visit.number)).where(mine, Visit.element == element)) or 0
    behind = run.desk.session.scalars(sa.select(Visit.element).where(mine, Visit.number > last).distinct())
    forget_approvals(run, {element, *behind})
    forget_decided(run, since=last)
    run.flow.return_to(element, dict(data), token)
    run.flow.put_facts(run.facts)
    run.flow.run()
    run.settle_rows(because)


def walk_from(run: Run, visit: Visit, element: str, because: str) -> None:
    """Walk again from the step, or from the nearest before it where a token may be placed. Raises NotReturnable."""
    legal = [target.element for target in targets_of(run.desk, run.flow, visit) if target.again]
    first = sa.select(sa.func.max(Visit.number)).where(Visit.instance_id == visit.instance_id, Visit.element == element).scalar_subquery()
    before = set(run.desk.session.scalars(
        sa.select(Visit.element).where(Visit.instance_id == visit.instance_id, Visit.number <= first).distinct()))
    to = next((one for one in legal if one in before), None)
    if to is None:
        raise NotReturnable(instance=str(visit.instance_id), to=element, reason="the way that is right now can't be walked to")
    go_to(run, to, _first_data(run, to), visit.token, because)


def _first_data(run: Run, element: str) -> Any:
    mine = sa.select(Visit.data).where(Visit.instance_id == run.instance.id, Visit.element == element)
    return run.desk.session.scalar(mine.order_by(Visit.number).limit(1)) or {}


def _straight_back(held: Held, target: ReturnTarget, reason: str, shown: str | None) -> None:
    earlier, doer = _last_doer(held.run.desk, held.visit, target.element)
    assert earlier is not None and doer is not None
    held.item.shown = shown
    leave_inboxes(held.run, [held.item.number])
    ask_rework(held.run, held.visit, held.item, earlier, doer, reason)


def targets_of(desk: Desk, flow: Flow, visit: Visit) -> list[ReturnTarget]:
    earlier = (Visit.instance_id == visit.instance_id, Visit.number < visit.number, Visit.outcome.is_not(None))
    newest = sa.select(sa.func.max(Visit.number)).where(*earlier).group_by(Visit.element)  # hundreds of rounds are one row each
    done = desk.session.execute(
        sa.select(Visit.element, Visit.number, Visit.task).where(Visit.instance_id == visit.instance_id, Visit.number.in_(newest))
    ).all()
    visited = {element: number for element, number, _ in done}
    barrier = max((number for _, number, task in done if task["properties"].get("noReturn") == "true"), default=0)
    found = []
    for target in flow.targets(visit.token):
        number = visited.get(target.element, 0)
        if number > barrier and target.element != visit.element:
            _, doer = _last_doer(desk, visit, target.element)
            back = doer is not None and desk.directory.is_active(doer) and doer != desk.actor.user
            found.append((number, ReturnTarget(target.element, target.name, tuple(target.undone), target.reachable, back)))
    return [target for _, target in sorted(found, key=lambda pair: -pair[0]) if target.again or target.back]


def _last_doer(desk: Desk, visit: Visit, element: str) -> tuple[Visit | None, str | None]:
    """The step's newest finished visit before this one, and who did it."""
    found = desk.session.execute(
        sa.select(Visit, WorkItem.done_by)
        .join(WorkItem, sa.and_(WorkItem.instance_id == Visit.instance_id, WorkItem.visit == Visit.number))
        .where(
            Visit.instance_id == visit.instance_id,
            Visit.element == element,
            Visit.number < visit.number,
            Visit.outcome.is_not(None),
            WorkItem.state == "done",
            WorkItem.kind == "decide",
            WorkItem.done_by.is_not(None),
        )
        .order_by(Visit.number.desc(), WorkItem.number.desc())
        .limit(1)
    ).first()
    return (found[0], found[1]) if found else (None, None)


def _why_not(desk: Desk, row: WorkItem, flow: Flow | None) -> str | None:
    """Why a decision can't be taken back; None: it can."""
    if flow is None or row.state != "done" or row.kind != "decide" or row.outcome == "return":
        return "it is over"
    later = sa.select(WorkItem.number).where(
        WorkItem.instance_id == row.instance_id, WorkItem.number != row.number, WorkItem.state == "done", WorkItem.done_at >= row.done_at
    )
    visit = desk.session.get_one(Visit, (row.instance_id, row.visit))
    if visit.closed_at is not None:
        later = later.where(WorkItem.visit > row.visit)
    if desk.session.scalar(later.limit(1)) is not None:
        return "somebody has acted since"
    if visit.closed_at is None:
        return None
    if visit.task["properties"].get("noReturn") == "true":
        return "it was done for good"
    if visit.outcome is None:
        return "the step was taken away"
    reachable = {target.element for token in flow.tokens() for target in flow.targets(token.id) if target.reachable}
    return None if visit.element in reachable else "it can't be reached from where the process stands"
