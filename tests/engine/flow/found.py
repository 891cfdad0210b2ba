"""What is found in small diagrams: findings as `line level element`, and the messages."""

from __future__ import annotations

from engine.flow.compiling import check_files
from engine.flow.specs import Finding
from tests.engine.flow.shapes import diagram


def findings(files: dict[str, bytes], level: str | None = None) -> list[Finding]:
    """All findings of the files, or those of one level."""
    return [found for found in check_files(files)[1] if level in (None, found.level)]


def errors(ways: str, *shapes: str, **when: str) -> list[str]:
    """The errors of a diagram, as sentences."""
    return [found.sentence for found in findings(diagram(ways, *shapes, **when), "error")]


def warnings(ways: str, *shapes: str, **when: str) -> list[str]:
    """The warnings of a diagram, as sentences."""
    return [found.sentence for found in findings(diagram(ways, *shapes, **when), "warning")]


def user(name: str, attributes: str = "", **properties: str) -> str:
    """A user task with camunda attributes and properties."""
    said = "".join(f'<camunda:property name="{key.replace("__", ":")}" value="{value}" />' for key, value in properties.items())
    inner = f"<bpmn:extensionElements><camunda:properties>{said}</camunda:properties></bpmn:extensionElements>" if said else ""
    return f'<bpmn:userTask id="{name}" {attributes}>{inner}</bpmn:userTask>'


def tag(kind: str, name: str, attributes: str = "", inner: str = "") -> str:
    """Any BPMN element."""
    return f'<bpmn:{kind} id="{name}" {attributes}>{inner}</bpmn:{kind}>'


def loop(inner: str = "", attributes: str = "") -> str:
    """A multi-instance."""
    return f"<bpmn:multiInstanceLoopCharacteristics {attributes}>{inner}</bpmn:multiInstanceLoopCharacteristics>"
