"""Tokens and the scopes that they live in, on SpiffWorkflow's task tree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.clock import Calendar
from engine.errors import AlreadyDone
from engine.flow.refusals import TooDeep
from engine.flow.scripts import NoScripts

if TYPE_CHECKING:
    from engine.flow.diagrams import Diagram
    from engine.flow.nodes import Node
    from engine.flow.specs import Specs

WAITING, READY, STARTED = TaskState.WAITING, TaskState.READY, TaskState.STARTED
COMPLETED, CANCELLED, FUTURE = TaskState.COMPLETED, TaskState.CANCELLED, TaskState.FUTURE
LIVE = TaskState.DEFINITE_MASK
MAX_DEPTH = 40
MAX_TOKENS = 2_000


class Moving(Task):  # type: ignore[misc]
    """One token. Its number orders tokens by age and is never used twice in the life of an instance."""

    workflow: Top | Scope
    task_spec: Node
    internal_data: dict[str, Any]

    def __init__(self, scope: Top | Scope, node: Node, parent: Moving | None = None, state: int = FUTURE, id: int | None = None) -> None:
        super().__init__(scope, node, parent, state=state, id=id or scope.top_workflow.next_number())
        scope.alive[self.id] = self

    @property
    def is_live(self) -> bool:
        """Whether it can still do something."""
        return bool(self._state & LIVE)

    @property
    def children(self) -> list[Moving]:
        """The tokens that came from this one, as far as they are still there."""
        tasks = self.workflow.tasks
        return [tasks[child] for child in self._children if child in tasks]

    def _set_state(self, value: int) -> None:
        # The library computes log fields and reads the machine's clock at each change.
        self._state = value
        if not value & LIVE:
            self.workflow.alive.pop(self.id, None)
            if self.workflow.top_workflow.cuts:
                self.workflow.tasks.pop(self.id, None)

    def run(self) -> bool | None:
        """Run a READY token; raises AlreadyDone for any other (the library runs them in whatever state they are)."""
        if self._state != READY:
            raise AlreadyDone(token=str(self.id), element=self.task_spec.bpmn_id)
        done = self.task_spec._run(self)
        if self._state == READY:
            if done:
                self.complete()
            else:
                self._set_state(STARTED)
        return bool(done)

    def cancel(self) -> None:
        """Take the token away, with everything that runs inside it."""
        if self.is_live:
            self._set_state(CANCELLED)
            self.task_spec._on_cancel(self)


class Held:
    """What a process and an embedded subprocess have in common while they run."""

    spec: Diagram
    tasks: dict[int, Moving]
    task_tree: Moving
    data: dict[str, Any]
    completed: bool
    parent_task: Moving | None
    top_workflow: Top
    alive: dict[int, Moving]

    def plant(self, number: int) -> None:
        """The root that all tokens of this scope hang under."""
        self.alive = {}
        self.task_tree = Moving(self, self.spec.root, None, COMPLETED, number)  # type: ignore[arg-type]
        self.alive.clear()
        self.last_task = None

    def enter(self) -> None:
        """Listen for what event subprocesses wait for, then put a token on every start."""
        self.listen()
        for start in self.spec.starts:
            self.place(start)

    def enter_at(self, event: str) -> None:
        """Start at one start event, which has happened."""
        self.listen()
        self.place(self.spec.task_specs[event])

    def listen(self) -> None:
        """Wait for what starts the event subprocesses."""
        for listener in self.spec.listeners:
            self.place(listener)

    def place(self, node: Node, **internal: Any) -> Moving:
        """A fresh token on the node."""
        token = Moving(self, node, self.task_tree)  # type: ignore[arg-type]
        token.internal_data.update(internal)
        node._update(token)
        return token

    def live(self) -> Iterator[Moving]:
        """The tokens of this scope that can still do something."""
        return (token for token in list(self.alive.values()) if token._state & LIVE)

    def settle(self) -> None:
        """End the scope when nothing holds it open any more."""
        if not self.completed and not any(token.task_spec.holds(token) for token in self.live()):
            self.clear()
            self.completed = True
            if self.parent_task is not None and self.parent_task.is_live:
                self.parent_task.task_spec.inner_ended(self.parent_task, self)  # type: ignore[arg-type]

    def clear(self, but: Moving | None = None) -> None:
        """Cancel every token of the scope, one excepted."""
        for token in self.live():
            if token is not but:
                token.cancel()


class Top(Held, BpmnWorkflow):  # type: ignore[misc]
    """A top process with all that runs inside: the library's workflow without its scans.

    `cuts`: finished tokens leave at once; only a test that compares both lets them stay. `done`: when each person's step was
    finished last, as a number, and the token that holds its scope.
    """

    parent_task = None

    def __init__(self, specs: Specs, process: str, now: dt.datetime, days: Calendar, *, cuts: bool = True) -> None:
        self.specs, self.now, self.days, self.cuts = specs, now, days, cuts
        self.number = 0
        self.done: dict[str, tuple[int, int]] = {}
        self.written = False                 # conditions are to be looked at
        self.stack: list[Moving] = []
        self.passed: list[Any] = []
        self.taken: list[Any] = []
        self.ended: list[str] = []
        self.thrown: list[tuple[str, str]] = []
        self.decided: list[Any] = []
        super().__init__(specs.diagrams[process], dict(specs.diagrams), NoScripts(), deserializing=True)
        self.plant(-1)

    def next_number(self) -> int:
        """A number for a new token."""
        self.number += 1
        return self.number

    def step(self, act: Callable[[], Any]) -> Any:
        """Do one thing; of the tokens that it makes ready the first will run first."""
        mark = len(self.stack)
        answer = act()
        if len(self.stack) > mark + 1:
            self.stack[mark:] = self.stack[:mark - 1:-1] if mark else self.stack[::-1]
        return answer

    def create_subprocess(self, my_task: Moving, spec_name: str) -> Scope:
        """A scope inside the token; raises TooDeep."""
        scope = self.subprocesses[my_task.id] = Scope(self.subprocess_specs[spec_name], my_task, self)
        if scope.depth > MAX_DEPTH:
            raise TooDeep(element=my_task.task_spec.bpmn_id, limit=MAX_DEPTH)
        return scope

    def require_room(self, element: str, more: int = 0) -> None:
        """Raises TooDeep when there are too many tokens to look at in one command."""
        if more + sum(len(scope.alive) for scope in self.scopes()) > MAX_TOKENS:
            raise TooDeep(element=element, limit=MAX_TOKENS)

    def drop(self, token: Moving) -> None:
        """Take away the scope inside a token, if there is one."""
        scope = self.subprocesses.pop(token.id, None)
        if scope is not None:
            scope.completed = True
            scope.clear()

    def scopes(self) -> list[Top | Scope]:
        """Every scope that runs, the outermost first."""
        return [self, *self.subprocesses.values()]

    def all_live(self) -> list[Moving]:
        """Every live token, the oldest first."""
        return sorted((token for scope in self.scopes() for token in scope.live()), key=lambda token: token.id)

    def find(self, number: int) -> Moving | None:
        """The token with this number, wherever it is."""
        for scope in self.scopes():
            if number in scope.tasks:
                return scope.tasks[number]
        return None


class Scope(Held, BpmnSubWorkflow):  # type: ignore[misc]
    """A called process or an embedded subprocess inside the token that holds it."""

    def __init__(self, diagram: Diagram, host: Moving, top: Top) -> None:
        self.parent_task = host
        super().__init__(diagram, host.id, top, deserializing=True)
        self.plant(-host.id - 1)

    @property
    def parent_workflow(self) -> Top | Scope:
        """The scope around this one."""
        return self.parent_task.workflow  # type: ignore[union-attr]


def holders(token: Moving) -> Iterator[Moving]:
    """The tokens that hold the scopes round this one, from the inside outwards."""
    holder = token.workflow.parent_task
    while holder is not None:
        yield holder
        holder = holder.workflow.parent_task
