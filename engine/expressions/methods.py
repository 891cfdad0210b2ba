"""What one may ask a text or a list, written as a method: our own functions, never Python's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.expressions.meaning import contains, equal, is_empty, joined
from engine.expressions.parts import part
from engine.expressions.refusals import NotComputable


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise NotComputable(why="only a text can be asked this")
    return value


def _size(value: Any) -> int:
    if not isinstance(value, (str, list, tuple, Mapping)):
        raise NotComputable(why="only a text or a list has a size")
    return len(value)


# the method, how many arguments it takes, what it does with what stands before the point
METHODS: Mapping[str, tuple[int, Callable[..., Any]]] = {
    "size": (0, _size), "length": (0, _size), "isEmpty": (0, is_empty), "contains": (1, contains),
    "containsKey": (1, contains), "get": (1, part), "equals": (1, equal),
    "equalsIgnoreCase": (1, lambda value, other: isinstance(other, str) and _text(value).lower() == other.lower()),
    "startsWith": (1, lambda value, start: _text(value).startswith(_text(start))),
    "endsWith": (1, lambda value, end: _text(value).endswith(_text(end))),
    "startswith": (1, lambda value, start: _text(value).startswith(_text(start))),
    "endswith": (1, lambda value, end: _text(value).endswith(_text(end))),
    "concat": (1, lambda value, more: joined([_text(value), more])),
    "toLowerCase": (0, lambda value: _text(value).lower()), "lower": (0, lambda value: _text(value).lower()),
    "toUpperCase": (0, lambda value: _text(value).upper()), "upper": (0, lambda value: _text(value).upper()),
    "trim": (0, lambda value: _text(value).strip()), "strip": (0, lambda value: _text(value).strip()),
}
