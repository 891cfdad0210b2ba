"""What a user task says of itself: only values that the engine knows, so that a slip of the pen is seen before it decides something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Literal

from engine import clock
from engine.flow.reading.edition import Reading
from engine.flow.specs import Finding, Task
from engine.work_items.policies import BadPolicy, read_policy

CHOICES = {
    "kind": ("approve", "perform"),
    "whenNobody": ("admin", "superior", "refuse", "pass"),
    "whenLate": ("remind", "escalate", "pass", "return"),
    "whenSelf": ("superior", "skip", "ask"),
    "whenSame": ("superior", "skip"),
    "noReturn": ("true", "false"),
}
KNOWN = (*CHOICES, "policy", "outcomes", "fields", "stage", "resubmit", "topic")
RIGHTS = ("hidden", "read", "write")
LONGEST_OUTCOME = 40
Said = Iterator[tuple[Literal["error", "warning"], str]]


def check_step(reading: Reading, task: Task) -> None:
    """Add a finding for each value that the engine would not understand."""
    if task.kind == "user":
        for check in CHECKS:
            reading.findings += [Finding(task.file, task.line, level, task.element, message) for level, message in check(task)]


def _choices(task: Task) -> Said:
    for name, able in CHOICES.items():
        value = task.properties.get(name)
        if value is not None and value not in able:
            yield "error", f"{name} is {value[:40]!r}. Choose one of {', '.join(able)}."
    try:
        read_policy(task.properties.get("policy") or "one")
    except BadPolicy:
        yield "error", f"The policy {task.properties['policy'][:40]!r} is unknown. Write one, all, any, inTurn, veto or share:60."


def _outcomes(task: Task) -> Said:
    if "outcomes" in task.properties:
        names = [name.strip() for name in task.properties["outcomes"].split(",")]
        if not all(names):
            yield "error", "An outcome has no name. Write the buttons with commas between them: approve,reject."
        if len(set(names)) < len(names):
            yield "error", "Two outcomes have the same name."
        if any(len(name) > LONGEST_OUTCOME for name in names):
            yield "error", f"An outcome is longer than {LONGEST_OUTCOME} characters."


def _fields(task: Task) -> Said:
    for part in filter(None, map(str.strip, task.properties.get("fields", "").split(","))):
        name, _, right = part.partition(":")
        if not name.strip() or right.strip() not in RIGHTS:
            yield "error", f"The field {part[:60]!r} is not understood. Write name:hidden, name:read or name:write."


def _weights(task: Task) -> Said:
    for name, value in task.properties.items():
        if name.startswith("weight:") and not re.fullmatch(r"[1-9][0-9]{0,5}", value):
            yield "error", f"{name} is {value[:40]!r}. A weight is a whole number above 0."
        if name.startswith("weight:") and not task.properties.get("policy", "").startswith("share"):
            yield "warning", f"{name} counts only under the policy share."


def _moments(task: Task) -> Said:
    for name in ("dueDate", "followUpDate"):
        text = task.properties.get(name, "")
        if text and "{" not in text:
            try:
                clock.due(text, *clock.SOME_DAY)
            except clock.BadTime:
                yield "error", f"{name} {text[:40]!r} can't be read. Write 2026-03-02, P3D or P3WD (working days), at most 50 years."
    if task.properties.get("whenLate") and not task.properties.get("dueDate"):
        yield "warning", "whenLate says what happens when it is late, but there is no dueDate."


def _priority(task: Task) -> Said:
    text = task.properties.get("priority", "")
    if text and "{" not in text and not re.fullmatch(r"[0-9]{1,4}", text.strip()):
        yield "error", f"The priority {text[:40]!r} is no whole number from 0 to 9999."


def _slips(task: Task) -> Said:
    for name in task.properties:
        near = get_close_matches(name, KNOWN, 1, 0.8) if name not in KNOWN else []
        if near:
            yield "warning", f"The property {name!r} means nothing here. Do you mean {near[0]!r}?"


CHECKS: tuple[Callable[[Task], Said], ...] = (_choices, _outcomes, _fields, _weights, _moments, _priority, _slips)
