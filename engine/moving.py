"""One command on one instance: lock it, step, bring the rows to where the tokens are, save, tell the subject."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy as sa

from engine import history
from engine.desk import Desk, Standing, Subject
from engine.editions import specs_for
from engine.errors import NotFound, NotRunning
from engine.flow import Flow, Specs
from engine.flow.nodes import Step
from engine.flow.refusals import StepBudget
from engine.identity import Key
from engine.incidents import open_incident
from engine.locking import locked_instance
from engine.moved import ClosedItem, Moved, OpenItem
from engine.outbox import post_thrown
from engine.records import Holder, Instance, Job, Timer, Visit, Waiting, WorkItem
from engine.rows.following import close_gone, open_new
from engine.store import table_of
from engine.work_items.decided import remember_decided

ORDER = (Visit, WorkItem, Holder, Timer, Waiting, Job)
ROUNDS = 100                               # steps that pass by themselves in one command


def _by_number(record: type[Any], column: str = "number") -> sa.Delete:
    table = table_of(record)
    return sa.delete(table).where(table.c.instance_id == sa.bindparam("instance"), table.c[column] == sa.bindparam("wanted"))


# Built once, and over tables: to build a statement costs as much as to run it, and one over records goes through the mapper.
INSERTS = {record: sa.insert(table_of(record)) for record in ORDER}
DELETES = {Timer: _by_number(Timer), Waiting: _by_number(Waiting), Holder: _by_number(Holder, "item")}


class Run:
    """A locked instance in one command. The state is opened only when a token is to move."""

    def __init__(self, desk: Desk, instance: Instance) -> None:
        self.desk, self.instance = desk, instance
        self.opened: list[OpenItem] = []
        self.closed: list[ClosedItem] = []
        self.late: list[Any] = []
        self.jobs: list[Key] = []
        self.ended: list[str] = []
        self.passed: list[Step] = []
        self.thrown: list[tuple[str, str]] = []
        self.new: dict[type[Any], list[dict[str, Any]]] = {record: [] for record in ORDER}
        self.items: dict[int, list[WorkItem]] = {}         # of a visit, as far as looked up
        self.began_at = instance.next_number               # what this command numbers is not below it
        self._flow: Flow | None = None
        self._facts: dict[str, Any] | None = None

    @property
    def specs(self) -> Specs:
        return specs_for(self.desk, self.instance.digest)

    @property
    def flow(self) -> Flow:
        """The state in memory; loaded at the first use."""
        if self._flow is None:
            self._flow = flow_of(self.desk, self.instance)
        return self._flow

    @property
    def subject(self) -> Subject | None:
        """What the instance is about."""
        return self.desk.house.subjects.get(self.instance.subject)

    @property
    def facts(self) -> dict[str, Any]:
        """What the subject hands in before each step."""
        if self._facts is None:
            self._facts = dict(self.subject.facts(self.desk, self.instance.subject_id)) if self.subject else {}
        return self._facts

    @property
    def kept(self) -> dict[str, Any]:
        """What is saved beside the state: `rows` (token to row), `turns` (of an element), `said` (approvals that count), `decided`."""
        kept: dict[str, Any] = self.flow.kept
        if not kept:
            kept.update(rows={}, turns={}, said=[])
        return kept

    def digest(self) -> str:
        """The digest of what the subject shows now; empty without a subject."""
        return self.subject.digest(self.desk, self.instance.subject_id) if self.subject else ""

    def number(self) -> int:
        """The next number of this instance, for items, visits, jobs, timers and incidents alike."""
        given = self.instance.next_number
        self.instance.next_number = given + 1
        return given

    def record(self, act: str, **more: Any) -> None:
        """Append to the instance's history."""
        history.record(self.desk, self.instance, act, **more)

    def add(self, record: type[Any], **values: Any) -> int:
        """A new row of the instance, written with all others; its number."""
        number: int = values.pop("number", None) or self.number()
        self.new[record].append({"instance_id": self.instance.id, "number": number, **values})
        return number

    def delete(self, record: type[Any], numbers: Iterable[int]) -> None:
        """Delete rows of the instance by their numbers (holders by that of their item)."""
        wanted = [{"instance": self.instance.id, "wanted": number} for number in numbers]
        if wanted:
            self.desk.session.execute(DELETES[record], wanted)

    def begin(self, flow: Flow) -> None:
        """The first step of a new instance."""
        self._flow = flow
        flow.run()
        self.settle_rows()

    def step(self, act: Callable[[Flow], Any], token: str | None = None) -> Any:
        """Hand in the facts, move, and bring the rows along. Raises FlowRefused.

        Where new facts make a condition true that takes away the token that was to move, it has gone that way: None.
        """
        flow = self.flow
        was_waiting = token is not None and flow.is_waiting(token)
        flow.put_facts(self.facts)
        flow.run()
        answer = None if was_waiting and token is not None and not flow.is_waiting(token) else act(flow)
        self.settle_rows()
        return answer

    def settle_rows(self, because: str = "interrupted") -> None:
        """Open rows for tokens that are new, close those of tokens that are gone; steps that pass by themselves go on."""
        for _ in range(ROUNDS):
            tokens = {str(token.id): token for token in self.flow.tokens()}
            close_gone(self, tokens, because)
            passing = open_new(self, tokens)
            if not passing:
                return
            self.write()
            for token, result in passing:
                if token in {str(live.id) for live in self.flow.tokens()}:
                    self.flow.complete(token, result)
        raise StepBudget(steps=ROUNDS)

    def write(self) -> None:
        """Write the new rows, each table with one statement, visits before their items."""
        for record in ORDER:
            if self.new[record]:
                self.desk.session.execute(INSERTS[record], self.new[record])
                self.new[record] = []

    def finish(self) -> Moved:
        """Save, write, and tell the subject where the instance stands."""
        with self.desk.session.no_autoflush:
            if self._flow is not None:
                self._save(self._flow)
            self.write()
        instance = self.instance
        self.desk.jobs += [str(key) for key in self.jobs]
        if self.subject is not None:
            self.subject.stands_at(self.desk, instance.subject_id, Standing(
                str(instance.id), instance.status, instance.stage, tuple(self.opened), tuple(self.closed), tuple(self.late)))
        return Moved(str(instance.id), instance.status, instance.stage, tuple(self.opened), tuple(self.closed), tuple(self.ended),
                     tuple(self.jobs), tuple(self.passed), tuple(self.thrown))

    def _save(self, flow: Flow) -> None:
        for decided in flow.decided:
            remember_decided(self, decided)
            self.record("decided", element=decided.element, facts={"decision": decided.decision, "rules": list(decided.rules),
                                                                   "outputs": list(decided.outputs)})
        self.ended, self.passed, self.thrown = flow.ended, [*flow.passed, *flow.taken], flow.thrown
        for kind, name in self.thrown:
            letters = post_thrown(self.desk, self.instance, self.number(), kind, name)
            self.record("thrown", facts={"kind": kind, "name": name, "letters": letters})
        instance = self.instance
        if instance.status == "running" and flow.is_ended:
            instance.status, instance.ended_at = "completed", self.desk.now
            self.record("ended", facts={"ends": self.ended})
        instance.stage = flow.stage if instance.status == "running" else instance.stage
        instance.state = flow.save()
        stuck = flow.stuck_at if instance.status == "running" else []
        if stuck:
            message = "No step, timer or message is waited for any more, and yet the process is not at its end."
            open_incident(self.desk, str(instance.id), stuck[0], "stuck", message)


def flow_of(desk: Desk, instance: Instance) -> Flow:
    """The instance's tokens as its state has them. Raises NotFound, ForeignState."""
    return Flow.load(specs_for(desk, instance.digest), instance.state, desk.now, desk.calendar)


def run_of(desk: Desk, instance_id: str, *, must_run: bool = True) -> Run:
    """Lock the instance for this command. Raises NotFound, NotRunning."""
    instance = locked_instance(desk, instance_id)
    if instance is None:
        raise NotFound(instance=instance_id)
    if must_run:
        require_running(instance)
    return Run(desk, instance)


def require_running(instance: Instance) -> None:
    """Raises NotRunning."""
    if instance.status != "running":
        raise NotRunning(instance=str(instance.id), status=instance.status)
