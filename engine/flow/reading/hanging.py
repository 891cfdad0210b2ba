"""What hangs on activities: their boundary events, and the handlers that undo them."""

from __future__ import annotations

from engine.flow import activities
from engine.flow.diagrams import Diagram
from engine.flow.markup import Element, children, name_of
from engine.flow.reading.drawn import Drawn
from engine.flow.reading.waits import definition_of


def hang_boundaries(file: Drawn, diagram: Diagram, drawn: dict[str, Element]) -> None:
    """Boundary events watch the activity that they are attached to."""
    for name, element in drawn.items():
        if name_of(element) == "boundaryEvent":
            host = diagram.task_specs.get(element.get("attachedToRef"))
            if element.get("attachedToRef") not in drawn or not isinstance(host, activities.Activity):
                file.error(element, f"The boundary event is attached to {element.get('attachedToRef')!r}, which is no activity beside it.")
            elif name in diagram.task_specs:
                host.boundaries.append(diagram.task_specs[name])


def hang_handlers(file: Drawn, scope: Element, diagram: Diagram, drawn: dict[str, Element]) -> None:
    """Compensation: an association leads from the boundary event to the handler."""
    for association in children(scope, "association"):
        ends = association.get("sourceRef"), association.get("targetRef")
        for event, handler in (ends, ends[::-1]):
            if event in drawn and event not in diagram.task_specs and name_of(drawn[event]) == "boundaryEvent":
                host, node = diagram.task_specs.get(drawn[event].get("attachedToRef")), diagram.task_specs.get(handler)
                if isinstance(host, activities.Activity) and isinstance(node, activities.Activity):
                    host.compensator, node.is_handler = node, True
                    del drawn[event]
                    break
    for name, element in drawn.items():
        if name_of(element) == "boundaryEvent" and name not in diagram.task_specs and definition_of(file, element) is not None:
            file.error(element, "The compensation event leads to no activity. Draw an association to the one that undoes the work.")
