"""Rows follow tokens: what is new is opened, what is gone is closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.records import Timer, Waiting
from engine.rows.jobs import order_job, withdraw_jobs
from engine.rows.visits import close_visit, open_visit

if TYPE_CHECKING:
    from engine.moving import Run

KINDS = ("user", "job", "timer", "message", "signal")


def close_gone(run: Run, tokens: Mapping[str, Any], because: str) -> None:
    """Close the rows of tokens that are no more."""
    rows = run.kept["rows"]
    gone = [rows.pop(name) for name in [name for name in rows if name not in tokens]]
    numbers = {kind: [row[1] for row in gone if row[0] == kind] for kind in KINDS}
    for visit in numbers["user"]:
        close_visit(run, visit, because)
    late = [row[2] for row in gone if row[0] == "user" and row[2]]
    run.delete(Timer, numbers["timer"] + late)
    run.delete(Waiting, numbers["message"] + numbers["signal"])
    withdraw_jobs(run, numbers["job"])


def open_new(run: Run, tokens: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Rows for the tokens that have none. Those of people's steps that pass by themselves, with their results."""
    rows, passing = run.kept["rows"], []
    for name, token in tokens.items():
        if name in rows:
            _follow_timer(run, token, rows[name])
        elif token.kind == "user":
            passed = open_visit(run, name, token)
            passing += [(name, passed)] if passed else []
        elif token.kind in OPENERS:
            rows[name] = OPENERS[token.kind](run, name, token)
    return passing


def waited_for(name: str, token: Any) -> dict[str, Any]:
    """What a token waits for, as a row of Waiting says it."""
    said, correlation = token.message or "", token.correlation or ""
    return {"kind": token.kind, "element": token.element, "token": name, "name": said, "correlation": correlation}


def _open_job(run: Run, name: str, token: Any) -> list[Any]:
    task = run.specs.task_of(token.process, token.element)
    topic = task.properties.get("topic") or token.element
    return ["job", order_job(run, topic, token.element, token=name, given=run.flow.variables(token.id))]


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
    return [token.kind, run.add(Waiting, **waited_for(name, token))]


OPENERS = {"job": _open_job, "timer": _open_timer, "message": _open_waiting, "signal": _open_waiting}
