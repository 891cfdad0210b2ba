"""All checks, in one order; and which process is the top one."""

from __future__ import annotations

from engine.flow.checks.names import check_names
from engine.flow.checks.references import check_references
from engine.flow.checks.rounds import check_loops
from engine.flow.checks.steps import check_step
from engine.flow.checks.ways import check_size, check_ways
from engine.flow.reading.edition import Reading


def check_edition(reading: Reading) -> None:
    """Add the findings that need more than one element."""
    check_references(reading)
    check_names(reading)
    for task in reading.tasks:
        check_step(reading, task)
    for diagram in reading.diagrams.values():
        check_size(reading, diagram)
        check_ways(reading, diagram)
        check_loops(reading, diagram)


def top_of(reading: Reading) -> str:
    """The process that is started when none is named: one that no other calls, rather one named like its file."""
    called = {call.name for call in reading.calls}
    roots = [process for process in reading.processes.values() if process.id not in called] or list(reading.processes.values())
    named = [process for process in roots if process.file.rpartition("/")[2] == f"{process.id}.bpmn"]
    return (named or roots)[0].id if roots else ""
