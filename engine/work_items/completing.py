"""Complete a work item: the vote is recorded; when its policy is settled, and only then, the token moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.desk import Desk
from engine.errors import UnknownOutcome
from engine.identity import ItemId
from engine.instances import cancel
from engine.moved import Moved
from engine.moving import Run
from engine.records import Visit, WorkItem
from engine.rows.items import ask_again, close_items, items_of, leave_inboxes, open_items
from engine.rows.visits import outcomes_of
from engine.work_items.acting import Held, held_item
from engine.work_items.approvals import remember_approvals
from engine.work_items.assignment import approves
from engine.work_items.policies import REJECT, Vote, read_policy, settled
from engine.work_items.rerouting import done_already, is_rerouted
from engine.work_items.rework import rework_done


def complete_work_item(
    desk: Desk, item: ItemId, outcome: str, comment: str = "", *, wrote: Mapping[str, Any] | None = None, shown: str | None = None
) -> Moved:
    """Record a decision; let the process move on where that settles the task's policy.

    `outcome` is one of the drawn ones, or `reject` where the task approves: undrawn, it ends the instance.
    Raises NotFound, NotYours, AlreadyDone, NotYet, NotRunning, UnknownOutcome, and what the next steps refuse.
    """
    held = held_item(desk, item)
    with desk.session.no_autoflush:              # each row is then updated once, at the end
        _complete(held, item, outcome, comment, wrote, shown)
    return held.run.finish()


def _complete(held: Held, item: ItemId, outcome: str, comment: str, wrote: Mapping[str, Any] | None, shown: str | None) -> None:
    run, row, visit, desk = held.run, held.item, held.visit, held.run.desk
    offered = offered_outcomes(row, visit)
    if outcome not in offered and not (outcome == REJECT and row.kind != "rework" and approves(visit.task["properties"])):
        raise UnknownOutcome(item=str(item), outcome=outcome, outcomes=offered)
    row.state, row.outcome, row.comment, row.wrote, row.shown = "done", outcome, comment, dict(wrote or {}), shown
    row.done_by, row.done_for, row.done_at = desk.actor.user, held.on_behalf_of, desk.now
    facts = {"item": row.number, "visit": visit.number, "kind": row.kind, "outcome": outcome, "comment": comment}
    facts |= ({"wrote": dict(wrote)} if wrote else {}) | ({"shown": shown} if shown else {})
    run.record("completed", element=visit.element, on_behalf_of=held.on_behalf_of, facts=facts)
    leave_inboxes(run, [row.number])
    if row.kind == "rework":
        _hand_in(run, visit, row)
    elif row.kind == "reaffirm" and outcome == REJECT:
        end_visit(run, visit, REJECT)
    else:
        judge(run, visit)


def _hand_in(run: Run, visit: Visit, rework: WorkItem) -> None:
    """A rework is done: straight back to the returner, unless it changed the way."""
    if not is_rerouted(run, visit, rework):
        rework_done(run, visit, rework)
        return
    again = done_already(run, rework)
    if again is not None:
        judge(run, again)


def offered_outcomes(item: WorkItem, visit: Visit) -> list[str]:
    """The answers of an item: of the visit's task; of a rework those of the step that is done again."""
    if item.kind == "rework":
        again: list[str] = item.why.get("outcomes") or ["submit"]
        return again
    drawn = outcomes_of(visit.task["properties"])
    return drawn[:1] if item.kind == "reaffirm" else drawn


def judge(run: Run, visit: Visit) -> None:
    """Move the token if the votes settle the policy and nobody is asked to reaffirm; else ask the next in turn."""
    properties = visit.task["properties"]
    policy, items = read_policy(properties.get("policy") or "one"), items_of(run, visit.number)
    votes = [item for item in items if item.kind == "decide"]
    outcome = settled(
        policy,
        [Vote(item.weight, item.outcome if item.state == "done" else None) for item in votes if item.state != "closed"],
        outcomes_of(properties),
    )
    if outcome is not None:
        if not any(item.kind in ("reaffirm", "rework") and item.state == "open" for item in items):
            end_visit(run, visit, outcome)
    elif policy.name == "inTurn":
        waiting = next((item for item in votes if item.state == "waiting"), None)
        if waiting is not None and not any(item.state == "open" for item in votes):
            ask_again(run, visit, waiting)


def end_visit(run: Run, visit: Visit, outcome: str) -> None:
    """The visit has its outcome: siblings are closed, the token moves, or an undrawn reject ends the instance."""
    items = items_of(run, visit.number)
    close_items(run, visit, open_items(run, visit.number), "settled")
    by = [item.done_by for item in items if item.state == "done" and item.kind == "decide"]
    visit.closed_at, visit.outcome = run.desk.now, outcome
    if outcome == REJECT and REJECT not in outcomes_of(visit.task["properties"]):
        last = max((item for item in items if item.state == "done"), key=lambda item: item.done_at or run.desk.now)
        cancel(run, last.comment or REJECT)
        return
    if approves(visit.task["properties"]) and outcome == outcomes_of(visit.task["properties"])[0]:
        remember_approvals(run, visit, items, outcome)
    run.step(lambda flow: flow.complete(visit.token, {"outcome": outcome, "by": by, "at": run.desk.now.isoformat()}), visit.token)
