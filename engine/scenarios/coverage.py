"""Path coverage: which elements and flows of each diagram the process tests have passed, all of them together.

An element counts when a token left it, when a flow out of it was taken (an event gateway is passed when its event is), or when
what it throws was thrown (an error takes its own end event away).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.editions import compile_edition
from engine.errors import Refusal
from engine.scenarios.running import Ran

THROWS = ("endEvent", "intermediateThrowEvent")


@dataclass(frozen=True)
class Coverage:
    """One diagram: its elements and flows, and those of them that nothing passed, elements before flows, both as they are drawn."""

    file: Path
    elements: tuple[str, ...]
    flows: tuple[str, ...]
    missing: tuple[str, ...]

    def __str__(self) -> str:
        passed = [sum(name not in self.missing for name in names) for names in (self.elements, self.flows)]
        said = f"{passed[0]} of {len(self.elements)} elements, {passed[1]} of {len(self.flows)} flows"
        return f"{said}; not passed: {', '.join(self.missing)}" if self.missing else said


def coverage_of(ran: Iterable[Ran]) -> list[Coverage]:
    """For each diagram that the tests name, in the order of their paths."""
    drawn: dict[Path, dict[tuple[str, str], bool]] = {}
    passed: dict[Path, set[tuple[str, str]]] = {}
    for one in ran:
        for file, process, name, is_flow, signs in _drawn(one):
            drawn.setdefault(file, {})[process, name] = is_flow
            passed.setdefault(file, set()).update(one.covered)
            if signs & one.covered:
                passed[file].add((process, name))
    return [_of_file(file, names, passed[file]) for file, names in sorted(drawn.items())]


def _of_file(file: Path, names: dict[tuple[str, str], bool], passed: set[tuple[str, str]]) -> Coverage:
    kinds = [[name for (_, name), is_flow in names.items() if is_flow is wanted] for wanted in (False, True)]
    return Coverage(file, tuple(kinds[0]), tuple(kinds[1]), tuple(name for process, name in names if (process, name) not in passed))


def _drawn(ran: Ran) -> Iterator[tuple[Path, str, str, bool, frozenset[tuple[str, str]]]]:
    """File, process, name of each element (False, with the flows that show it was passed) and flow (True); nothing for what can't run."""
    try:
        specs = compile_edition(ran.scenario.contents())
    except Refusal:
        return
    for diagram in specs.diagrams.values():
        file = (ran.scenario.file.parent / diagram.file).resolve()
        into: dict[str, list[str]] = {}
        for node in diagram.task_specs.values():
            for flow in node.flows:
                into.setdefault(flow.target, []).append(flow.id)
        for name, node in diagram.task_specs.items():
            signs = [flow.id for flow in node.flows] + (into.get(name, []) if node.kind in THROWS else [])
            yield file, diagram.process, name, False, frozenset((diagram.process, flow) for flow in signs)
        yield from ((file, diagram.process, flow.id, True, frozenset()) for node in diagram.task_specs.values() for flow in node.flows)
