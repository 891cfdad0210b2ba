"""What an edition names and this house does not have: people, groups, services, and whatever the domain misses."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from engine.desk import Desk
from engine.expressions import compile_expression
from engine.flow.checks.near import meant
from engine.flow.compiling import DRAWN, check_files
from engine.flow.specs import Finding, Task
from engine.flow.values import is_expression
from engine.work_items.assignment import listed

NAMED = {"assignee": "user", "candidateUsers": "user", "candidateGroups": "group"}      # attribute to the kind of name that it holds
ASKED = {"manager": "user", "members": "group", "head": "department"}                   # function to the kind that it is asked about
WEIGHT = "weight:"
MOST_NAMED = 8


def examine(desk: Desk, files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """All that is wrong with the edition, here. Of people nothing is said in a house where nobody is yet."""
    specs, findings = check_files({path: content for path, content in files.items() if path.endswith(DRAWN)})
    if specs is None:
        return findings
    found = [*findings, *desk.house.look_over(specs, files)]
    for task in specs.drawn.values():
        found += [Finding(task.file, task.line, "error", task.element, said) for said in (*_services(desk, task), *_people(desk, task))]
    return tuple(found)


def _services(desk: Desk, task: Task) -> Iterator[str]:
    topic = task.properties.get("topic", "")
    if task.kind == "job" and topic not in desk.house.services:
        yield f"No service does what the topic {topic[:80]!r} says.{_near(topic, desk.house.services)}"


def _people(desk: Desk, task: Task) -> Iterator[str]:
    if task.kind != "user" or not desk.directory.names_of("user"):
        return
    for kind, name in dict.fromkeys(_names(task)):
        known = desk.directory.names_of(kind)
        if name not in known:
            yield f"There is no {kind} {name[:80]!r} here.{_near(name, known)}"


def _names(task: Task) -> Iterator[tuple[str, str]]:
    """The kind and the name of each that is written out in the task: `legal`, `members('legal')`."""
    for attribute, kind in NAMED.items():
        text = task.properties.get(attribute, "")
        if is_expression(text):
            yield from ((ASKED[call], name) for call, name in sorted(compile_expression(text).literals) if call in ASKED)
        else:
            yield from ((kind, name) for name in listed(text))
    yield from (("group", name.removeprefix(WEIGHT)) for name in task.properties if name.startswith(WEIGHT))


def _near(name: str, known: Collection[str]) -> str:
    return meant(name, known) or (f" There are {', '.join(sorted(known))}." if 0 < len(known) <= MOST_NAMED else "")
