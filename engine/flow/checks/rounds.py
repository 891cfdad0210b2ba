"""Loops in which nobody is waited for: a token that comes in never comes out."""

from __future__ import annotations

from engine.flow import activities, gateways
from engine.flow.diagrams import Diagram
from engine.flow.events import Catching, Receive
from engine.flow.nodes import Node, SequenceFlow
from engine.flow.reading.edition import Reading
from engine.flow.specs import Finding
from engine.flow.throws import End

ALWAYS, NEVER = {"true"}, {"false"}


def check_loops(reading: Reading, diagram: Diagram) -> None:
    """A loop without an end is an error; one that can only go on unchanged is a warning."""
    endless = {name for name in _endless(diagram) if name in diagram.reach[name]}
    if endless:
        node = diagram.task_specs[min(endless, key=lambda name: (diagram.task_specs[name].line, name))]
        message = "From here the process goes round for ever without waiting for anybody. Draw a way out, or a step that waits."
        reading.findings.append(Finding(str(diagram.file), node.line, "error", node.bpmn_id, message))
        return
    still = _unchanging(diagram)
    if still:
        node = diagram.task_specs[min(still, key=lambda name: (diagram.task_specs[name].line, name))]
        message = "A loop leads through here in which nobody is waited for and no value changes: who goes round once goes round for ever."
        reading.findings.append(Finding(str(diagram.file), node.line, "warning", node.bpmn_id, message))


def _endless(diagram: Diagram) -> set[str]:
    """Nodes that every token leaves towards another of them, without a stop."""
    nodes = diagram.task_specs
    found = {name for name, node in nodes.items() if _passes(node) and node.flows}
    while True:
        left = {name for name in found if _goes_on(nodes[name], found)}
        if left == found:
            return found
        found = left


def _goes_on(node: Node, endless: set[str]) -> bool:
    certain = [flow for flow in node.flows if _is_certain(node, flow)]
    possible = [flow for flow in node.flows if (flow.condition or "").strip("${} ") not in NEVER]
    if isinstance(node, gateways.Exclusive):
        first = possible[:1] if possible and _is_certain(node, possible[0]) else possible
        return bool(first) and all(flow.target in endless for flow in first)
    return any(flow.target in endless for flow in certain) or bool(possible) and all(flow.target in endless for flow in possible)


def _is_certain(node: Node, flow: SequenceFlow) -> bool:
    if isinstance(node, gateways.Parallel) or len(node.flows) == 1 and flow.condition is None:
        return True
    return flow.id != node.default and (flow.condition is None or flow.condition.strip("${} ") in ALWAYS)


def _passes(node: Node) -> bool:
    """Whether a token is through at once: it waits for nobody, and for no other token."""
    if isinstance(node, (activities.Activity, Catching, gateways.EventBased, End)):
        return isinstance(node, activities.RuleTask)
    return not (isinstance(node, (gateways.Parallel, gateways.Inclusive)) and node.incoming > 1)


def _unchanging(diagram: Diagram) -> set[str]:
    nodes = diagram.task_specs
    still = {name for name, node in nodes.items() if _passes(node) and not isinstance(node, (activities.Activity, Receive))}
    while True:
        left = {name for name in still if any(flow.target in still for flow in nodes[name].flows)}
        left = {name for name in left if any(flow.target == name for other in left for flow in nodes[other].flows)}
        if left == still:
            return still
        still = left
