"""A process or an embedded subprocess as a Diagram: its nodes, what hangs on them, where it begins."""

from __future__ import annotations

from engine.flow import activities, events, gateways
from engine.flow.diagrams import Diagram
from engine.flow.markup import Element, children, is_bpmn, name_of
from engine.flow.reading.activities import TASKS, dress, read_task, titled
from engine.flow.reading.drawn import Drawn
from engine.flow.reading.edition import Reading
from engine.flow.reading.events import CAUGHT, LISTENED, read_boundary, read_catch, read_end, read_throw
from engine.flow.reading.flows import connect
from engine.flow.reading.hanging import hang_boundaries, hang_handlers
from engine.flow.reading.waits import definition_of, kind_of, wait_of

GATEWAYS = {
    "exclusiveGateway": gateways.Exclusive,
    "parallelGateway": gateways.Parallel,
    "inclusiveGateway": gateways.Inclusive,
    "eventBasedGateway": gateways.EventBased,
}
DEEPEST = 20
EVENTS = {"intermediateCatchEvent": read_catch, "intermediateThrowEvent": read_throw, "endEvent": read_end}
SUBPROCESSES = {"subProcess", "transaction"}
READ_OVER = {
    "documentation", "extensionElements", "incoming", "outgoing", "sequenceFlow", "laneSet", "dataObject", "dataObjectReference",
    "dataStore", "dataStoreReference", "textAnnotation", "group", "association", "ioSpecification", "property", "dataInputAssociation",
    "dataOutputAssociation", "resourceRole", "performer", "humanPerformer", "potentialOwner", "auditing", "monitoring",
    "correlationSubscription", "multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "category", "supportedInterfaceRef",
}


def read_scope(reading: Reading, file: Drawn, scope: Element, diagram: Diagram) -> None:
    """Fill the diagram with what the scope's element has inside."""
    drawn: dict[str, Element] = {}
    reading.diagrams[diagram.name] = diagram
    for element in scope:
        if is_bpmn(element) and name_of(element) not in READ_OVER:
            _read(reading, file, scope, element, diagram, drawn)
    hang_boundaries(file, diagram, drawn)
    connect(file, scope, diagram, drawn)
    hang_handlers(file, scope, diagram, drawn)


def _read(reading: Reading, file: Drawn, scope: Element, element: Element, diagram: Diagram, drawn: dict[str, Element]) -> None:
    identity, name = element.get("id"), name_of(element)
    if not identity:
        file.error(element, f"The {name} has no id. Give it one.")
        return
    if identity in drawn:
        return
    drawn[identity] = element
    if name in TASKS:
        read_task(reading, file, element, diagram)
    elif name in GATEWAYS:
        GATEWAYS[name](diagram, *titled(element))
    elif name in EVENTS:
        EVENTS[name](file, element, diagram)
    elif name == "startEvent":
        _read_start(file, scope, element, diagram)
    elif name == "boundaryEvent":
        _read_boundary(file, element, diagram)
    elif name in SUBPROCESSES:
        _read_subprocess(reading, file, element, diagram)
    else:
        del drawn[identity]
        file.error(element, f"The element {name} is unsupported. Draw it with tasks, events and other gateways.")


def _read_start(file: Drawn, scope: Element, element: Element, diagram: Diagram) -> None:
    node = events.Start(diagram, *titled(element))
    definition = definition_of(file, element)
    if scope.get("triggeredByEvent") == "true" or definition is None:
        diagram.starts.append(node)
    elif diagram.is_embedded:
        file.error(element, "A subprocess begins with a plain start event. Draw an event subprocess for one that an event starts.")
    elif kind_of(definition) not in CAUGHT:
        file.error(element, f"A process can't be started by this event ({kind_of(definition)}).")


def _read_boundary(file: Drawn, element: Element, diagram: Diagram) -> None:
    definition = definition_of(file, element)
    if definition is None:
        file.error(element, "The boundary event waits for nothing. Give it a timer, a message, an error or another event.")
    elif kind_of(definition) != "compensate":
        read_boundary(file, element, diagram, definition)


def _read_subprocess(reading: Reading, file: Drawn, element: Element, outer: Diagram) -> None:
    identity, by_event = str(element.get("id")), element.get("triggeredByEvent") == "true"
    if sum(1 for _ in element.iterancestors()) > DEEPEST:
        file.error(element, f"Subprocesses stand inside each other more than {DEEPEST} deep. Move some of them into a called process.")
        return
    node = (activities.EventSubprocess if by_event else activities.Subprocess)(outer, *titled(element))
    node.inner = f"{outer.process}/{identity}"
    node.kind = node.kind if by_event else name_of(element)
    dress(file, element, node)
    inner = Diagram(node.inner, process=outer.process, file=file.path, host=identity, stage=node.stage or outer.stage)
    read_scope(reading, file, element, inner)
    if by_event:
        _listen(file, element, outer)
    if len(inner.starts) != 1:
        what = "no start event" if not inner.starts else "several start events"
        file.error(element, f"The subprocess has {what}. Draw exactly one.")


def _listen(file: Drawn, element: Element, outer: Diagram) -> None:
    """The start event of an event subprocess waits in the scope that holds it."""
    for start in children(element, "startEvent"):
        definition = definition_of(file, start)
        if definition is None or not start.get("id"):
            file.error(start, "An event subprocess begins with an event: a timer, a message, a signal, an error ...")
        elif kind_of(definition) not in LISTENED:
            file.error(start, f"An event subprocess can't be started by this event ({kind_of(definition)}).")
        elif start.get("id") not in outer.task_specs:
            listener = events.Listener(outer, *titled(start))
            listener.wait, listener.subprocess = wait_of(file, start, definition), str(element.get("id"))
            listener.interrupts = kind_of(definition) == "error" or start.get("isInterrupting") != "false"
            outer.listeners.append(listener)
