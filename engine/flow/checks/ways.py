"""How the nodes of a diagram hang together: gateways without a way out, steps that nothing leads to, too many of them."""

from __future__ import annotations

from typing import Literal

from engine.flow import activities, events, gateways
from engine.flow.diagrams import Diagram
from engine.flow.nodes import Node
from engine.flow.reading.edition import Reading
from engine.flow.specs import Finding

MOST_NODES = 500


def check_size(reading: Reading, diagram: Diagram) -> None:
    """A process with its subprocesses has at most 500 nodes."""
    whole = sum(len(other.task_specs) for other in reading.diagrams.values() if other.process == diagram.process)
    if not diagram.is_embedded and whole > MOST_NODES:
        message = f"The process has {whole} steps, events and gateways, more than {MOST_NODES}. Move some of them into a called process."
        reading.findings.append(Finding(str(diagram.file), reading.lines.get(diagram.process, 1), "error", diagram.process, message))


def check_ways(reading: Reading, diagram: Diagram) -> None:
    """Each gateway and each step of the diagram."""
    reached = reachable(diagram)
    for node in diagram.task_specs.values():
        for level, message in (*_of_gateway(diagram, node), *_of_reach(node, reached)):
            reading.findings.append(Finding(str(diagram.file), node.line, level, node.bpmn_id, message))


def _of_gateway(diagram: Diagram, node: Node) -> list[tuple[Literal["error", "warning"], str]]:
    has_conditions = [flow for flow in node.flows if flow.condition is not None and flow.condition.strip("${} ") != "true"]
    if isinstance(node, gateways.EventBased):
        if not node.flows:
            return [("error", "The event gateway leads nowhere. Draw an event behind it.")]
        wrong = [flow.target for flow in node.flows if not isinstance(diagram.task_specs[flow.target], (events.Catch, events.Receive))]
        return [("error", f"Behind an event gateway stand only events that wait; {target!r} is none.") for target in wrong]
    if isinstance(node, gateways.Parallel):
        return [("warning", "A parallel gateway takes every way; its conditions are not looked at.")] if has_conditions else []
    if has_conditions and len(has_conditions) == len(node.flows):
        return [("warning", "No way is the default. Where no condition holds, the process stops here with an incident.")]
    return []


def _of_reach(node: Node, reached: set[str]) -> list[tuple[Literal["error", "warning"], str]]:
    return [] if node.bpmn_id in reached else [("warning", "Nothing leads here, so it never happens.")]


def reachable(diagram: Diagram) -> set[str]:
    """The nodes that a token may come to."""
    todo = [str(node.bpmn_id) for node in diagram.task_specs.values() if isinstance(node, (events.Start, events.Listener))]
    reached: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in reached:
            reached.add(name)
            todo += _next(diagram.task_specs[name])
    return reached


def _next(node: Node) -> list[str]:
    found = [flow.target for flow in node.flows]
    if isinstance(node, activities.Activity):
        found += [str(boundary.bpmn_id) for boundary in node.boundaries]
        found += [str(node.compensator.bpmn_id)] if node.compensator is not None else []
    return [*found, node.subprocess] if isinstance(node, events.Listener) else found
