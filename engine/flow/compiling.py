"""The files of an edition become specs that run, or are refused with every finding at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from engine.flow.checks.edition import check_edition, top_of
from engine.flow.diagrams import Diagram
from engine.flow.markup import Element, Unreadable, children, is_bpmn, name_of, read_markup
from engine.flow.reading.drawn import Drawn, line_of
from engine.flow.reading.edition import Reading
from engine.flow.reading.extras import look_at_extras
from engine.flow.reading.people import properties_of
from engine.flow.reading.scopes import READ_OVER, read_scope
from engine.flow.reading.starts import starts_of
from engine.flow.refusals import DiagramRefused
from engine.flow.specs import Finding, Process, Specs

DIAGRAMS = (".bpmn", ".bpmn20.xml", ".bpmn.xml")
DRAWN = (*DIAGRAMS, ".dmn")


def compile_files(files: Mapping[str, bytes]) -> Specs:
    """The diagrams and tables, ready to run. Raises DiagramRefused with all findings when one is an error."""
    specs, findings = check_files(files)
    if specs is None:
        raise DiagramRefused(findings)
    return specs


def check_files(files: Mapping[str, bytes]) -> tuple[Specs | None, tuple[Finding, ...]]:
    """The specs (None when a finding is an error), and all findings by file and line."""
    reading = Reading()
    for path, content in files.items():
        if path.endswith(".dmn"):
            _read_tables(reading, path, content)
    for path, content in files.items():
        if path.endswith(DIAGRAMS):
            _read_file(reading, path, content)
    if not any(path.endswith(DRAWN) for path in files):
        reading.findings.append(Finding("", 1, "error", "", "There is no diagram (.bpmn) and no table (.dmn) here."))
    check_edition(reading)
    findings = tuple(sorted(set(reading.findings), key=lambda one: (one.file, one.line, one.level, one.element, one.message)))
    if any(one.level == "error" for one in findings):
        return None, findings
    tasks = {task.element: task for task in reversed(reading.tasks)}
    drawn = {(task.process, task.element): task for task in reading.tasks}
    return Specs(reading.processes, tasks, findings, top_of(reading), digest_of(files), reading.diagrams, reading.tables, drawn), findings


def digest_of(files: Mapping[str, bytes]) -> str:
    """One SHA-256 over the files' paths and contents."""
    whole = hashlib.sha256()
    for path, content in sorted(files.items()):
        whole.update(path.encode() + b"\0" + hashlib.sha256(content).digest())
    return whole.hexdigest()


def _read_tables(reading: Reading, path: str, content: bytes) -> None:
    from engine.tables import read_tables  # here, as tables read their XML and store their values as flows do

    tables, findings = read_tables(path, content)
    reading.findings += findings
    for twice in sorted(tables.keys() & reading.tables.keys()):
        reading.findings.append(Finding(path, 1, "error", twice, f"Another file of this edition has a decision {twice!r} too."))
    reading.tables.update(tables)


def _read_file(reading: Reading, path: str, content: bytes) -> None:
    try:
        root = read_markup(content)
    except Unreadable as wrong:
        reading.findings.append(Finding(path, wrong.line, "error", "", str(wrong)))
        return
    file = Drawn(path, root, reading.findings)
    if name_of(root) != "definitions" or not is_bpmn(root):
        file.error(root, "This is no BPMN 2.0 diagram: it does not begin with bpmn:definitions.")
        return
    file.index()
    look_at_extras(file)
    drawn = [element for element in children(root, "process") if _is_drawn(element)]
    for element in drawn:
        if element.get("isExecutable") == "false" and len(drawn) > 1:
            file.warn(element, "The process is not executable and is left out. Set isExecutable to true if it should run.")
        else:
            _read_process(reading, file, element)
    if not drawn:
        file.error(root, "There is no process in this file. Draw one.")


def _is_drawn(process: Element) -> bool:
    """Whether there is more than a pool: another party's process that nobody drew is none of ours."""
    return any(is_bpmn(inner) and name_of(inner) not in READ_OVER for inner in process)


def _read_process(reading: Reading, file: Drawn, element: Element) -> None:
    identity = element.get("id")
    if not identity:
        file.error(element, "The process has no id. Give it one.")
        return
    if identity in reading.processes:
        other = reading.processes[identity]
        file.error(element, f"The process {identity!r} is drawn twice; {other.file} line {other.line} has it already.")
        return
    properties = properties_of(element)
    reading.lines[identity] = line_of(element)
    diagram = Diagram(identity, process=identity, file=file.path, stage=properties.get("stage"))
    calls = len(reading.calls)
    read_scope(reading, file, element, diagram)
    starts = starts_of(file, element, diagram)
    called = tuple(dict.fromkeys(call.name for call in reading.calls[calls:]))
    name = element.get("name") or identity
    reading.processes[identity] = Process(identity, name, file.path, line_of(element), properties, starts, called)



