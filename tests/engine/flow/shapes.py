"""Diagrams from words: `ways("start a xor1 b end; xor1 c end")`; what a word is its first letters say, unless a shape is drawn for it."""

from __future__ import annotations

from xml.sax.saxutils import escape

from tests.engine.drawn import HEAD

KINDS = {"start": "startEvent", "end": "endEvent", "and": "parallelGateway", "xor": "exclusiveGateway", "or": "inclusiveGateway",
         "first": "eventBasedGateway"}


def diagram(ways: str, *shapes: str, key: str = "p", **when: str) -> dict[str, bytes]:
    """A file with one process; `when` names conditions by flow, `xor1_b="amount > 3"`, or `default`."""
    return {f"{key}.bpmn": definitions(process(ways, *shapes, key=key, **when))}


def definitions(*processes: str) -> bytes:
    declared = "".join(f'<bpmn:{kind} id="{kind}-{name}" name="{name}" {kind}Code="{name}" />'
                       for kind, names in (("error", "XY"), ("escalation", "XY")) for name in names)
    declared += "".join(f'<bpmn:{kind} id="{kind}-{name}" name="{name}" />' for kind in ("message", "signal") for name in ("ring", "call"))
    return f"{HEAD}{declared}{''.join(processes)}</bpmn:definitions>".encode()


def process(ways: str, *shapes: str, key: str = "p", **when: str) -> str:
    return f'<bpmn:process id="{key}" name="{key}" isExecutable="true">{inside(ways, *shapes, **when)}</bpmn:process>'


def inside(ways: str, *shapes: str, **when: str) -> str:
    chains = [chain.split() for chain in ways.split(";")]
    text = "".join(shapes)
    flows = list(dict.fromkeys((one, other) for chain in chains for one, other in zip(chain, chain[1:], strict=False)))
    defaults = {flow.split("_")[0]: flow for flow, condition in when.items() if condition == "default"}
    for word in dict.fromkeys(word for chain in chains for word in chain):
        if f'id="{word}"' not in text:
            kind = next((kind for letters, kind in KINDS.items() if word.rstrip("0123456789") == letters), "userTask")
            text += f'<bpmn:{kind} id="{word}" name="{word}"' + (f' default="{defaults[word]}"' if word in defaults else "") + " />"
    return text + "".join(_flow(one, other, when.get(f"{one}_{other}", "")) for one, other in flows)


def _flow(one: str, other: str, condition: str) -> str:
    formal = f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${{{escape(condition)}}}</bpmn:conditionExpression>'
    drawn = formal if condition and condition != "default" else ""
    return f'<bpmn:sequenceFlow id="{one}_{other}" sourceRef="{one}" targetRef="{other}">{drawn}</bpmn:sequenceFlow>'


def grouped(files: dict[str, bytes], group: str = "legal") -> dict[str, bytes]:
    """The same files, with every step of a person given to the group."""
    given = f'<bpmn:userTask camunda:candidateGroups="{group}" '.encode()
    return {name: content.replace(b"<bpmn:userTask ", given) for name, content in files.items()}


def event(kind: str, what: str = "") -> str:
    """An event definition: timer, message, signal, error, escalation, conditional, terminate, compensate, cancel."""
    if kind == "timer":
        written = "timeCycle" if what.startswith("R") else "timeDate" if what[:1].isdigit() else "timeDuration"
        return f"<bpmn:timerEventDefinition><bpmn:{written}>{what}</bpmn:{written}></bpmn:timerEventDefinition>"
    if kind == "conditional":
        return f"<bpmn:conditionalEventDefinition><bpmn:condition>${{{escape(what)}}}</bpmn:condition></bpmn:conditionalEventDefinition>"
    named = f' {kind}Ref="{kind}-{what}"' if what else ""
    return f"<bpmn:{kind}EventDefinition{named} />"


def catch(name: str, *said: str) -> str:
    return f'<bpmn:intermediateCatchEvent id="{name}">{event(*said)}</bpmn:intermediateCatchEvent>'


def throw(name: str, *said: str) -> str:
    return f'<bpmn:intermediateThrowEvent id="{name}">{event(*said)}</bpmn:intermediateThrowEvent>'


def end(name: str, *said: str) -> str:
    return f'<bpmn:endEvent id="{name}">{event(*said)}</bpmn:endEvent>'


def boundary(name: str, host: str, *said: str, interrupts: bool = True) -> str:
    return (f'<bpmn:boundaryEvent id="{name}" attachedToRef="{host}" cancelActivity="{str(interrupts).lower()}">{event(*said)}'
            "</bpmn:boundaryEvent>")


def user(name: str, inner: str = "") -> str:
    return f'<bpmn:userTask id="{name}" name="{name}">{inner}</bpmn:userTask>'


def job(name: str) -> str:
    return f'<bpmn:serviceTask id="{name}" camunda:type="external" camunda:topic="{name}" />'


def each(collection: str = "people", *, until: str = "", sequential: bool = False) -> str:
    """The multi-instance of a task: one round for each."""
    over = f'camunda:collection="{collection}" camunda:elementVariable="person" isSequential="{str(sequential).lower()}"'
    enough = f"<bpmn:completionCondition>${{{escape(until)}}}</bpmn:completionCondition>" if until else ""
    return f"<bpmn:multiInstanceLoopCharacteristics {over}>{enough}</bpmn:multiInstanceLoopCharacteristics>"


def sub(name: str, ways: str, *shapes: str, inner: str = "", **when: str) -> str:
    return f'<bpmn:subProcess id="{name}" name="{name}">{inner}{inside(ways, *shapes, **when)}</bpmn:subProcess>'


def listener(name: str, begin: str, ways: str, *said: str, interrupts: bool = True) -> str:
    """An event subprocess, started by `begin`."""
    start = f'<bpmn:startEvent id="{begin}" isInterrupting="{str(interrupts).lower()}">{event(*said)}</bpmn:startEvent>'
    return f'<bpmn:subProcess id="{name}" triggeredByEvent="true">{inside(ways, start)}</bpmn:subProcess>'


def call(name: str, process: str, inner: str = "") -> str:
    return (f'<bpmn:callActivity id="{name}" name="{name}" calledElement="{process}"><bpmn:extensionElements><camunda:in variables="all" />'
            '<camunda:out variables="all" /><camunda:properties><camunda:property name="stage" value="' + name + '" /></camunda:properties>'
            f"</bpmn:extensionElements>{inner}</bpmn:callActivity>")
