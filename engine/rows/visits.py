"""A token at a person's step is a visit: opened with the items that ask people, closed with what is still open under it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.clock import BadTime, due
from engine.desk import Desk
from engine.flow.refusals import ExpressionFailed
from engine.records import Timer, Visit
from engine.rows.items import close_items, open_item, open_items
from engine.rows.jobs import withdraw_jobs
from engine.work_items.approvals import asking_of
from engine.work_items.assignment import Assigned, assign, functions_of, keeps_initiator_out, listed

if TYPE_CHECKING:
    from engine.moving import Run


def open_visit(run: Run, name: str, token: Any) -> dict[str, Any] | None:
    """A visit with its items; None, or the result with which nobody's step passes by itself."""
    desk, task, kept = run.desk, run.specs.task_of(token.process, token.element), run.kept
    seen, properties = run.flow.variables(token.id), task.properties
    functions = functions_of(desk.directory, run.instance.initiator, {**seen, **run.facts})

    def read(text: str) -> Any:
        return run.flow.evaluate(text, token.id, functions) if "{" in text else text

    assigned = assign(asking_of(run, token.element), properties, read, token.element)
    due_at = _due(desk, str(read(properties["dueDate"])), token.element) if properties.get("dueDate") else None
    turn = kept["turns"][token.element] = kept["turns"].get(token.element, 0) + 1
    passed = outcomes_of(properties)[0] if assigned.passes else None
    visit = run.add(Visit, element=token.element, name=task.name, turn=turn, token=name, process=token.process, stage=token.stage,
                    task={"properties": dict(properties), "outcomes": outcomes_of(properties)}, data=seen, opened_at=desk.now,
                    closed_at=desk.now if passed else None, outcome=passed)
    if passed:
        run.record("passed", element=token.element, facts={"visit": visit, "because": assigned.passes, "outcome": passed})
        return {"outcome": passed, "by": [], "at": desk.now.isoformat()}
    priority = _priority(str(read(properties.get("priority") or "50")), token.element)
    _ask(run, visit, token.element, task, assigned, due_at, priority)
    timer = run.add(Timer, kind=_late_kind(properties), element=token.element, token=None, visit=visit, due_at=due_at) if due_at else 0
    kept["rows"][name] = ["user", visit, timer]
    return None


def close_visit(run: Run, number: int, because: str) -> None:
    """Close a visit that has no outcome, and what is still open under it; `because` is said to the holders."""
    visit = run.desk.session.get_one(Visit, (run.instance.id, number))
    if visit.closed_at is None:
        visit.closed_at = run.desk.now
        close_items(run, visit, open_items(run, number), because)
        withdraw_jobs(run, run.kept.get("reworking", {}).pop(str(number), []))


def outcomes_of(properties: Mapping[str, str]) -> list[str]:
    """The drawn buttons of a task; the first is "for"."""
    return listed(properties.get("outcomes") or "approve") or ["approve"]


def _ask(run: Run, visit: int, element: str, task: Any, assigned: Assigned, due_at: dt.datetime | None, priority: int) -> None:
    barred = [run.instance.initiator] if keeps_initiator_out(task.properties) else []
    asked = []
    for place, proposed in enumerate(assigned.items):
        waits = assigned.policy.name == "inTurn" and place > 0
        item = open_item(run, visit, element, task.name, proposed, due_at=due_at, priority=priority, place=place,
                         state="waiting" if waits else "open", barred=barred)
        asked.append({"item": item, "candidates": list(proposed.candidates), **({"waits": True} if waits else {})})
    run.record("asked", element=element, facts={"visit": visit, "items": asked, "due_at": due_at.isoformat() if due_at else None})


def _due(desk: Desk, text: str, element: str) -> dt.datetime:
    try:
        return due(text, desk.now, desk.calendar)
    except BadTime as wrong:
        raise ExpressionFailed(element=element, text=text[:80], why=wrong.facts["why"]) from wrong


def _priority(text: str, element: str) -> int:
    if not text.strip().isascii() or not text.strip().isdigit() or len(text.strip()) > 4:
        raise ExpressionFailed(element=element, text=text[:80], why="a priority is a whole number")
    return int(text)


def _late_kind(properties: Mapping[str, str]) -> str:
    return "remind" if properties.get("whenLate", "remind") == "remind" else "late"
