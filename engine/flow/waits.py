"""What an event waits for, and how a token that waits writes it down."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from engine.clock import BadTime, later
from engine.flow import times
from engine.flow.refusals import ExpressionFailed
from engine.flow.store import evaluate, read
from engine.flow.tokens import Moving


@dataclass(frozen=True)
class Wait:
    """One event definition. `text`: the name, code, time or condition; empty catches every error or escalation."""

    kind: str
    text: str = ""
    time: str = ""
    correlation: str = ""
    code_variable: str = ""

    def arm(self, token: Moving) -> None:
        """Write down what the token waits for from now on; raises ExpressionFailed."""
        token.internal_data["wait"] = getattr(self, f"_{self.kind}", self._code)(token)

    def holds_now(self, token: Moving) -> bool:
        """For a condition: whether it has just become true (an edge)."""
        is_true = bool(evaluate(self.text, token, str(token.task_spec.bpmn_id)))
        was_true = token.internal_data["wait"].get("was", False)
        token.internal_data["wait"]["was"] = is_true
        return is_true and not was_true

    def _timer(self, token: Moving) -> dict[str, Any]:
        element, top = str(token.task_spec.bpmn_id), token.workflow.top_workflow
        text = read(self.text, token, element)
        text = text.isoformat() if isinstance(text, (dt.date, dt.datetime)) else str(text)
        try:
            due = times.due(self.time, text, top.now, top.days)
        except BadTime as wrong:
            raise ExpressionFailed(element=element, text=self.text, why=wrong.facts["why"]) from wrong
        wait: dict[str, Any] = {"kind": "timer", "due": due.at.isoformat()}
        return wait | {"left": due.left, "every": due.every} if due.every else wait

    def _message(self, token: Moving) -> dict[str, Any]:
        element = str(token.task_spec.bpmn_id)
        key = str(read(self.correlation, token, element)) if self.correlation else ""
        return {"kind": "message", "name": str(read(self.text, token, element)), "correlation": key}

    def _signal(self, token: Moving) -> dict[str, Any]:
        return {"kind": "signal", "name": str(read(self.text, token, str(token.task_spec.bpmn_id)))}

    def _condition(self, token: Moving) -> dict[str, Any]:
        token.workflow.top_workflow.written = True
        return {"kind": "condition"}

    def _code(self, token: Moving) -> dict[str, Any]:
        return {"kind": self.kind, "name": self.text}


def next_turn(token: Moving) -> bool:
    """Set a cycle's next due time, counted from the last; False when that was the last one."""
    wait = token.internal_data["wait"]
    if wait.get("left", 1) <= 1:
        return False
    due = later(dt.datetime.fromisoformat(wait["due"]), wait["every"], token.workflow.top_workflow.days)
    token.internal_data["wait"] = wait | {"left": wait["left"] - 1, "due": due.isoformat()}
    return True


def is_listening(token: Moving) -> bool:
    """Whether the token is alive and waits for an event."""
    return token.is_live and "wait" in token.internal_data and not token.internal_data.get("fired")
