"""Activities: what people and workers do, rules, calls and subprocesses; their boundary events and rounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.flow.compensation import handler_ended, remember
from engine.flow.nodes import Node
from engine.flow.parameters import Parameter, bring_out, take_in
from engine.flow.refusals import NoSuchProcess
from engine.flow.store import read, store_of, variables, write
from engine.flow.tokens import WAITING, Moving
from engine.flow.values import literal_or_computed, storable

if TYPE_CHECKING:
    from engine.flow.events import Boundary
    from engine.flow.rounds import Rounds
    from engine.flow.tokens import Scope


def body_of(token: Moving) -> Moving:
    """The token that the boundary events of an activity hang on: of a multi-instance the one around its rounds."""
    return token.parent if "index" in token.internal_data else token


class Activity(Node):
    """A node that takes its time: boundary events watch it, it may run in rounds and be compensated."""

    rounds: Rounds | None = None
    compensator: Node | None = None
    is_handler = False
    stage: str | None = None
    inputs: tuple[Parameter, ...] = ()
    outputs: tuple[Parameter, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boundaries: list[Boundary] = []

    def begin(self, token: Moving) -> bool | None:
        """Do what the activity does: True when it is done at once, None when it goes on."""
        return True

    def is_body(self, token: Moving) -> bool:
        """Whether the token only holds the rounds of a multi-instance."""
        return self.rounds is not None and "index" not in token.internal_data

    def _update_hook(self, token: Moving) -> bool:
        if "index" not in token.internal_data:
            for boundary in self.boundaries:
                boundary._update(Moving(token.workflow, boundary, token))
        if self.inputs and not self.is_body(token):
            take_in(token, self.inputs)
        return True

    def _run_hook(self, token: Moving) -> bool | None:
        if self.rounds is not None and "index" not in token.internal_data:
            return self.rounds.begin(token)
        return self.begin(token)

    def _on_complete(self, token: Moving) -> None:
        self._stop_watching(token)
        if not self.is_body(token):
            bring_out(token, self.outputs)
            self.note(token)
            remember(token)
        if "handler" in token.internal_data:
            handler_ended(token)
        elif "index" in token.internal_data:
            self.rounds.round_ended(token)  # type: ignore[union-attr]
        else:
            self.go_on(token)

    def _on_cancel(self, token: Moving) -> None:
        token.workflow.top_workflow.drop(token)
        self._stop_watching(token)
        for child in token.children:
            if "index" in child.internal_data and child.task_spec is self:
                child.cancel()

    def _stop_watching(self, token: Moving) -> None:
        for child in token.children:
            if child.task_spec in self.boundaries and child._state == WAITING:
                child.cancel()


class UserTask(Activity):
    """Waits for a person; the result becomes one variable named after the element."""

    kind = "userTask"

    def rests(self, token: Moving) -> bool:
        """A person's token rests until flow.complete."""
        return not self.is_body(token)


class Job(Activity):
    """Waits for a worker who does what the topic says."""

    kind = "serviceTask"
    topic = ""

    def rests(self, token: Moving) -> bool:
        """A job's token rests until flow.complete or flow.fail."""
        return not self.is_body(token)


@dataclass(frozen=True)
class Decided:
    """A decision table that was asked on the way; `seen` are the variables that it was asked with."""

    element: str
    decision: str
    rules: tuple[str, ...]
    outputs: tuple[Any, ...]
    seen: dict[str, Any]


class RuleTask(Activity):
    """Asks a decision table of the edition."""

    kind = "businessRuleTask"
    decision, result_variable, mapping = "", "", "resultList"

    def begin(self, token: Moving) -> bool:
        """Decide and write the result; raises the table's refusals."""
        top = token.workflow.top_workflow
        table = top.specs.tables[self.decision]
        seen = storable(variables(token))
        decided = table.decide(seen, top.now.astimezone(top.days.zone).date())
        top.decided.append(Decided(self.bpmn_id, self.decision, tuple(map(str, decided.rules)), tuple(decided.outputs), seen))
        if self.result_variable:
            write(token, {self.result_variable: table.result(decided, self.mapping)})
        return True


class Subprocess(Activity):
    """Runs its own diagram inside, in the same store."""

    kind = "subProcess"
    inner = ""
    stage: str | None = None

    def begin(self, token: Moving) -> None:
        """Enter the inner diagram."""
        self.open(token).enter()

    def open(self, token: Moving) -> Scope:
        """The scope inside the token, with nothing in it yet."""
        return token.workflow.top_workflow.create_subprocess(token, self.inner)

    def inner_ended(self, token: Moving, scope: Scope) -> None:
        """Go on."""
        token.workflow.top_workflow.subprocesses.pop(token.id, None)
        token.internal_data["undo"] = scope.data.get("done", [])
        token.complete()


class EventSubprocess(Subprocess):
    """Starts by an event of the scope that holds it."""

    kind = "eventSubProcess"


@dataclass(frozen=True)
class Passing:
    """A call's `in` or `out`: one variable, one expression, or all."""

    source: str = ""
    target: str = ""
    expression: str = ""
    everything: bool = False


@dataclass(frozen=True)
class Mappings:
    """What goes into a called process and comes back."""

    into: tuple[Passing, ...] = ()
    out: tuple[Passing, ...] = ()


class CallActivity(Subprocess):
    """Runs another process of the edition, with a store of its own."""

    kind = "callActivity"
    mappings = Mappings()

    def open(self, token: Moving) -> Scope:
        """The called process, with copies of what the call hands in. Raises NoSuchProcess."""
        called = str(read(self.inner, token, self.bpmn_id))
        top = token.workflow.top_workflow
        if called not in top.specs.processes:
            raise NoSuchProcess(element=self.bpmn_id, process=called)
        scope = top.create_subprocess(token, called)
        store_of(scope).update(passed_on(self.mappings.into, variables(token), token))
        return scope

    def inner_ended(self, token: Moving, scope: Scope) -> None:
        """Write back what the call brings out, then go on."""
        token.workflow.top_workflow.subprocesses.pop(token.id, None)
        write(token, passed_on(self.mappings.out, store_of(scope), token))
        token.complete()


def passed_on(passings: tuple[Passing, ...], seen: Mapping[str, Any], token: Moving) -> dict[str, Any]:
    """The variables that the mappings name."""
    given: dict[str, Any] = {}
    for passing in passings:
        if passing.everything:
            given.update(storable(seen))
        elif passing.expression:
            given[passing.target] = storable(literal_or_computed(passing.expression, seen, str(token.task_spec.bpmn_id)))
        else:
            given[passing.target] = storable(seen.get(passing.source))
    return given
