"""Call activities: which process, what goes in, what comes out."""

from __future__ import annotations

from collections.abc import Iterator

from engine.flow.activities import Mappings, Passing
from engine.flow.markup import Element, children, extension, extensions, local
from engine.flow.reading.drawn import Drawn
from engine.flow.reading.edition import Reading, Reference
from engine.flow.reading.slots import attribute, formula
from engine.flow.values import is_expression

FOREIGN = ("variableMappingClass", "variableMappingDelegateExpression")


def called_by(reading: Reading, file: Drawn, element: Element, process: str) -> str:
    """The process that a call activity names: an id, or an expression that gives one."""
    called = element.get("calledElement") or ""
    if not called:
        file.error(element, "The call names no process. Set calledElement to the id of a process of this edition.")
        return ""
    if is_expression(called):
        return attribute(file, element, "called process", called)
    binding = extension(element, "calledElementBinding") or "deployment"
    if binding != "deployment":
        file.warn(element, f"The binding {binding!r} is read as this edition: the called process is the one in these files.")
    identity = local(called) or ""
    reading.calls.append(Reference(file, element, process, identity))
    return identity


def mappings_of(file: Drawn, element: Element) -> Mappings:
    """What the call's `in` and `out` pass on."""
    for attribute_name in FOREIGN:
        if extension(element, attribute_name):
            file.error(element, f"{attribute_name} is code, which is not run here. Write camunda:in and camunda:out instead.")
    if children(element, "dataInputAssociation", "dataOutputAssociation"):
        file.warn(element, "Data associations pass nothing on here. Write camunda:in and camunda:out instead.")
    into, out = tuple(_passings(file, element, "in")), tuple(_passings(file, element, "out"))
    if extension(element, "inheritVariables") == "true":
        into = (Passing(everything=True), *into)
    return Mappings(into, out)


def _passings(file: Drawn, element: Element, way: str) -> Iterator[Passing]:
    for drawn in extensions(element, way):
        expression = drawn.get("sourceExpression") or ""
        if drawn.get("variables") == "all":
            yield Passing(everything=True)
        elif expression:
            yield Passing(target=_target(file, element, drawn, way), expression=attribute(file, element, f"{way} mapping", expression))
        elif drawn.get("source"):
            if way == "in" and drawn.get("source").isidentifier():
                formula(file, element, "in mapping", drawn.get("source"))
            yield Passing(source=drawn.get("source"), target=_target(file, element, drawn, way))
        elif not drawn.get("businessKey"):
            file.error(element, f"The {way} mapping names no source. Give it a source, a sourceExpression, or variables=\"all\".")


def _target(file: Drawn, element: Element, drawn: Element, way: str) -> str:
    target = drawn.get("target") or drawn.get("source") or ""
    if not drawn.get("target"):
        file.error(element, f"The {way} mapping names no target.")
    return target
