"""A .bpmn file: its processes, each with what it says of itself."""

from __future__ import annotations

from engine.flow.diagrams import Diagram
from engine.flow.markup import Element, Unreadable, children, is_bpmn, name_of, read_markup
from engine.flow.reading.drawn import Drawn, line_of
from engine.flow.reading.edition import Reading
from engine.flow.reading.extras import look_at_extras
from engine.flow.reading.people import properties_of
from engine.flow.reading.scopes import READ_OVER, read_scope
from engine.flow.reading.starts import starts_of
from engine.flow.specs import Finding, Process


def read_file(reading: Reading, path: str, content: bytes) -> None:
    """Read every process of the file that is more than a pool."""
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
    reading.files.append(file)
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



