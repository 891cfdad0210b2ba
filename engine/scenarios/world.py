"""The small world of one process test: the real engine over a database in memory, with a told clock and told people.

A process test goes through the same use cases as people and workers do (complete, return, fire a timer, deliver a message, settle
a job): what it shows is what the house does, policies, returns and deadlines included. A walk over the tokens alone would be
quicker and would prove another program. Facts are process data here, for no domain is joined, but for what a rework brings; whatever
is drawn is allowed to everyone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from engine import editions
from engine.clock import Calendar, moment_of
from engine.desk import SYSTEM, Actor, Desk, House, Standing, at_desk, reading_at
from engine.moved import Moved
from engine.records import Instance
from engine.scenarios.memory import memory_store, rows_of
from engine.scenarios.people import read_people
from engine.scenarios.reading import Scenario

KEY = "scenario"                        # of the edition in the world's own database
SUBJECT = "scenario"                    # what its instances are about
ROLES = frozenset({"admin", "process-admin"})


class Everybody:
    """An Authority that allows everything: a process test is about the process."""

    def allows(self, desk: Desk, act: str, on: str) -> bool:
        """Yes."""
        return True


@dataclass
class Told:
    """What happened so far, beside the rows: plain values, so that it can be written down between two steps."""

    now: str
    ended: list[str] = field(default_factory=list)              # end events of the root process, in the order of steps
    counted: dict[str, int] = field(default_factory=dict)       # how many of them each instance has reached
    passed: list[str] = field(default_factory=list)             # elements of the root process, without subprocesses and calls
    covered: list[list[str]] = field(default_factory=list)      # [process, element or flow], each once
    timers: list[list[Any]] = field(default_factory=list)       # start timers to come: [process, element, due, turns left, every]
    thrown: list[str] = field(default_factory=list)             # signals that may still start processes
    facts: dict[str, Any] = field(default_factory=dict)         # what reworks brought: it may change the way, as a domain's facts do


@dataclass
class Tried:
    """The subject of every instance here."""

    told: Told

    def facts(self, desk: Desk, subject_id: str) -> dict[str, Any]:
        """What reworks brought so far."""
        return dict(self.told.facts)

    def digest(self, desk: Desk, subject_id: str) -> str:
        """None: no text is frozen."""
        return ""

    def stands_at(self, desk: Desk, subject_id: str, standing: Standing) -> None:
        """Nothing keeps a ledger."""


@dataclass(frozen=True)
class Saved:
    """A world put away: its rows, and what else happened."""

    rows: bytes
    told: bytes


class World:
    """Opens on a scenario, anew or where it was saved."""

    def __init__(self, scenario: Scenario, files: Mapping[str, bytes], saved: Saved | None = None) -> None:
        self.scenario = scenario
        self.told = Told(**orjson.loads(saved.told)) if saved else Told(now="")
        people = read_people(scenario.people, scenario.initiator)
        self.house = House(memory_store(saved.rows if saved else None), directory=lambda desk: people, authority=Everybody(),
                           subjects={SUBJECT: Tried(self.told)}, clock=lambda: self.now)
        self.days = Calendar(ZoneInfo(self.house.zone))
        if not saved:
            self.tell(moment_of(scenario.at, self.days))
        self.specs = editions.compile_edition(files)
        self.root = scenario.process or self.specs.top
        if not saved:
            self.do(editions.publish, KEY, files, "")

    @property
    def now(self) -> dt.datetime:
        """The told time."""
        return dt.datetime.fromisoformat(self.told.now)

    def tell(self, moment: dt.datetime) -> None:
        """It is this late from now on."""
        self.told.now = moment.isoformat()

    def save(self) -> Saved:
        """The world as bytes; it is over here."""
        saved = Saved(rows_of(self.house.store), orjson.dumps(vars(self.told)))
        self.house.store.close()
        return saved

    def do(self, act: Callable[..., Any], *args: Any, user: str = SYSTEM.user, **more: Any) -> Any:
        """One command, wholly or not at all. Raises what it refuses."""
        with at_desk(self.house, Actor(user, ROLES)) as desk:
            answer = act(desk, *args, **more)
        if isinstance(answer, Moved):
            self._note(answer)
        return answer

    @contextmanager
    def reading(self) -> Iterator[Desk]:
        """Look without changing anything."""
        with reading_at(self.house, SYSTEM) as desk:
            yield desk

    def _note(self, moved: Moved) -> None:
        with self.reading() as desk:
            process = desk.session.get_one(Instance, moved.instance).process
        if process == self.root:
            self.told.ended += moved.ended[self.told.counted.get(moved.instance, 0):]
            self.told.counted[moved.instance] = len(moved.ended)
            self.told.passed += [step.element for step in moved.passed if step.process == self.root and step.kind not in HOLDERS]
        seen = {tuple(pair) for pair in self.told.covered}
        new = dict.fromkeys((step.process, step.element) for step in moved.passed)
        self.told.covered += [list(pair) for pair in new if pair not in seen]
        self.told.thrown += [name for kind, name in moved.thrown if kind == "signal"]


HOLDERS = ("subProcess", "callActivity", "eventSubProcess", "transaction", "sequenceFlow")
