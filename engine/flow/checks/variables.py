"""Which variables a process has: what its tasks, tables, calls and parameters give, and what the parts of each are."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from engine.flow.activities import Activity, CallActivity, Passing, RuleTask, UserTask
from engine.flow.diagrams import Diagram
from engine.flow.events import Catching, Receive
from engine.flow.markup import variable_of
from engine.flow.nodes import Node
from engine.flow.reading.edition import Reading
from engine.flow.store import COUNTERS

Parts = frozenset[str] | None           # the names behind a variable's dot; None: whatever it holds
Given = dict[str, Parts]                # variable to parts
DECIDED = frozenset({"outcome", "by", "at"})


def variables_of(reading: Reading) -> dict[str, Given]:
    """For each process what its own elements and those that call it or are called by it give.

    Facts, what messages bring and what jobs answer are not among them: no diagram says what these are.
    """
    given: dict[str, Given] = {process: {} for process in reading.processes}
    diagrams = [diagram for diagram in reading.diagrams.values() if diagram.process in given]
    for diagram in diagrams:
        for node in diagram.task_specs.values():
            for name, parts in _own(reading, node):
                _add(given[diagram.process], name, parts)
    calls = [(diagram, node) for diagram in diagrams for node in diagram.task_specs.values() if isinstance(node, CallActivity)]
    while any(_pass_on(given, diagram, node) for diagram, node in calls):
        pass                            # what one call hands on, the next may hand on further
    return given


def _own(reading: Reading, node: Node) -> Iterator[tuple[str, Parts]]:
    if isinstance(node, UserTask):
        yield variable_of(str(node.bpmn_id)), DECIDED
    if isinstance(node, RuleTask) and node.result_variable:
        yield node.result_variable, _answered(reading, node)
    if isinstance(node, (Catching, Receive)) and node.wait.code_variable:
        yield node.wait.code_variable, None
    if isinstance(node, Activity):
        yield from ((parameter.name, None) for parameter in (*node.inputs, *node.outputs))
        if node.rounds is not None:
            yield from ((name, None) for name in (*COUNTERS, node.rounds.variable) if name)


def _answered(reading: Reading, node: RuleTask) -> Parts:
    """The table's outputs where one row is the answer; a list, or one value, has no parts that a name can miss."""
    table = reading.tables.get(node.decision) or reading.tables_beside.get(node.decision)
    return frozenset(output.name for output in table.outputs) if table is not None and node.mapping == "singleResult" else None


def _pass_on(given: dict[str, Given], diagram: Diagram, call: CallActivity) -> bool:
    """Whether the call's mappings give the caller or the called process a name that it did not have."""
    caller = given[diagram.process]
    called: Collection[Given] = [given[call.inner]] if call.inner in given else list(given.values())
    return any(_map(caller, one, call.mappings.into) | _map(one, caller, call.mappings.out) for one in called)


def _map(source: Given, target: Given, passings: tuple[Passing, ...]) -> bool:
    before = dict(target)
    for passing in passings:
        if passing.everything:
            for name, parts in list(source.items()):
                _add(target, name, parts)
        elif passing.expression or passing.source in source:
            _add(target, passing.target, None if passing.expression else source[passing.source])
        else:
            _add(target, passing.target, None)
    return target != before


def _add(given: Given, name: str, parts: Parts) -> None:
    """Several that give one name give all their parts together."""
    known = given.get(name, frozenset())
    given[name] = None if known is None or parts is None else known | parts


