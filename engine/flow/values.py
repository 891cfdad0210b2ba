"""Variables as a token sees them, and expressions over them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

from engine.errors import Refusal
from engine.expressions import compile_expression
from engine.flow.refusals import ExpressionFailed, NotKept

DEEPEST = 50
Functions = Mapping[str, Callable[..., Any]]


def is_expression(text: str) -> bool:
    """Whether the text is `${...}` or `#{...}`, or has one in it."""
    return "${" in text or "#{" in text


def compute(text: str, variables: Mapping[str, Any], element: str, functions: Functions | None = None) -> Any:
    """The value of a condition or a formula; raises ExpressionFailed naming the element."""
    try:
        return compile_expression(text, where=element).value(variables, functions or {})
    except Refusal as failed:
        raise ExpressionFailed(element=element, text=text, why=str(failed.facts.get("why", failed))) from failed


def literal_or_computed(text: str, variables: Mapping[str, Any], element: str, functions: Functions | None = None) -> Any:
    """An attribute's value: computed where it is an expression, else the text itself."""
    return compute(text, variables, element, functions) if is_expression(text) else text


def storable(value: Any, depth: int = 0) -> Any:
    """The value as the stored state gives it back, so that reloading changes nothing: Decimal to int or string, tuple to list.

    Raises NotKept for what is nested too deeply or is no plain value.
    """
    if isinstance(value, str):
        return value if value.isascii() else _whole(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float, Decimal)):
        return _number(value)
    if depth >= DEEPEST:
        raise NotKept(why=f"it is nested more than {DEEPEST} deep")
    if isinstance(value, Mapping):
        return {_whole(str(key)): storable(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [storable(inner, depth + 1) for inner in value]
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    raise NotKept(why=f"a {type(value).__name__} is no plain value")


def _number(value: float | Decimal) -> Any:
    if isinstance(value, int):
        return value if abs(value) < 2**63 else str(value)
    if not (value.is_finite() if isinstance(value, Decimal) else isfinite(value)):
        return None
    if isinstance(value, float):
        return value
    return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else format(value, "f")


def _whole(text: str) -> str:
    """The text without halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
