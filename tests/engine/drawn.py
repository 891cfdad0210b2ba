"""Small diagrams for tests: steps in a row, or side by side between a fork and a join."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

HEAD = ('<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
        'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:t">')
ATTRIBUTES = ("assignee", "candidateUsers", "candidateGroups", "dueDate", "priority", "formKey", "topic")


def row(*steps: str, key: str = "p", **said: dict[str, str]) -> dict[str, bytes]:
    """Steps one after the other: `job:x` a service task, `message:x`, `timer:P3D`, else a user task; `said` has its properties."""
    flows = zip(("start", *map(name_of, steps)), (*map(name_of, steps), "end"), strict=True)
    return file(key, [node(step, said) for step in steps], list(flows), messages(steps))


def fork(*steps: str, after: str = "after", key: str = "p", **said: dict[str, str]) -> dict[str, bytes]:
    """Steps side by side, then one more."""
    gateways = ['<bpmn:parallelGateway id="fork" />', '<bpmn:parallelGateway id="join" />']
    flows = [("start", "fork"), *(("fork", step) for step in steps), *((step, "join") for step in steps), ("join", after), (after, "end")]
    return file(key, [node(step, said) for step in (*steps, after)] + gateways, flows, "")


def bounded(step: str, timer: str, otherwise: str, **said: dict[str, str]) -> dict[str, bytes]:
    """A step that a boundary timer takes away, and the step that is asked then."""
    boundary = (f'<bpmn:boundaryEvent id="too-late" attachedToRef="{step}"><bpmn:timerEventDefinition>'
                f'<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">{timer}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>')
    flows = [("start", step), (step, "end"), ("too-late", otherwise), (otherwise, "end")]
    return file("p", [node(step, said), node(otherwise, said), boundary], flows, "")


def name_of(step: str) -> str:
    return step.replace(":", "-")


def node(step: str, said: dict[str, dict[str, str]]) -> str:
    kind, _, what = step.partition(":")
    if kind == "job" and what:
        return f'<bpmn:serviceTask id="{name_of(step)}" camunda:type="external" camunda:topic="{what}" />'
    if kind == "message" and what:
        return f'<bpmn:intermediateCatchEvent id="{name_of(step)}"><bpmn:messageEventDefinition messageRef="m-{what}" /></bpmn:intermediateCatchEvent>'
    if kind == "timer" and what:
        duration = f'<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">{what}</bpmn:timeDuration>'
        return f'<bpmn:intermediateCatchEvent id="{name_of(step)}"><bpmn:timerEventDefinition>{duration}</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>'
    given = {"candidateGroups": "legal", **said.get(step.replace("-", "_"), {})}
    attributes = " ".join(f"camunda:{name}={quoteattr(value)}" for name, value in given.items() if name in ATTRIBUTES and value)
    properties = "".join(f"<camunda:property name={quoteattr(name)} value={quoteattr(value)} />" for name, value in given.items() if name not in ATTRIBUTES)
    return (f'<bpmn:userTask id="{step}" name="{step}" {attributes}><bpmn:extensionElements><camunda:properties>{properties}'
            "</camunda:properties></bpmn:extensionElements></bpmn:userTask>")


def messages(steps: tuple[str, ...]) -> str:
    return "".join(f'<bpmn:message id="m-{what}" name="{what}" />' for kind, _, what in (step.partition(":") for step in steps) if kind == "message")


def file(key: str, nodes: list[str], flows: list[tuple[str, str]], after: str) -> dict[str, bytes]:
    drawn = "".join(f'<bpmn:sequenceFlow id="f{number}" sourceRef="{one}" targetRef="{other}" />' for number, (one, other) in enumerate(flows))
    text = (f'{HEAD}<bpmn:process id="{key}" isExecutable="true"><bpmn:startEvent id="start" />{"".join(nodes)}<bpmn:endEvent id="end" />{drawn}'
            f"</bpmn:process>{after}</bpmn:definitions>")
    return {f"{key}.bpmn": text.encode()}
