"""Events as nodes: starts, catches, throws, ends, boundaries."""

from __future__ import annotations

from engine.flow import events, nodes, throws
from engine.flow.diagrams import Diagram
from engine.flow.markup import Element, extension, name_of
from engine.flow.reading.activities import titled
from engine.flow.reading.drawn import Drawn
from engine.flow.reading.waits import code_of, definition_of, event_name, kind_of, wait_of
from engine.flow.reading.works import foreign_code

CAUGHT = {"timer", "message", "signal", "conditional"}
ON_BOUNDARIES = CAUGHT | {"error", "escalation", "cancel", "compensate"}
LISTENED = CAUGHT | {"error", "escalation"}
THROWN = {"message", "signal", "escalation", "compensate"}
ENDING = THROWN | {"error", "cancel", "terminate"}


def read_catch(file: Drawn, element: Element, diagram: Diagram) -> nodes.Node:
    """An intermediate catch event; a link's catch passes through."""
    definition = definition_of(file, element)
    if definition is None or kind_of(definition) == "link":
        if definition is None:
            file.error(element, "The event waits for nothing. Give it a timer, a message, a signal or a condition.")
        return nodes.Link(diagram, *titled(element))
    if kind_of(definition) not in CAUGHT:
        file.error(element, f"An intermediate event can't catch this ({kind_of(definition)}). Draw it on the boundary of an activity.")
        return nodes.Node(diagram, *titled(element))
    node = events.Catch(diagram, *titled(element))
    node.wait = wait_of(file, element, definition)
    return node


def read_throw(file: Drawn, element: Element, diagram: Diagram) -> nodes.Node:
    """An intermediate throw event; a link's throw passes to its catch."""
    definition = definition_of(file, element)
    if definition is not None and kind_of(definition) == "link":
        return nodes.Link(diagram, *titled(element))
    node = throws.Throw(diagram, *titled(element))
    if definition is not None:
        _aim(file, element, definition, node, THROWN)
    return node


def read_end(file: Drawn, element: Element, diagram: Diagram) -> nodes.Node:
    """An end event of any kind."""
    node = throws.End(diagram, *titled(element))
    definition = definition_of(file, element)
    if definition is not None:
        _aim(file, element, definition, node, ENDING)
        if kind_of(definition) == "cancel" and not _is_transaction(element.getparent()):
            file.error(element, "Only a transaction can be cancelled. Draw this end inside of one.")
    return node


def _is_transaction(element: Element | None) -> bool:
    return element is not None and name_of(element) == "transaction"


def _aim(file: Drawn, element: Element, definition: Element, node: throws.Throw, able: set[str]) -> None:
    kind = kind_of(definition)
    if kind not in able:
        file.error(element, f"This event can't throw that ({kind}).")
        return
    node.throws = kind
    if extension(definition, "type") == "external" or foreign_code(definition):
        file.warn(element, "What should send the message is not run here. The message is thrown under its own name.")
    if kind == "signal" or kind == "message" and definition.get("messageRef"):
        node.text = event_name(file, element, definition, kind)
    elif kind in ("error", "escalation"):
        node.text = code_of(file, definition, kind, thrown=True)
    elif kind == "compensate":
        node.reference = definition.get("activityRef") or ""
        if node.reference and node.reference not in file.ids:
            file.error(element, f"The activity to compensate, {node.reference!r}, is missing.")


def read_boundary(file: Drawn, element: Element, diagram: Diagram, definition: Element) -> events.Boundary:
    """A boundary event that interrupts its activity or lets a twin go; compensation is read elsewhere."""
    node = events.Boundary(diagram, *titled(element))
    kind = kind_of(definition)
    if kind not in ON_BOUNDARIES:
        file.error(element, f"A boundary event can't catch this ({kind}).")
    if kind == "cancel" and not _is_transaction(file.ids.get(element.get("attachedToRef") or "")):
        file.error(element, "Only a transaction can be cancelled. Attach the event to one.")
    node.wait = wait_of(file, element, definition)
    node.interrupts = kind in ("error", "cancel") or element.get("cancelActivity") != "false"
    return node
