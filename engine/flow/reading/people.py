"""What a diagram says of a task that waits: who, until when, how it is decided."""

from __future__ import annotations

import re

from engine.flow.markup import Element, child, children, extension, extensions, name_of, text_of
from engine.flow.reading.drawn import Drawn
from engine.flow.reading.slots import attribute
from engine.flow.values import is_expression

ATTRIBUTES = ("assignee", "candidateUsers", "candidateGroups", "dueDate", "followUpDate", "priority", "formKey", "formRef")
FUNCTIONS = frozenset({"initiator", "manager", "head", "members", "field"})       # of engine.work_items.assignment
VARIABLE = re.compile(r"[$#]\{\s*(\w+)\s*\}")
NAMED = re.compile(r"(?:^|,)\s*(?:(user|group)\(([^()]*)\)|([^,()]+))")


def properties_of(element: Element) -> dict[str, str]:
    """The element's camunda:properties (or Flowable's, or SpiffWorkflow's), by name."""
    return {name: str(inner.get("value") or "") for inner in extensions(element, "property") if (name := inner.get("name"))}


def people_of(file: Drawn, element: Element) -> dict[str, str]:
    """The attributes of a user task with its properties; attributes win."""
    found = properties_of(element) | _owners(element)
    found |= {name: text for name in ATTRIBUTES if (text := extension(element, name))}
    for name in ATTRIBUTES:
        if name in found:
            found[name] = attribute(file, element, name, _initiator(file, found[name]), FUNCTIONS)
    if "formRef" in found:
        found.setdefault("formKey", found["formRef"])
    return found


def _initiator(file: Drawn, text: str) -> str:
    """`${starter}`, where a start event names the variable that holds who started, is our own function."""
    named = VARIABLE.fullmatch(text.strip())
    return "${initiator()}" if named and named[1] in file.initiators else text


def _owners(element: Element) -> dict[str, str]:
    """BPMN's own humanPerformer and potentialOwner, written user(li), group(legal)."""
    found: dict[str, list[str]] = {}
    for owner in children(element, "humanPerformer", "potentialOwner"):
        text = text_of(child(owner, "resourceAssignmentExpression"))
        is_one = name_of(owner) == "humanPerformer"
        for kind, named, bare in [("", "", text)] if is_one or is_expression(text) else NAMED.findall(text):
            rule = "assignee" if is_one else "candidateUsers" if kind == "user" else "candidateGroups"
            if name := (named or bare).strip():
                found.setdefault(rule, []).append(name)
    return {rule: ",".join(names) for rule, names in found.items()}
