"""What dialects add to an element and the flow does not do: code beside a step is refused, harmless things are named."""

from __future__ import annotations

from engine.flow.markup import Element, child, extension, is_bpmn, name_of
from engine.flow.reading.drawn import Drawn

CODE = {
    "executionListener": "A listener",
    "taskListener": "A listener",
    "eventListener": "A listener",
    "preScript": "A preScript",
    "postScript": "A postScript",
}
UNSHOWN = {"formData": "A form drawn in the diagram", "formProperty": "A form drawn in the diagram"}


def look_at_extras(file: Drawn) -> None:
    """Add the findings about extension elements and attributes of the whole file."""
    for element in file.root.iter():
        if not is_bpmn(element):
            continue
        holder = child(element, "extensionElements")
        for inner in holder if holder is not None else ():
            _look_at(file, element, inner)
        if extension(element, "skipExpression"):
            file.warn(element, "skipExpression is not read. Draw a gateway before the step.")


def _look_at(file: Drawn, element: Element, inner: Element) -> None:
    name = name_of(inner)
    if name in CODE:
        file.error(inner, f"{CODE[name]} is code, which is not run here and can't become a task. Take it away or draw a service task.")
    elif name in UNSHOWN:
        file.warn(inner, f"{UNSHOWN[name]} is not shown. Write a form file and name it in formKey.")
