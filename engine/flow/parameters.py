"""Input and output parameters of an activity: values that only it sees, and what it brings out of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.flow.store import variables, write
from engine.flow.tokens import Moving
from engine.flow.values import literal_or_computed, storable


@dataclass(frozen=True)
class Parameter:
    """One value: a text (computed where it has `${...}`), or lists and maps of such texts."""

    name: str
    value: Any


def take_in(token: Moving, inputs: tuple[Parameter, ...]) -> None:
    """Compute the inputs, each seeing those before it, into the token's own variables. Raises ExpressionFailed."""
    own = token.internal_data.setdefault("locals", {})
    for parameter in inputs:
        own[parameter.name] = storable(_computed(parameter.value, variables(token), str(token.task_spec.bpmn_id)))


def bring_out(token: Moving, outputs: tuple[Parameter, ...]) -> None:
    """Compute the outputs from what the token sees and write them outside of it. Raises ExpressionFailed."""
    if not outputs:
        return
    seen = variables(token)
    given = {parameter.name: _computed(parameter.value, seen, str(token.task_spec.bpmn_id)) for parameter in outputs}
    own = token.internal_data.get("locals", {})
    for name in given:
        own.pop(name, None)
    write(token, given)


def _computed(value: Any, seen: Mapping[str, Any], element: str) -> Any:
    if isinstance(value, tuple):
        return [_computed(inner, seen, element) for inner in value]
    if isinstance(value, Mapping):
        return {key: _computed(inner, seen, element) for key, inner in value.items()}
    return literal_or_computed(value, seen, element)
