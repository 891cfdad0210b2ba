"""Compensation: what is done is remembered with its handler; a throw opens all handlers at once and waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.flow.tokens import LIVE, STARTED, Held, Moving

if TYPE_CHECKING:
    from engine.flow.nodes import Node

Done = list[Any]


def remember(token: Moving) -> None:
    """Write down an activity that can be compensated, or a subprocess in which something can."""
    node = token.task_spec
    undo = token.internal_data.pop("undo", [])
    if getattr(node, "compensator", None) is not None and "handler" not in token.internal_data:
        token.workflow.data.setdefault("done", []).append([node.bpmn_id, None])
    elif undo:
        token.workflow.data.setdefault("done", []).append([node.bpmn_id, undo])


def compensate(thrower: Moving, reference: str | None) -> bool:
    """Open the handlers of the scope (or of one activity in it); True when there are none to wait for."""
    scope: Held = thrower.workflow
    while scope.parent_task is not None and scope.parent_task.task_spec.kind == "eventSubProcess":
        scope = scope.parent_task.workflow
    while reference and scope.spec.is_embedded and not any(done[0] == reference for done in scope.data.get("done", [])):
        scope = scope.parent_task.workflow  # type: ignore[union-attr]
    return not _open_handlers(scope, thrower, reference)


def _open_handlers(scope: Held, thrower: Moving, reference: str | None) -> int:
    mine = [done for done in scope.data.get("done", []) if reference in (None, done[0])]
    if mine:
        scope.data["done"] = [done for done in scope.data["done"] if done not in mine]
    opened = 0
    for element, inner in mine:
        node = scope.spec.task_specs[element]
        opened += _reopen(scope, node, inner, thrower) if inner else _open(scope, node.compensator, thrower)
    return opened


def _open(scope: Held, handler: Node, thrower: Moving) -> int:
    scope.place(handler, handler=thrower.id)
    return 1


def _reopen(scope: Held, node: Any, done: Done, thrower: Moving) -> int:
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
