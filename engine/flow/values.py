"""Variables as a token sees them, and expressions over them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from engine.errors import Refusal
from engine.expressions import compile_expression
from engine.flow.refusals import ExpressionFailed

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


def storable(value: Any) -> Any:
    """The value as the stored state gives it back, so that reloading changes nothing: Decimal to int or string, tuple to list."""
    if isinstance(value, Mapping):
        return {str(key): storable(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [storable(inner) for inner in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else format(value, "f")
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return value
