"""The stored state: tokens and variables, without the diagrams; small, and refused where it isn't of this edition."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

import orjson
import zstandard

from engine.clock import Calendar
from engine.flow.refusals import ForeignState
from engine.flow.specs import Specs
from engine.flow.tokens import READY, Moving, Scope, Top

FORMAT = 1
LARGEST = 64_000_000
Plain = dict[str, Any]


def pack(top: Top, kept: Plain) -> bytes:
    """The state of a flow at rest, with what its owner keeps beside it."""
    state = {
        "format": FORMAT,
        "edition": top.specs.digest,
        "process": top.spec.name,
        "number": top.number,
        "done": top.done,
        "ended": [[end, len(list(several))] for end, several in groupby(top.ended)],
        "completed": top.completed,
        "kept": kept,
        "scopes": [_of_scope(scope) for scope in top.scopes()],
    }
    return zstandard.ZstdCompressor(level=3, write_checksum=True).compress(orjson.dumps(state))


def unpack(specs: Specs, packed: bytes, now: dt.datetime, days: Calendar, *, cuts: bool = True) -> tuple[Top, Plain]:
    """The flow as it was packed, and what was kept beside it. Raises ForeignState."""
    state = _read(packed)
    if state.get("format") != FORMAT:
        raise ForeignState(what="format")
    if state.get("edition") != specs.digest:
        raise ForeignState(what="edition")
    try:
        return _top(Top(specs, state["process"], now, days, cuts=cuts), state), dict(state["kept"])
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise ForeignState(what=f"content: {wrong!r}"[:200]) from wrong


def _read(packed: bytes) -> Plain:
    try:
        if not 0 <= zstandard.frame_content_size(packed) <= LARGEST:
            raise ForeignState(what="size")
        state = orjson.loads(zstandard.ZstdDecompressor().decompress(packed))
    except (zstandard.ZstdError, orjson.JSONDecodeError, TypeError) as wrong:
        raise ForeignState(what="bytes") from wrong
    if not isinstance(state, dict):
        raise ForeignState(what="content")
    return state


def _of_scope(scope: Top | Scope) -> list[Any]:
    """The token that holds the scope, its diagram, its variables, its tokens."""
    host = scope.parent_task
    tokens = [_of_token(token) for token in scope.tasks.values() if token is not scope.task_tree]
    return [None if host is None else host.id, scope.spec.name, scope.data, tokens]


def _of_token(token: Moving) -> list[Any]:
    packed = [token.id, token.task_spec.bpmn_id, token._state]
    if token.internal_data or token.parent is not token.workflow.task_tree:
        parent = token.parent
        packed += [token.internal_data, parent.id if parent is not None and parent is not token.workflow.task_tree else 0]
    return packed


def _top(top: Top, state: Plain) -> Top:
    top.number, top.completed = state["number"], state["completed"]
    top.done = {element: (number, holder) for element, (number, holder) in state["done"].items()}
    top.ended = [end for end, times in state["ended"] for _ in range(times)]
    every: dict[int, Moving] = {}
    for host, diagram, variables, tokens in state["scopes"]:
        scope: Top | Scope = top
        if host is not None:
            scope = top.subprocesses[host] = Scope(top.specs.diagrams[diagram], every[host], top)
        scope.data = variables
        for packed in tokens:
            _token(scope, every, *packed)
    return top


def _token(scope: Top | Scope, every: dict[int, Moving], number: int, element: str, state: int, internal: Plain | None = None,
           parent: int = 0) -> None:
    node = scope.spec.task_specs[element]
    token = every[number] = Moving(scope, node, every[parent] if parent else scope.task_tree, state, number)
    if not token.is_live:
        del scope.alive[number]
    token.internal_data = internal or {}
    if state == READY and not node.rests(token):
        scope.top_workflow.stack.append(token)
