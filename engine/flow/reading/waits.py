"""Event definitions: what an event waits for, or throws."""

from __future__ import annotations

from engine.flow.markup import Element, child, extension, is_bpmn, name_of, text_of
from engine.flow.reading.drawn import Drawn
from engine.flow.reading.slots import attribute, condition_of, timer
from engine.flow.waits import Wait

SUFFIX = "EventDefinition"
KINDS = {"timer", "message", "signal", "error", "escalation", "conditional", "terminate", "compensate", "cancel", "link"}
TIMES = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}


def definitions_of(event: Element) -> list[Element]:
    """The event definitions of an event."""
    return [inner for inner in event if is_bpmn(inner) and name_of(inner).endswith(SUFFIX)]


def kind_of(definition: Element) -> str:
    """timer, message, signal ..."""
    return name_of(definition).removesuffix(SUFFIX)


def definition_of(file: Drawn, event: Element) -> Element | None:
    """The one event definition of an event; None for a plain one. Several, or a foreign one, are an error."""
    found = definitions_of(event)
    if len(found) > 1:
        file.error(event, "The event waits for several things at once. Draw one event for each.")
    for one in found:
        if kind_of(one) not in KINDS:
            file.error(event, f"The event has an unknown definition, {name_of(one)}.")
            return None
    return found[0] if found else None


def wait_of(file: Drawn, event: Element, definition: Element) -> Wait:
    """What a catching event waits for."""
    kind = kind_of(definition)
    if kind == "timer":
        return _timer(file, event, definition)
    if kind == "conditional":
        text = condition_of(file, child(definition, "condition"), "condition", event)
        if not text_of(child(definition, "condition")):
            file.error(event, "The event waits for a condition and none is written.")
        return Wait("condition", text)
    if kind in ("error", "escalation"):
        return Wait(kind, code_of(file, definition, kind), code_variable=extension(definition, f"{kind}CodeVariable") or "")
    if kind == "message":
        return Wait(kind, event_name(file, event, definition, kind), correlation=correlation_of(file, event, definition))
    return Wait(kind, event_name(file, event, definition, kind) if kind == "signal" else "")


def _timer(file: Drawn, event: Element, definition: Element) -> Wait:
    drawn = [(name_of(inner), text_of(inner)) for inner in definition if is_bpmn(inner) and name_of(inner) in TIMES]
    filled = [(name, text) for name, text in drawn if text]
    if not filled:
        file.error(event, "The timer has no time. Write a date, a duration such as P3D, or a cycle such as R3/P1D.")
        return Wait("timer", "P1D", time="duration")
    name, text = filled[0]
    return Wait("timer", timer(file, event, TIMES[name], text), time=TIMES[name])


def event_name(file: Drawn, event: Element, definition: Element, kind: str) -> str:
    """The name of the message or signal that an event or task refers to; what refers to nothing is an error."""
    reference = definition.get(f"{kind}Ref")
    declared = file.declared(kind, reference)
    if not reference:
        file.error(event, f"The {kind} has no name. Choose or create one.")
        return ""
    if declared is None:
        if reference in file.ids:
            file.error(event, f"{reference!r} is no {kind}.")
        return str(reference.rpartition(":")[2])
    return attribute(file, event, f"{kind}'s name", declared.get("name") or declared.get("id") or "")


def code_of(file: Drawn, definition: Element, kind: str, *, thrown: bool = False) -> str:
    """An error's or escalation's code; empty catches all."""
    reference = definition.get(f"{kind}Ref")
    if not reference:
        return ""
    declared = file.declared(kind, reference)
    if declared is None:
        return str(reference.rpartition(":")[2])
    return str(declared.get(f"{kind}Code") or (declared.get("id") or "" if thrown else ""))


def correlation_of(file: Drawn, event: Element, definition: Element) -> str:
    """What a waiting message is told apart by: camunda:correlationKey on the event, its definition or the message."""
    declared = file.declared("message", definition.get("messageRef"))
    for holder in (definition, event, declared):
        text = extension(holder, "correlationKey") if holder is not None else None
        if text:
            return attribute(file, event, "correlation key", text)
    return ""


def wait_of_receiver(file: Drawn, task: Element) -> Wait:
    """What a receive task waits for."""
    return Wait("message", event_name(file, task, task, "message"), correlation=correlation_of(file, task, task))
