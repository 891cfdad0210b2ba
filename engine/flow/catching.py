"""Who catches: errors, escalations and cancels climb to one catcher, messages reach one, signals everybody, conditions fire on an edge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.flow.activities import body_of
from engine.flow.events import Boundary, Listener
from engine.flow.tokens import Held, Moving, Top
from engine.flow.waits import is_listening


def climb(kind: str, code: str, thrower: Moving | None, scope: Held | None) -> bool:
    """Bring it from the inside outwards to the first catcher: boundary of the activity, event subprocess of the scope, its boundary."""
    came_from = ""
    token = thrower
    while True:
        if token is not None:
            catcher = _best(body_of(token).children, Boundary, kind, code)
            if catcher is not None:
                _catch(catcher, code)
                return True
            came_from, scope = str(token.task_spec.bpmn_id), token.workflow
        assert scope is not None
        listeners = [held for held in scope.live() if getattr(held.task_spec, "subprocess", None) not in (None, came_from)]
        catcher = _best(listeners, Listener, kind, code)
        if catcher is not None:
            _catch(catcher, code)
            return True
        if scope.parent_task is None:
            return False
        token = scope.parent_task


def _best(tokens: Iterable[Moving], node: type, kind: str, code: str) -> Moving | None:
    fitting = [
        token
        for token in tokens
        if isinstance(token.task_spec, node)
        and is_listening(token)
        and token.internal_data["wait"]["kind"] == kind
        and token.internal_data["wait"]["name"] in ("", code)
    ]
    return min(fitting, key=lambda token: not token.internal_data["wait"]["name"], default=None)


def _catch(catcher: Moving, code: str) -> None:
    variable = catcher.task_spec.wait.code_variable
    catcher.task_spec.fire(catcher, {variable: code} if variable else {})


def broadcast(top: Top, name: str, values: Mapping[str, Any]) -> int:
    """A signal reaches everybody who listens now, those who interrupt last; how many it reached."""
    heard = 0
    for token in sorted(waiting_for(top, "signal", name), key=_interrupts):
        if is_listening(token):
            token.task_spec.fire(token, values)
            heard += 1
    return heard


def deliver(top: Top, name: str, values: Mapping[str, Any], correlation: str = "") -> bool:
    """A message reaches the one who waits for it, the oldest of several; whether anybody did."""
    for token in waiting_for(top, "message", name):
        if token.internal_data["wait"].get("correlation", "") in ("", correlation):
            token.task_spec.fire(token, values)
            return True
    return False


def notice_conditions(top: Top) -> bool:
    """Fire each event whose condition has become true; whether one did."""
    fired = False
    for token in waiting_for(top, "condition", None):
        if is_listening(token) and token.task_spec.wait.holds_now(token):
            token.task_spec.fire(token, {})
            fired = True
    return fired


def waiting_for(top: Top, kind: str, name: str | None) -> list[Moving]:
    """The tokens that wait for this, the oldest first."""
    return [
        token
        for token in top.all_live()
        if is_listening(token) and token.internal_data["wait"]["kind"] == kind and token.internal_data["wait"].get("name") == name
    ]


def _interrupts(token: Moving) -> bool:
    return bool(getattr(token.task_spec, "interrupts", False))
