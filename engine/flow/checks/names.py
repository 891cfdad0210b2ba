"""Variables that two steps would both write: a finished user task writes the one that is named after it."""

from __future__ import annotations

from collections import defaultdict

from engine.flow.activities import CallActivity
from engine.flow.markup import variable_of
from engine.flow.reading.edition import Reading
from engine.flow.specs import Finding, Task

Groups = dict[str, str]


def check_names(reading: Reading) -> None:
    """Two user tasks with one variable: an error where they share their data, a warning where they only meet in one instance."""
    sharing, meeting = _groups(reading, only_sharing=True), _groups(reading, only_sharing=False)
    earlier: dict[str, list[Task]] = defaultdict(list)
    for task in reading.tasks:
        if task.kind != "user":
            continue
        others = earlier[variable_of(task.element)]
        for level, groups in (("error", sharing), ("warning", meeting)):
            other = next((other for other in others if groups[other.process] == groups[task.process]), None)
            if other is not None:
                where = f"{other.element!r} ({other.file} line {other.line})"
                message = f"This task and {where} both write the variable {variable_of(task.element)!r}. Give one of them another id."
                reading.findings.append(Finding(task.file, task.line, level, task.element, message))  # type: ignore[arg-type]
                break
        others.append(task)


def _groups(reading: Reading, *, only_sharing: bool) -> Groups:
    """For each process one that stands for all that call each other, or that hand each other everything."""
    stands = {process: process for process in reading.processes}
    for diagram in reading.diagrams.values():
        for node in diagram.task_specs.values():
            if isinstance(node, CallActivity) and node.inner in stands and diagram.process in stands:
                passings = node.mappings.into + node.mappings.out
                if not only_sharing or any(passing.everything for passing in passings):
                    one, other = stands[diagram.process], stands[node.inner]
                    stands = {process: one if stood == other else stood for process, stood in stands.items()}
    return stands
