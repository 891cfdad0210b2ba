"""What a worker does: external topics; code that is not run becomes an external task with a warning."""

from __future__ import annotations

from engine.flow.markup import Element, child, extension, name_of, text_of
from engine.flow.reading.drawn import Drawn

FOREIGN = ("class", "delegateExpression", "expression", "serviceTaskOperatorId")


def topic_of(file: Drawn, element: Element) -> str:
    """The topic of a service, send, script or business rule task: its own, or the element's id where it names code."""
    identity = str(element.get("id"))
    if extension(element, "type") == "external" or extension(element, "topic"):
        return _own_topic(file, element, identity)
    foreign = foreign_code(element)
    if foreign:
        file.warn(element, f"{foreign} is not run here. The step waits as an external task with the topic {identity!r}.")
    return identity


def _own_topic(file: Drawn, element: Element, identity: str) -> str:
    topic = extension(element, "topic") or ""
    if "{" in topic:
        file.warn(element, f"The topic {topic[:80]!r} is an expression, which is not computed here. The topic is {identity!r}.")
    return identity if not topic or "{" in topic else topic


def foreign_code(element: Element) -> str:
    """What code of somebody else's the element names; empty for none."""
    if name_of(element) == "scriptTask":
        return f"The script ({element.get('scriptFormat') or 'no format'})" if text_of(child(element, "script")) else ""
    for attribute in FOREIGN:
        text = extension(element, attribute)
        if text:
            return f"{attribute} {text[:80]!r}"
    kind = extension(element, "type")
    return f"The built-in task {kind!r}" if kind else ""
