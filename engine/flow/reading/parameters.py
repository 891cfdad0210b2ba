"""camunda:inputOutput: the input and output parameters of an activity."""

from __future__ import annotations

from typing import Any

from engine.flow.markup import Element, extensions, name_of
from engine.flow.parameters import Parameter
from engine.flow.reading.drawn import Drawn
from engine.flow.reading.slots import attribute


def parameters_of(file: Drawn, element: Element, way: str) -> tuple[Parameter, ...]:
    """The parameters of one way, input or output, in order."""
    found = []
    for drawn in extensions(element, f"{way}Parameter"):
        name = drawn.get("name") or ""
        if not name:
            file.error(drawn, f"An {way} parameter has no name.")
        found.append(Parameter(name, _value(file, element, drawn, f"{way} parameter {name!r}")))
    return tuple(found)


def _value(file: Drawn, element: Element, drawn: Element, slot: str) -> Any:
    inner = [one for one in drawn if name_of(one)]
    if not inner:
        return attribute(file, element, slot, (drawn.text or "").strip())
    kind = name_of(inner[0])
    if kind == "list":
        return tuple(_value(file, element, one, slot) for one in inner[0] if name_of(one))
    if kind == "map":
        return {str(one.get("key")): _value(file, element, one, slot) for one in inner[0] if name_of(one)}
    file.error(element, f"The {slot} is a {kind}, which is not run here. Write it as an expression: ${{...}}.")
    return ""
