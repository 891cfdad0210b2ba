"""Tasks and calls as nodes."""

from __future__ import annotations

from engine.flow import activities, events, nodes
from engine.flow.diagrams import Diagram
from engine.flow.markup import Element, extension, name_of
from engine.flow.reading.calls import called_by, mappings_of
from engine.flow.reading.drawn import Drawn, line_of
from engine.flow.reading.edition import Reading, Reference
from engine.flow.reading.parameters import parameters_of
from engine.flow.reading.people import people_of, properties_of
from engine.flow.reading.rounds import rounds_of
from engine.flow.reading.waits import wait_of_receiver
from engine.flow.reading.works import topic_of
from engine.flow.specs import Task

MAPPINGS = ("singleEntry", "singleResult", "collectEntries", "resultList")


def read_task(reading: Reading, file: Drawn, element: Element, diagram: Diagram) -> nodes.Node:
    """The node of a task of any kind."""
    name = name_of(element)
    if name in ("task", "manualTask"):
        return nodes.Node(diagram, *titled(element))
    node = READERS.get(name, _job)(reading, file, element, diagram)
    dress(file, element, node)
    return node


def dress(file: Drawn, element: Element, node: activities.Activity) -> None:
    """What all activities may have: rounds, parameters, a stage."""
    node.rounds = rounds_of(file, element)
    node.inputs, node.outputs = parameters_of(file, element, "input"), parameters_of(file, element, "output")
    node.stage = properties_of(element).get("stage")


def titled(element: Element) -> tuple[str, str, int]:
    """Id, name and line, as every node takes them."""
    return str(element.get("id")), element.get("name") or "", line_of(element)


def _user(reading: Reading, file: Drawn, element: Element, diagram: Diagram) -> activities.Activity:
    found = people_of(file, element)
    _note(reading, file, element, diagram, "user", found)
    return activities.UserTask(diagram, *titled(element))


def _job(reading: Reading, file: Drawn, element: Element, diagram: Diagram) -> activities.Activity:
    node = activities.Job(diagram, *titled(element))
    node.kind, node.topic = name_of(element), topic_of(file, element)
    _note(reading, file, element, diagram, "job", properties_of(element) | {"topic": node.topic})
    return node


def _note(reading: Reading, file: Drawn, element: Element, diagram: Diagram, kind: str, properties: dict[str, str]) -> None:
    identity, name, line = titled(element)
    reading.tasks.append(Task(identity, name or identity, diagram.process, kind, line, properties, diagram.stage, file.path))  # type: ignore[arg-type]


def _rules(reading: Reading, file: Drawn, element: Element, diagram: Diagram) -> activities.Activity:
    decision = extension(element, "decisionRef")
    if not decision:
        return _job(reading, file, element, diagram)
    node = activities.RuleTask(diagram, *titled(element))
    node.decision, node.result_variable = decision, extension(element, "resultVariable") or ""
    node.mapping = extension(element, "mapDecisionResult") or "resultList"
    if node.mapping not in MAPPINGS:
        file.error(element, f"mapDecisionResult {node.mapping!r} is unknown. Choose one of {', '.join(MAPPINGS)}.")
    if "{" in decision:
        file.error(element, f"The decision {decision[:80]!r} is an expression. Name a table of this edition.")
    elif (extension(element, "decisionRefBinding") or "deployment") != "deployment":
        file.warn(element, "The table of this edition is used, whatever decisionRefBinding says.")
    reading.decisions.append(Reference(file, element, diagram.process, decision))
    return node


def _receive(reading: Reading, file: Drawn, element: Element, diagram: Diagram) -> activities.Activity:
    if not element.get("messageRef"):
        file.warn(element, f"The step names no message. It waits as an external task with the topic {element.get('id')!r}.")
        return _job(reading, file, element, diagram)
    node = events.Receive(diagram, *titled(element))
    node.wait = wait_of_receiver(file, element)
    return node


def _call(reading: Reading, file: Drawn, element: Element, diagram: Diagram) -> activities.Activity:
    node = activities.CallActivity(diagram, *titled(element))
    node.inner = called_by(reading, file, element, diagram.process)
    node.mappings = mappings_of(file, element)
    return node


READERS = {"userTask": _user, "businessRuleTask": _rules, "receiveTask": _receive, "callActivity": _call}
TASKS = {"task", "manualTask", "serviceTask", "sendTask", "scriptTask", *READERS}
