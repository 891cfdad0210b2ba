"""What a diagram says of a task that waits: who, until when, how it is decided."""

from __future__ import annotations

import re

from engine.flow.markup import Element, child, children, extension, extensions, text_of
from engine.flow.reading.drawn import Drawn
from engine.flow.reading.slots import attribute

ATTRIBUTES = ("assignee", "candidateUsers", "candidateGroups", "dueDate", "followUpDate", "priority", "formKey", "formRef")
FUNCTIONS = frozenset({"initiator", "manager", "head", "members", "field"})       # of engine.assignment
NAMED = re.compile(r"(?:^|,)\s*(?:(user|group)\(([^()]*)\)|([^,()]+))")


def properties_of(element: Element) -> dict[str, str]:
    """The element's camunda:properties (or Flowable's, or SpiffWorkflow's), by name."""
    return {name: str(inner.get("value") or "") for inner in extensions(element, "property") if (name := inner.get("name"))}


def people_of(file: Drawn, element: Element) -> dict[str, str]:
    """The attributes of a user task with its properties; attributes win."""
    found = properties_of(element) | _owners(element)
    for name in ATTRIBUTES:
        text = extension(element, name)
        if text:
            found[name] = attribute(file, element, name, text, FUNCTIONS)
    if "formRef" in found:
        found.setdefault("formKey", found["formRef"])
    return found


def _owners(element: Element) -> dict[str, str]:
    """BPMN's own humanPerformer and potentialOwner, written user(li), group(legal)."""
    found: dict[str, list[str]] = {}
    for owner in children(element, "humanPerformer", "potentialOwner"):
        text = text_of(child(owner, "resourceAssignmentExpression"))
        for kind, named, bare in NAMED.findall(text):
            name = (named or bare).strip()
            is_user = kind == "user"
            rule = "assignee" if owner.tag.endswith("humanPerformer") else "candidateUsers" if is_user else "candidateGroups"
            if name:
                found.setdefault(rule, []).append(name)
    return {rule: ",".join(names) for rule, names in found.items()}
