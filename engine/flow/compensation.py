"""Compensation: what is done is remembered with its handler; a throw opens all handlers at once and waits for them.

A scope remembers entries `{"of": element, "inner": entries of a finished subprocess or None, "at": number}`. What a return
has undone stays in memory, marked `again`, until it is done again: so it is compensated once, whichever way is walked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.flow.tokens import LIVE, STARTED, Held, Moving

if TYPE_CHECKING:
    from engine.flow.nodes import Node

Entry = dict[str, Any]


def remember(token: Moving) -> None:
    """Write down an activity that can be compensated, or a subprocess in which something can."""
    node = token.task_spec
    undo = token.internal_data.pop("undo", [])
    is_undoable = getattr(node, "compensator", None) is not None and "handler" not in token.internal_data
    if is_undoable or undo:
        scope = token.workflow
        before = [entry for entry in _memory(scope) if not (entry["of"] == node.bpmn_id and "again" in entry)]
        entry = {"of": node.bpmn_id, "inner": None if is_undoable else undo, "at": scope.top_workflow.next_number()}
        scope.data["done"] = [*before, entry]


def undo_since(scope: Held, number: int) -> None:
    """A return goes behind what was done since: it will be done again, and then counts once."""
    for entry in _memory(scope):
        if entry["at"] > number:
            entry["again"] = True


def take_along(scope: Held, host: str, inner: Held) -> None:
    """What a subprocess remembers when it starts anew after a return: its newest time round."""
    found = next((entry for entry in reversed(_memory(scope)) if entry["of"] == host and entry["inner"] and "again" in entry), None)
    if found is not None:
        scope.data["done"] = [entry for entry in scope.data["done"] if entry is not found]
        inner.data["done"] = found["inner"]


def _memory(scope: Held) -> list[Entry]:
    found: list[Entry] = scope.data.get("done", [])
    return found


def compensate(thrower: Moving, reference: str | None) -> bool:
    """Open the handlers of the scope (or of one activity in it); True when there are none to wait for."""
    scope: Held = thrower.workflow
    while scope.parent_task is not None and scope.parent_task.task_spec.kind == "eventSubProcess":
        scope = scope.parent_task.workflow
    while reference and scope.spec.is_embedded and not any(entry["of"] == reference for entry in _memory(scope)):
        scope = scope.parent_task.workflow  # type: ignore[union-attr]
    return not _open_handlers(scope, thrower, reference)


def _open_handlers(scope: Held, thrower: Moving, reference: str | None) -> int:
    mine = [entry for entry in _memory(scope) if reference in (None, entry["of"])]
    if mine:
        scope.data["done"] = [entry for entry in scope.data["done"] if entry not in mine]
    opened = 0
    for entry in mine:
        node = scope.spec.task_specs[entry["of"]]
        opened += _reopen(scope, node, entry["inner"], thrower) if entry["inner"] else _open(scope, node.compensator, thrower)
    return opened


def _open(scope: Held, handler: Node, thrower: Moving) -> int:
    scope.place(handler, handler=thrower.id)
    return 1


def _reopen(scope: Held, node: Any, done: list[Entry], thrower: Moving) -> int:
    host = Moving(scope, node, scope.task_tree)  # type: ignore[arg-type]
    host.internal_data["handler"] = thrower.id
    host._set_state(STARTED)
    inner = scope.top_workflow.create_subprocess(host, node.inner)
    inner.data["done"] = done
    return _open_handlers(inner, thrower, None)


def handler_ended(token: Moving) -> None:
    """Let the throw event go on when all its handlers are done."""
    top = token.workflow.top_workflow
    thrower = top.find(token.internal_data["handler"])
    token.workflow.settle()
    busy = any(other.internal_data.get("handler") == token.internal_data["handler"] and other._state & LIVE for other in top.all_live())
    if not busy and thrower is not None and thrower._state == STARTED:
        thrower.task_spec.compensated(thrower)
