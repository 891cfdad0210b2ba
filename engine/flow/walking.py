"""Walk again: one fresh token on an earlier step; where that is legal, and what it undoes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.flow.activities import EventSubprocess, Subprocess, UserTask
from engine.flow.compensation import take_along, undo_since
from engine.flow.markup import variable_of
from engine.flow.refusals import NotALegalTarget
from engine.flow.store import COUNTERS, store_of
from engine.flow.tokens import STARTED, Held, Moving, Scope, Top, holders

if TYPE_CHECKING:
    from engine.flow.diagrams import Diagram


@dataclass(frozen=True)
class Target:
    """A step that a person finished before. `undone`: names of the steps that walking again takes away; `reachable`: it may."""

    element: str
    name: str
    undone: tuple[str, ...]
    reachable: bool


@dataclass(frozen=True)
class Way:
    """From a scope that runs to the step: through subprocesses and calls that start anew, `elements` ending with the step's own."""

    scope: Top | Scope
    elements: tuple[str, ...]


def targets(top: Top, token: Moving) -> list[Target]:
    """What was finished before, the newest first."""
    tasks, found = top.specs.tasks, []
    for element in reversed(_finished_since(top, None)):
        if element != token.task_spec.bpmn_id and element in tasks:
            way = way_to(token, element)
            undone = tuple(tasks[one].name for one in _finished_since(top, element) if one in tasks)
            found.append(Target(element, tasks[element].name, undone, way is not None))
    return found


def return_to(top: Top, element: str, values: dict[str, Any], token: Moving | None) -> None:
    """Take everything of the holding process away and place one token on the step. Raises NotALegalTarget."""
    tokens = [token] if token is not None else _nearest(top, element)
    way = next((way for way in (way_to(one, element) for one in tokens) if way is not None), None)
    if way is None:
        raise NotALegalTarget(element=element)
    since = _finished_last(top, element)
    fresh = {name: value for name, value in values.items() if name not in COUNTERS}
    gone = {variable_of(one) for one in (element, *_finished_since(top, element))}
    for scope in top.scopes():
        if not scope.spec.is_embedded:
            for name in gone:
                store_of(scope).pop(name, None)
    top.done = {one: last for one, last in top.done.items() if variable_of(one) not in gone}
    top.step(lambda: _place(way, fresh, since))


def way_to(token: Moving, element: str) -> Way | None:
    """The legal way from where the token stands: the innermost scope round it that holds the step, or whose calls do."""
    scope: Top | Scope = token.workflow
    while True:
        elements = _path(scope.spec, element, token.workflow.top_workflow, frozenset())
        if elements is not None:
            return Way(scope, elements) if elements else None
        if scope.parent_task is None:
            return None
        scope = scope.parent_task.workflow


def _path(diagram: Diagram, element: str, top: Top, seen: frozenset[str]) -> tuple[str, ...] | None:
    """Elements that lead to the step; empty where it is there and may not be walked to; None where it is not there."""
    node = diagram.task_specs.get(element)
    if isinstance(node, UserTask):
        return (element,) if element in diagram.walkable else ()
    here: tuple[str, ...] | None = None
    for name, host in diagram.task_specs.items():
        inner = top.specs.diagrams.get(host.inner) if isinstance(host, Subprocess) else None
        if inner is not None and inner.name not in seen:
            below = _path(inner, element, top, seen | {diagram.name})
            if below and name in diagram.walkable and host.rounds is None and not isinstance(host, EventSubprocess):
                return (name, *below)
            here = () if below is not None else here
    return here


def _finished_since(top: Top, element: str | None) -> list[str]:
    """The steps that people finished after this one, in that order."""
    since = _finished_last(top, element)
    return sorted((one for one, (number, _) in top.done.items() if number > since), key=lambda one: top.done[one])


def _finished_last(top: Top, element: str | None) -> int:
    return top.done[element][0] if element in top.done else 0


def _nearest(top: Top, element: str) -> list[Moving]:
    """All tokens, those first that are where the step was finished last: of several rounds, the right one."""
    _, holder = top.done.get(element, (0, 0))
    return sorted(top.all_live(), key=lambda token: holder not in [host.id for host in holders(token)])


def _place(way: Way, values: dict[str, Any], since: int) -> None:
    scope: Held = way.scope
    *hosts, element = way.elements
    process = _process_of(way)
    scope.clear()
    _put_back(scope, process, values)
    undo_since(scope, since)
    scope.listen()
    for host in hosts:
        scope = _start_anew(scope, host)
        _put_back(scope, process, values)
        undo_since(scope, since)
        scope.listen()
    scope.place(scope.spec.task_specs[element])


def _process_of(way: Way) -> str:
    """The process that holds the step: two of one edition may use its id."""
    diagram = way.scope.spec
    for host in way.elements[:-1]:
        diagram = way.scope.top_workflow.specs.diagrams[diagram.task_specs[host].inner]
    return str(diagram.process)


def _put_back(scope: Held, process: str, values: dict[str, Any]) -> None:
    """The data of the process that holds the step become those of its first visit."""
    if scope.spec.process == process:
        store = store_of(scope)  # type: ignore[arg-type]
        store.clear()
        store.update(values)


def _start_anew(scope: Held, host: str) -> Scope:
    """A token on a subprocess or call, its boundary events armed, with nothing inside yet."""
    node = scope.spec.task_specs[host]
    token = Moving(scope, node, scope.task_tree)  # type: ignore[arg-type]
    node._update_hook(token)
    token._set_state(STARTED)
    inner: Scope = node.open(token)
    take_along(scope, host, inner)
    return inner
