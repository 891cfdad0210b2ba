"""The columns of a decision table, as its file has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.expressions.frames import Frame
from engine.expressions.refusals import NotComputable
from engine.expressions.tokens import Wrong
from engine.flow.markup import Element, extension, local, name_of
from engine.tables.kinds import typed
from engine.tables.table import Input, Output
from engine.tables.texts import read_formula, written

if TYPE_CHECKING:
    from engine.tables.reading import Place

CAMUNDA = "http://camunda.org/schema/1.0/dmn"
NOTHING = Input("", lambda frame: None)


@dataclass(frozen=True)
class Asked:
    """An input column with the variables that it brings into the cells' sight."""

    column: Input
    names: frozenset[str]


def read_columns(place: Place, logic: Element) -> tuple[list[Asked], tuple[Output, ...]]:
    """Inputs and outputs, in order; what is wrong with them is said at the place."""
    inputs = [_input(place, one, number) for number, one in enumerate((one for one in logic if name_of(one) == "input"), start=1)]
    outputs = tuple(_output(place, one, number) for number, one in enumerate((one for one in logic if name_of(one) == "output"), start=1))
    if not outputs:
        place.error(logic, "it has no output.")
    for name in sorted({one.name for one in outputs if sum(other.name == one.name for other in outputs) > 1}):
        place.error(logic, f"two outputs have the name {name!r}.")
    return inputs, outputs


def _input(place: Place, element: Element, number: int) -> Asked:
    label = str(element.get("label") or element.get("id") or f"input {number}")[:80]
    expression = next((one for one in element if name_of(one) == "inputExpression"), None)
    if expression is None or not written(expression):
        place.error(element, f"column {label!r} (input {number}): it has no expression.")
        return Asked(NOTHING, frozenset())
    variable = str(element.get(f"{{{CAMUNDA}}}inputVariable") or extension(element, "inputVariable") or "")
    try:
        formula = read_formula(expression)
    except Wrong as wrong:
        place.error(expression, f"column {label!r} (input {number}): the expression {written(expression)[:80]!r} can't be used: {wrong}.")
        return Asked(NOTHING, frozenset())
    kind = str(local(expression.get("typeRef")) or "")
    return Asked(Input(label, formula.run, kind, variable, formula.names), formula.names | ({variable} if variable else set()))


def _output(place: Place, element: Element, number: int) -> Output:
    name = str(element.get("name") or element.get("id") or f"output{number}")
    label, kind = str(element.get("label") or name)[:80], str(local(element.get("typeRef")) or "")
    if any(name_of(one) == "defaultOutputEntry" for one in element):
        place.warn(element, f"column {label!r} (output {number}): its default output is not used. Write a last rule that always matches.")
    values = next((one for one in element if name_of(one) == "outputValues"), None)
    try:
        listed = () if values is None else _listed(values, kind)
    except (Wrong, NotComputable) as wrong:
        why = wrong.facts["why"] if isinstance(wrong, NotComputable) else wrong
        place.error(values, f"column {label!r} (output {number}): the output values {written(values)[:80]!r} can't be used: {why}.")
        listed = ()
    return Output(name, label, kind, listed)


def _listed(element: Element, kind: str) -> tuple[Any, ...]:
    """The output values, each as the column's type has it. Raises Wrong, NotComputable."""
    formula = read_formula(element, is_list=True)
    if not formula.constant:
        raise Wrong("they are not constant")
    return tuple(typed(kind, value) for value in formula.run(Frame({}, {})))
