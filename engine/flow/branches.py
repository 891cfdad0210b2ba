"""Which nodes of a diagram stand inside a parallel or inclusive block, where a single fresh token would wait for its siblings for ever."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from engine.flow.activities import Activity
from engine.flow.events import Start
from engine.flow.gateways import EventBased, Exclusive
from engine.flow.throws import End

if TYPE_CHECKING:
    from engine.flow.diagrams import Diagram

Graph = Mapping[str, list[str]]
ENTRY, EXIT = "\0entry", "\0exit"
STOPPING = ("terminate", "error", "cancel")      # such an end takes the siblings with it: no join waits for its branch


def walkable(diagram: Diagram) -> frozenset[str]:
    """The nodes on which one fresh token may stand alone: reached without a non-interrupting boundary event, and in no block."""
    onward = _edges(diagram)
    main = _reached([ENTRY], onward)
    before, after = _dominators(ENTRY, onward), _dominators(EXIT, _reversed(onward))
    inside: set[str] = set()
    for fork in main:
        if _is_fork(diagram, fork):
            behind = after.get(fork, EXIT)
            within = _reached(onward[fork], onward, without={behind, fork})
            inside |= within - _all_of(fork, before)
    return frozenset(main - inside - {ENTRY, EXIT})


def _edges(diagram: Diagram) -> dict[str, list[str]]:
    onward: dict[str, list[str]] = {ENTRY: [name for name, node in diagram.task_specs.items() if isinstance(node, Start)], EXIT: []}
    for name, node in diagram.task_specs.items():
        onward[name] = [flow.target for flow in node.flows]
        if isinstance(node, Activity):
            onward[name] += [str(boundary.bpmn_id) for boundary in node.boundaries if boundary.interrupts]
        if not node.flows and not (isinstance(node, End) and node.throws in STOPPING):
            onward[name].append(EXIT)
    return onward


def _is_fork(diagram: Diagram, name: str) -> bool:
    node = diagram.task_specs.get(name)
    return node is not None and len(node.flows) > 1 and not isinstance(node, (Exclusive, EventBased))


def _reached(starts: Iterable[str], onward: Graph, without: Iterable[str] = ()) -> set[str]:
    seen, todo = set(without), list(starts)
    found: set[str] = set()
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            found.add(node)
            todo += onward[node]
    return found


def _reversed(onward: Graph) -> dict[str, list[str]]:
    back: dict[str, list[str]] = {node: [] for node in onward}
    for node, targets in onward.items():
        for target in targets:
            back[target].append(node)
    return back


def _all_of(node: str, above: Mapping[str, str]) -> set[str]:
    """Every dominator of the node."""
    found: set[str] = set()
    while node in above and above[node] != node:
        node = above[node]
        found.add(node)
    return found


def _dominators(root: str, onward: Graph) -> dict[str, str]:
    """The immediate dominator of each node that the root reaches (Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm)."""
    order = _postorder(root, onward)
    place = {node: number for number, node in enumerate(order)}
    back = _reversed(onward)
    above = {root: root}
    changed = True
    while changed:
        changed = False
        for node in reversed(order[:-1]):
            new = None
            for before in back[node]:
                if before in above:
                    new = before if new is None else _meet(new, before, above, place)
            if new is not None and above.get(node) != new:
                above[node], changed = new, True
    return above


def _meet(one: str, other: str, above: Mapping[str, str], place: Mapping[str, int]) -> str:
    while one != other:
        while place[one] < place[other]:
            one = above[one]
        while place[other] < place[one]:
            other = above[other]
    return one


def _postorder(root: str, onward: Graph) -> list[str]:
    order: list[str] = []
    seen, stack = {root}, [(root, iter(onward[root]))]
    while stack:
        node, rest = stack[-1]
        following = next((target for target in rest if target not in seen), None)
        if following is None:
            order.append(node)
            stack.pop()
        else:
            seen.add(following)
            stack.append((following, iter(onward[following])))
    return order
