"""One file while it is read: its elements by id, its declared events, and the findings about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from engine.expressions.expression import Expression
from engine.flow.markup import BPMN, Element, children, extension, is_bpmn, local, name_of
from engine.flow.specs import Finding


@dataclass(frozen=True)
class Formula:
    """An expression that stands at an element; `slot` says what it is for."""

    element: Element
    slot: str
    expression: Expression


@dataclass
class Drawn:
    """A .bpmn file; `findings` are shared with all files of the edition."""

    path: str
    root: Element
    findings: list[Finding]
    ids: dict[str, Element] = field(default_factory=dict)
    formulas: list[Formula] = field(default_factory=list)

    @cached_property
    def initiators(self) -> set[str]:
        """The variables that hold who started, as start events name them."""
        return {name for start in self.root.iter(f"{{{BPMN}}}startEvent") if (name := extension(start, "initiator"))}

    def error(self, element: Element, message: str) -> None:
        """Something about the element that can't be run."""
        self._say("error", element, message)

    def warn(self, element: Element, message: str) -> None:
        """Something about the element that a person should know."""
        self._say("warning", element, message)

    def _say(self, level: Literal["error", "warning"], element: Element, message: str) -> None:
        self.findings.append(Finding(self.path, line_of(element), level, label_of(element), message))

    def index(self) -> None:
        """Know every element by its id; two of one process with the same id are an error."""
        for element in self.root.iter():
            name = element.get("id") if is_bpmn(element) else None
            if name is None:
                continue
            first = self.ids.setdefault(name, element)
            if first is not element:
                say = self.error if process_of(first) is process_of(element) else self.warn
                say(element, f"The id {name!r} is used twice; line {line_of(first)} has it already. Give one of them another.")

    def declared(self, kind: str, reference: str | None) -> Element | None:
        """The message, signal, error or escalation that a reference names; None if the file declares none."""
        return next((one for one in children(self.root, kind) if one.get("id") == local(reference)), None)


def process_of(element: Element) -> Element | None:
    """The process that an element is drawn in; None outside of them."""
    current = element
    while current is not None and name_of(current) != "process":
        current = current.getparent()
    return current


def line_of(element: Element) -> int:
    """The line that an element begins on."""
    return int(element.sourceline or 1)


def label_of(element: Element) -> str:
    """How a finding calls the element: its id, or the one of what it is in."""
    current = element
    while current is not None:
        if current.get("id"):
            return str(current.get("id"))
        current = current.getparent()
    return name_of(element)
