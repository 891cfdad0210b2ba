"""How a process is started: plainly, or by a message, a signal, a timer or a condition."""

from __future__ import annotations

from engine.flow.diagrams import Diagram
from engine.flow.markup import Element, children
from engine.flow.reading.drawn import Drawn
from engine.flow.reading.events import CAUGHT
from engine.flow.reading.waits import definition_of, kind_of, wait_of
from engine.flow.specs import StartedBy


def starts_of(file: Drawn, process: Element, diagram: Diagram) -> tuple[StartedBy, ...]:
    """The start events of a process; none, or several plain ones, are an error."""
    starts: list[StartedBy] = []
    for start in children(process, "startEvent"):
        definition = definition_of(file, start)
        if not start.get("id"):
            continue
        if definition is None:
            starts.append(StartedBy(str(start.get("id")), "plain", None))
        elif kind_of(definition) in CAUGHT:
            file.warn(start, f"Only a process test starts a process by this event ({kind_of(definition)}). Draw a plain start too.")
            wait = wait_of(file, start, definition)
            starts.append(StartedBy(str(start.get("id")), wait.kind, wait.text))
    if not children(process, "startEvent"):
        file.error(process, "The process has no start event. Draw one.")
    if len(diagram.starts) > 1:
        file.error(process, "The process has several plain start events. Leave one of them.")
    return tuple(starts)
