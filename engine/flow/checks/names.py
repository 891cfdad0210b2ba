"""Variables that two steps would both write: a finished user task writes the one that is named after it."""

from __future__ import annotations

from engine.flow.activities import CallActivity
from engine.flow.markup import variable_of
from engine.flow.reading.edition import Reading
from engine.flow.specs import Finding, Task


def check_names(reading: Reading) -> None:
    """Two user tasks with one variable are an error where they share their data, else a warning."""
    sharing = _sharing(reading)
    first: dict[str, Task] = {}
    for task in reading.tasks:
        if task.kind != "user":
            continue
        other = first.setdefault(variable_of(task.element), task)
        if other is not task:
            level = "error" if _share(sharing, task.process, other.process) else "warning"
            where = f"{other.element!r} ({other.file} line {other.line})"
            message = f"This task and {where} both write the variable {variable_of(task.element)!r}. Give one of them another id."
            reading.findings.append(Finding(task.file, task.line, level, task.element, message))  # type: ignore[arg-type]


def _sharing(reading: Reading) -> dict[str, str]:
    """For each process one that stands for all that hand each other everything."""
    stands = {process: process for process in reading.processes}
    for diagram in reading.diagrams.values():
        for node in diagram.task_specs.values():
            if isinstance(node, CallActivity) and any(passing.everything for passing in node.mappings.into + node.mappings.out):
                one, other = stands.get(diagram.process), stands.get(node.inner)
                stands = {process: one if stood == other else stood for process, stood in stands.items()} if one and other else stands
    return stands


def _share(sharing: dict[str, str], one: str, other: str) -> bool:
    return one == other or sharing.get(one, one) == sharing.get(other, other)
