"""The files of an edition become specs that run, or are refused with every finding at once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

from engine.flow.checks.edition import check_edition, top_of
from engine.flow.checks.sight import check_sight
from engine.flow.reading.edition import Reading
from engine.flow.reading.languages import translated_names
from engine.flow.reading.processes import read_file
from engine.flow.refusals import DiagramRefused
from engine.flow.specs import Finding, Specs

DIAGRAMS = (".bpmn", ".bpmn20.xml", ".bpmn.xml")
DRAWN = (*DIAGRAMS, ".dmn")


def compile_files(files: Mapping[str, bytes], *, published: bool = False) -> Specs:
    """The diagrams and tables, ready to run. Raises DiagramRefused with all findings when one is an error.

    What is `published` already runs as it always ran: what its expressions see is not held against it afterwards.
    """
    specs, findings = check_files(files, published=published)
    if specs is None:
        raise DiagramRefused(findings)
    return specs


def check_files(
    files: Mapping[str, bytes], beside: Mapping[str, bytes] | None = None, facts: Collection[str] | None = None, *, published: bool = False
) -> tuple[Specs | None, tuple[Finding, ...]]:
    """The specs (None when a finding is an error), and all findings by file and line.

    Files that stand `beside` are looked up in for what these call and ask; what is wrong with them is not told. `facts`: the names
    that come from outside of the diagrams; without them nothing is said of names that no element gives.
    """
    reading, others = _read(files), _read(beside or {})
    reading.known, reading.tables_beside = {*others.processes, *others.tables}, others.tables
    if not any(path.endswith(DRAWN) for path in files):
        reading.findings.append(Finding("", 1, "error", "", "There is no diagram (.bpmn) and no table (.dmn) here."))
    check_edition(reading)
    if not published:
        check_sight(reading, facts)
    findings = tuple(sorted(set(reading.findings), key=lambda one: (one.file, one.line, one.level, one.element, one.message)))
    if any(one.level == "error" for one in findings):
        return None, findings
    tasks = {task.element: task for task in reversed(reading.tasks)}
    drawn = {(task.process, task.element): task for task in reading.tasks}
    return Specs(reading.processes, tasks, findings, top_of(reading), digest_of(files), reading.diagrams, reading.tables, drawn,
                 translated_names(reading.files, [content for path, content in files.items() if path.endswith(".dmn")])), findings


def _read(files: Mapping[str, bytes]) -> Reading:
    reading = Reading()
    for path, content in files.items():
        if path.endswith(".dmn"):
            _read_tables(reading, path, content)
        elif path.endswith(DIAGRAMS):
            read_file(reading, path, content)
    return reading


def digest_of(files: Mapping[str, bytes]) -> str:
    """One SHA-256 over all paths and contents, in the order of paths."""
    whole = hashlib.sha256()
    for path, content in sorted(files.items()):
        whole.update(f"{path}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()


def _read_tables(reading: Reading, path: str, content: bytes) -> None:
    from engine.tables import read_tables  # here, as tables read their XML and store their values as flows do

    tables, findings = read_tables(path, content)
    reading.findings += findings
    for twice in sorted(tables.keys() & reading.tables.keys()):
        reading.findings.append(Finding(path, 1, "error", twice, f"Another file of this edition has a decision {twice!r} too."))
    reading.tables.update(tables)
