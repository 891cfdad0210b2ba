"""What a flow waits for, as its owner sees it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.flow.activities import Job, UserTask
from engine.flow.tokens import READY, Held, Moving, Top
from engine.flow.waits import is_listening

SEEN = ("timer", "message", "signal", "condition")


@dataclass(frozen=True)
class Resting:
    """A token that waits: for a person (user), a worker (job), a moment (timer, `due_at` in UTC), a message, a signal, a condition.

    `stage` is the innermost one that is drawn around it; `name` of a message or signal is also in `message`.
    """

    id: int
    element: str
    kind: str
    process: str
    stage: str | None
    due_at: dt.datetime | None = None
    message: str | None = None
    correlation: str | None = None


def resting(top: Top) -> list[Resting]:
    """All that is waited for, the oldest token first."""
    seen = []
    for token in top.all_live():
        kind = kind_of(token)
        if kind is not None:
            seen.append(_seen(token, kind))
    return seen


def kind_of(token: Moving) -> str | None:
    """What the token waits for; None for one that only holds others, or that waits to be caught or joined."""
    if isinstance(token.task_spec, (UserTask, Job)):
        is_asked = token._state == READY and token.task_spec.rests(token)
        return ("user" if isinstance(token.task_spec, UserTask) else "job") if is_asked else None
    kind = token.internal_data["wait"]["kind"] if is_listening(token) else None
    return kind if kind in SEEN else None


def _seen(token: Moving, kind: str) -> Resting:
    node, wait = token.task_spec, token.internal_data.get("wait", {})
    due_at = dt.datetime.fromisoformat(wait["due"]) if kind == "timer" else None
    said = wait.get("name"), wait.get("correlation")
    return Resting(token.id, str(node.bpmn_id), kind, node.diagram.process, stage_of(token), due_at, *said)


def stage_of(token: Moving) -> str | None:
    """The innermost stage that is drawn around the token."""
    scope: Held | None = token.workflow
    while scope is not None:
        host = scope.parent_task
        drawn: str | None = getattr(host.task_spec, "stage", None) if host is not None else None
        if drawn or scope.spec.stage:
            return drawn or scope.spec.stage
        scope = host.workflow if host is not None else None
    return None
