"""Sequence flows, in the order of the file; links are flows too."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from engine.flow.diagrams import Diagram
from engine.flow.markup import Element, child, children, name_of
from engine.flow.nodes import Node, SequenceFlow
from engine.flow.reading.drawn import Drawn
from engine.flow.reading.slots import condition_of

NO_ENTRY, NO_EXIT = {"startEvent", "boundaryEvent"}, {"endEvent"}


def connect(file: Drawn, scope: Element, diagram: Diagram, drawn: dict[str, Element]) -> None:
    """Hang the scope's nodes together; `drawn` has the element of each node."""
    for flow in children(scope, "sequenceFlow"):
        source, target = (_end(file, flow, diagram, drawn, side) for side in ("sourceRef", "targetRef"))
        if source is None or target is None:
            continue
        text = condition_of(file, child(flow, "conditionExpression"), "condition", flow)
        name = flow.get("id") or f"{source.bpmn_id}->{target.bpmn_id}"
        source.flows.append(SequenceFlow(name, str(target.bpmn_id), text or None))
        target.incoming += 1
    _link(file, diagram, drawn)
    for name, node in diagram.task_specs.items():
        if name in drawn:
            _choose_default(file, node, drawn[name])


def _end(file: Drawn, flow: Element, diagram: Diagram, drawn: dict[str, Element], side: str) -> Node | None:
    name = flow.get(side)
    node: Node | None = diagram.task_specs.get(name) if name in drawn else None
    verb = "begins at" if side == "sourceRef" else "leads to"
    if not name:
        file.error(flow, f"The sequence flow has no {side}.")
    elif name not in file.ids:
        file.error(flow, f"The sequence flow {verb} {name!r}, which is missing.")
    elif node is None:
        file.error(flow, f"The sequence flow {verb} {name!r}, which is no step of the same process or subprocess.")
    elif name_of(drawn[name]) in (NO_ENTRY if side == "targetRef" else NO_EXIT) or drawn[name].get("triggeredByEvent") == "true":
        file.error(flow, f"No sequence flow may lead {'into' if side == 'targetRef' else 'out of'} {name!r}.")
    return node


def _choose_default(file: Drawn, node: Node, element: Element) -> None:
    default = element.get("default")
    if not default:
        return
    if default not in {flow.id for flow in node.flows}:
        file.error(element, f"The default flow {default!r} does not leave this step.")
        return
    node.default = default
    node.flows = [replace(flow, condition=None) if flow.id == default else flow for flow in node.flows]


def _link(file: Drawn, diagram: Diagram, drawn: dict[str, Element]) -> None:
    catches: dict[str, list[str]] = defaultdict(list)
    throwing: list[tuple[str, str]] = []
    for name, element in drawn.items():
        for link in children(element, "linkEventDefinition"):
            label = link.get("name") or ""
            if name_of(element) == "intermediateCatchEvent":
                catches[label].append(name)
            else:
                throwing.append((label, name))
    for label, names in catches.items():
        if len(names) > 1:
            file.error(drawn[names[1]], f"Two events catch the link {label!r}. Leave one of them.")
    for label, name in throwing:
        if label not in catches:
            file.error(drawn[name], f"No event of the same scope catches the link {label!r}.")
            continue
        diagram.task_specs[name].flows.append(SequenceFlow(f"{name}->{catches[label][0]}", catches[label][0]))
        diagram.task_specs[catches[label][0]].incoming += 1
