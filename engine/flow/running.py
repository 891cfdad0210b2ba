"""A flow: one instance of a process in memory. Start or load it, act on a token, save it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from engine.clock import Calendar
from engine.errors import AlreadyDone
from engine.flow import stored, walking
from engine.flow.activities import Decided, UserTask
from engine.flow.catching import broadcast, climb, deliver
from engine.flow.nodes import Step
from engine.flow.refusals import FlowRefused, TooEarly
from engine.flow.resting import Resting, kind_of, resting, stage_of
from engine.flow.runner import look, run
from engine.flow.specs import Specs
from engine.flow.store import store_of, variables, write, write_result
from engine.flow.tokens import Moving, Top
from engine.flow.values import Functions, literal_or_computed, storable
from engine.flow.walking import Target

TokenId = int | str


class Flow:
    """Tokens on the diagrams of one edition. `kept` is saved beside the state and is its owner's.

    Of the command since `start` or `load`: `decided` (tables asked), `passed` (nodes left), `taken` (flows), `thrown` (messages and
    signals).
    """

    def __init__(self, top: Top, kept: dict[str, Any]) -> None:
        self._top, self.kept = top, kept

    @classmethod
    def start(
        cls, specs: Specs, process: str, given: Mapping[str, Any], now: dt.datetime, days: Calendar, *, event: str | None = None,
        cuts: bool = True,
    ) -> Flow:
        """Put tokens on the plain starts of the process, or on the start event named; `run` lets them go. Raises FlowRefused."""
        top = Top(specs, process, now, days, cuts=cuts)
        store_of(top).update(storable(given))
        if event is None and not top.spec.starts:
            raise FlowRefused(process=process, why="the process has no plain start event")
        top.step(top.enter if event is None else lambda: top.enter_at(event))
        return cls(top, {})

    @classmethod
    def load(cls, specs: Specs, state: bytes, now: dt.datetime, days: Calendar, *, cuts: bool = True) -> Flow:
        """What `save` gave. Raises ForeignState for another edition, another format, and for what is no state."""
        return cls(*stored.unpack(specs, state, now, days, cuts=cuts))

    def save(self) -> bytes:
        """The state without the diagrams: what can still run, and no more."""
        return stored.pack(self._top, self.kept)

    def run(self) -> None:
        """Go on until only people, workers, timers and messages are waited for. Raises StepBudget, FlowRefused."""
        run(self._top)

    def put_facts(self, facts: Mapping[str, Any]) -> None:
        """Write facts over the data of every process that runs, so that conditions see them wherever they stand."""
        fresh = storable(facts)
        for scope in self._top.scopes():
            if not scope.spec.is_embedded:
                store_of(scope).update(fresh)
        self._top.written = True

    def is_waiting(self, token_id: TokenId) -> bool:
        """Whether the token waits for a person, a worker or an event."""
        found = self._find(token_id)
        return found is not None and kind_of(found) is not None

    def put(self, token_id: TokenId, values: Mapping[str, Any]) -> None:
        """Set variables as the token sees them. Raises AlreadyDone."""
        write(self._token(token_id), values)

    def tokens(self) -> list[Resting]:
        """All that is waited for, the oldest first."""
        return resting(self._top)

    def variables(self, token_id: TokenId) -> dict[str, Any]:
        """A copy of what an expression sees from this token. Raises AlreadyDone."""
        return dict(storable(variables(self._token(token_id))))

    def evaluate(self, text: str, token_id: TokenId, functions: Functions | None = None) -> Any:
        """An attribute's value as the token sees it: computed where it is an expression. Raises AlreadyDone, ExpressionFailed."""
        token = self._token(token_id)
        return literal_or_computed(text, variables(token), str(token.task_spec.bpmn_id), functions)

    def complete(self, token_id: TokenId, result: Mapping[str, Any]) -> None:
        """A person's result becomes the variable named after the element, a job's results become variables; then the flow goes on.

        A condition that the result makes true and that interrupts the step leads the other way, as in Camunda.
        Raises AlreadyDone for a token that does not wait for this, and what the next steps refuse.
        """
        token = self._token(token_id, "user", "job")
        if isinstance(token.task_spec, UserTask):
            write_result(token, storable(result))
            holder = token.workflow.parent_task
            self._top.done[str(token.task_spec.bpmn_id)] = self._top.next_number(), holder.id if holder is not None else 0
        else:
            write(token, result)
        look(self._top)
        if token.is_live:
            self._act(token.complete)
        else:
            run(self._top)

    def fail(self, token_id: TokenId, code: str) -> bool:
        """A job ends with an error of the diagram. False, with nothing changed, when nobody catches it. Raises AlreadyDone."""
        token = self._token(token_id, "user", "job")
        return bool(self._act(lambda: climb("error", code, token, None)))

    def fire(self, token_id: TokenId, now: dt.datetime) -> None:
        """Fire this one timer. Raises AlreadyDone, TooEarly."""
        token = self._token(token_id, "timer")
        due_at = dt.datetime.fromisoformat(token.internal_data["wait"]["due"])
        if due_at > now:
            raise TooEarly(element=token.task_spec.bpmn_id, due_at=due_at.isoformat())
        self._top.now = now
        self._act(lambda: token.task_spec.fire(token, {}))

    def message(self, name: str, values: Mapping[str, Any], correlation: str = "") -> bool:
        """Hand a message to the one that waits for it; whether anybody did."""
        return bool(self._act(lambda: deliver(self._top, name, values, correlation)))

    def signal(self, name: str, values: Mapping[str, Any]) -> int:
        """Tell everybody who listens; how many did."""
        return int(self._act(lambda: broadcast(self._top, name, values)))

    def targets(self, token_id: TokenId) -> list[Target]:
        """Steps that people finished before, the newest first, and whether this token may be returned to them. Raises AlreadyDone."""
        return walking.targets(self._top, self._token(token_id))

    def return_to(self, element: str, values: Mapping[str, Any], token_id: TokenId | None = None) -> None:
        """One fresh token on the step, with these process data; `run` lets it go. Raises NotALegalTarget.

        Everything else of the process that holds the step is taken away. Without `token_id` a token goes back that may, one from
        where the step was finished last if there is one.
        """
        walking.return_to(self._top, element, storable(values), None if token_id is None else self._token(token_id))

    @property
    def is_ended(self) -> bool:
        """Nothing can happen any more."""
        return self._top.completed

    @property
    def stuck_at(self) -> list[str]:
        """Where tokens stand when nothing can ever move them: at a join that the others have passed by. Empty while all is well."""
        if self._top.completed or self.tokens():
            return []
        return [str(token.task_spec.bpmn_id) for token in self._top.all_live() if token.id not in self._top.subprocesses]

    @property
    def ended(self) -> list[str]:
        """The end events of the top process that were reached, since its start."""
        return list(self._top.ended)

    @property
    def stage(self) -> str | None:
        """The stage in which the oldest token waits that is in one."""
        return next((stage for stage in map(stage_of, self._top.all_live()) if stage), None)

    @property
    def decided(self) -> list[Decided]:
        return list(self._top.decided)

    @property
    def passed(self) -> list[Step]:
        return list(self._top.passed)

    @property
    def taken(self) -> list[Step]:
        return list(self._top.taken)

    @property
    def thrown(self) -> list[tuple[str, str]]:
        return list(self._top.thrown)

    def _act(self, act: Callable[[], Any]) -> Any:
        answer = self._top.step(act)
        run(self._top)
        return answer

    def _token(self, token_id: TokenId, *kinds: str) -> Moving:
        """The live token, of one of the kinds if any are named. Raises AlreadyDone."""
        token = self._find(token_id)
        if token is None or (kinds and kind_of(token) not in kinds):
            raise AlreadyDone(token=str(token_id))
        return token

    def _find(self, token_id: TokenId) -> Moving | None:
        text = str(token_id)
        token = self._top.find(int(text)) if text.isascii() and text.isdigit() else None
        return token if token is not None and token.is_live else None
