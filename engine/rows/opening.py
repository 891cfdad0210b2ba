"""New tokens become rows: visits with their items, jobs, timers, waiting messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from engine.assignment import Asking, Assigned, Proposed, assign, functions_of, listed
from engine.clock import BadTime, due
from engine.desk import Desk
from engine.flow.refusals import ExpressionFailed
from engine.identity import Key
from engine.moved import OpenItem
from engine.moving import Run
from engine.records import Holder, Job, Timer, Visit, Waiting, WorkItem

NO_HURRY = dt.timedelta(days=30)
DAY = 86400


def urgency_of(due_at: dt.datetime | None, opened_at: dt.datetime, priority: int) -> int:
    """Smaller is more urgent: when it is due, a day earlier for each point of priority above 50."""
    return int((due_at or opened_at + NO_HURRY).timestamp()) - (priority - 50) * DAY


def open_new(run: Run, tokens: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Rows for the tokens that have none. Those of people's steps that pass by themselves, with their results."""
    rows, passing = run.kept["rows"], []
    for name, token in tokens.items():
        if name in rows:
            _follow_timer(run, token, rows[name])
        elif token.kind == "user":
            passed = _open_visit(run, name, token)
            passing += [(name, passed)] if passed else []
        elif token.kind in OPENERS:
            rows[name] = OPENERS[token.kind](run, name, token)
    return passing


def _open_job(run: Run, name: str, token: Any) -> list[Any]:
    task = run.specs.task_of(token.process, token.element)
    topic = task.properties.get("topic") or token.element
    number = order_job(run, topic, token.element, token=name, given=run.flow.variables(token.id))
    return ["job", number]


def order_job(run: Run, topic: str, element: str, *, token: str | None, given: Any, visit: int | None = None) -> int:
    """A row that a worker claims after the commit."""
    number = run.add(
        Job,
        topic=topic,
        element=element,
        token=token,
        visit=visit,
        state="ready",
        attempts=0,
        next_at=run.desk.now,
        input=given,
        error="",
        opened_at=run.desk.now,
        ended_at=None,
    )
    run.jobs.append(Key(str(run.instance.id), number))
    return number


def _open_timer(run: Run, name: str, token: Any) -> list[Any]:
    number = run.add(Timer, kind="drawn", element=token.element, token=name, visit=None, due_at=token.due_at)
    return ["timer", number, token.due_at.isoformat()]


def _follow_timer(run: Run, token: Any, row: list[Any]) -> None:
    if row[0] == "timer" and row[2] != token.due_at.isoformat():
        timer = run.desk.session.get(Timer, (run.instance.id, row[1]))
        if timer is not None:
            timer.due_at = token.due_at
        row[2] = token.due_at.isoformat()


def _open_waiting(run: Run, name: str, token: Any) -> list[Any]:
    number = run.add(Waiting, **waited_for(name, token))
    return [token.kind, number]


def waited_for(name: str, token: Any) -> dict[str, Any]:
    """What a token waits for, as a row of Waiting says it."""
    said, correlation = token.message or "", token.correlation or ""
    return {"kind": token.kind, "element": token.element, "token": name, "name": said, "correlation": correlation}


OPENERS = {"job": _open_job, "timer": _open_timer, "message": _open_waiting, "signal": _open_waiting}


def outcomes_of(properties: Mapping[str, str]) -> list[str]:
    """The drawn buttons of a task; the first is "for"."""
    return listed(properties.get("outcomes") or "approve") or ["approve"]


def _open_visit(run: Run, name: str, token: Any) -> dict[str, Any] | None:
    """A visit with its items; None, or the result with which nobody's step passes by itself."""
    desk, task, kept = run.desk, run.specs.task_of(token.process, token.element), run.kept
    seen, properties = run.flow.variables(token.id), task.properties
    functions = functions_of(desk.directory, run.instance.initiator, {**seen, **run.facts})

    def read(text: str) -> Any:
        return run.flow.evaluate(text, token.id, functions) if "{" in text else text

    assigned = assign(_asking(run, token.element), properties, read, token.element)
    kept["turns"][token.element] = kept["turns"].get(token.element, 0) + 1
    due_at = _due(desk, str(read(properties["dueDate"])), token.element) if properties.get("dueDate") else None
    visit = run.add(
        Visit,
        element=token.element,
        name=task.name,
        turn=kept["turns"][token.element],
        token=name,
        process=token.process,
        stage=token.stage,
        task={"properties": dict(properties), "outcomes": outcomes_of(properties)},
        data=seen,
        opened_at=desk.now,
        closed_at=desk.now if assigned.passes else None,
        outcome=outcomes_of(properties)[0] if assigned.passes else None,
    )
    if assigned.passes:
        outcome = outcomes_of(properties)[0]
        run.record("passed", element=token.element, facts={"visit": visit, "because": assigned.passes, "outcome": outcome})
        return {"outcome": outcome, "by": [], "at": desk.now.isoformat()}
    priority = _priority(str(read(properties.get("priority") or "50")), token.element)
    _open_items(run, visit, token, task, assigned, due_at, priority)
    timer = run.add(Timer, kind=_late_kind(properties), element=token.element, token=None, visit=visit, due_at=due_at) if due_at else 0
    kept["rows"][name] = ["user", visit, timer]
    return None


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


def _asking(run: Run, element: str) -> Asking:
    said = run.kept["said"]  # [element, person, digest], oldest first
    again = {person: where for where, person, _ in said if where != element}
    last: frozenset[str] = frozenset()
    if said:
        digest = run.digest()
        last = frozenset(person for where, person, on in said if where == said[-1][0] and on == digest)
    return Asking(run.desk.directory, run.instance.initiator, again, last)


def _open_items(run: Run, visit: int, token: Any, task: Any, assigned: Assigned, due_at: dt.datetime | None, priority: int) -> None:
    approves = task.properties.get("kind", "approve") == "approve"
    asked = []
    for place, proposed in enumerate(assigned.items):
        waits = assigned.policy.name == "inTurn" and place > 0
        item = open_item(
            run,
            visit,
            token.element,
            task.name,
            proposed,
            due_at=due_at,
            priority=priority,
            place=place,
            state="waiting" if waits else "open",
            barred=[run.instance.initiator] if approves else [],
        )
        asked.append({"item": item, "candidates": list(proposed.candidates), **({"waits": True} if waits else {})})
    run.record("asked", element=token.element, facts={"visit": visit, "items": asked, "due_at": due_at.isoformat() if due_at else None})


def open_item(
    run: Run,
    visit: int,
    element: str,
    name: str,
    proposed: Proposed,
    *,
    due_at: dt.datetime | None,
    priority: int = 50,
    place: int = 0,
    state: str = "open",
    kind: str = "decide",
    parent: int | None = None,
    barred: list[str] | None = None,
) -> int:
    """One item under a visit, in the inboxes of its candidates unless it waits."""
    why = dict(proposed.why)
    if barred:
        why["not"] = sorted({*why.get("not", ()), *barred})
    number = run.add(
        WorkItem,
        visit=visit,
        parent=parent,
        kind=kind,
        state=state,
        candidates=list(proposed.candidates),
        claimed_by=None,
        place=place,
        weight=proposed.weight,
        priority=priority,
        why=why,
        opened_at=run.desk.now,
        due_at=due_at,
        outcome=None,
        comment="",
        wrote={},
        shown=None,
        done_by=None,
        done_for=None,
        done_at=None,
        closed_because=None,
    )
    if state == "open":
        hold(run, number, proposed.candidates, urgency_of(due_at, run.desk.now, priority))
        key = Key(str(run.instance.id), number)
        run.opened.append(OpenItem(key, element, name, kind, tuple(proposed.candidates), due_at, why))
    return number


def hold(run: Run, item: int, principals: Any, urgency: int) -> None:
    """Put an item into inboxes."""
    for principal in dict.fromkeys(principals):
        run.new[Holder].append({"instance_id": run.instance.id, "item": item, "principal": principal, "urgency": urgency})
