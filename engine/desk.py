"""House, Desk, and the two doors: `at_desk` writes, `reading_at` reads. The only place that commits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from engine.clock import Calendar, Clock, machine_clock
from engine.errors import ChangedMeanwhile, Refusal, Unavailable
from engine.store import Store


@dataclass(frozen=True)
class Actor:
    """Who acts. `user` is a login name, or `system`."""

    user: str
    roles: frozenset[str] = frozenset()
    request: str = ""                      # the id to quote


SYSTEM = Actor("system")


class Directory(Protocol):
    """Who is who; `contracts.people` gives one, a scenario another. All names are login names, group names, department codes."""

    def is_active(self, user: str) -> bool: ...
    def members(self, group: str) -> list[str]: ...
    def groups(self, user: str) -> list[str]: ...
    def manager(self, user: str, level: int = 1) -> str | None: ...
    def head(self, department: str) -> str | None: ...
    def substitutes(self, user: str) -> list[str]: ...
    def substituted(self, user: str) -> list[str]: ...
    def administrators(self) -> list[str]: ...


class Authority(Protocol):
    """May this actor do this act (start, cancel, operate, publish) on this instance or edition key?"""

    def allows(self, desk: Desk, act: str, on: str) -> bool: ...


class Subject(Protocol):
    """What an instance is about: it gives the facts that route, and hears where its instance stands."""

    def facts(self, desk: Desk, subject_id: str) -> dict[str, Any]: ...
    def digest(self, desk: Desk, subject_id: str) -> str: ...
    def stands_at(self, desk: Desk, subject_id: str, standing: Standing) -> None: ...


@dataclass(frozen=True)
class Standing:
    """Where an instance stands after a command. `opened` are the items that this command opened, `closed` those it closed."""

    instance: str
    status: str
    stage: str | None
    opened: tuple[Any, ...] = ()
    closed: tuple[Any, ...] = ()
    late: tuple[Any, ...] = ()


class ServiceTask(Protocol):
    """What a topic does. Only `work` takes time, and it has no transaction open."""

    slow: bool                             # documents: run in a forking worker

    def prepare(self, desk: Desk, order: Any) -> Any: ...
    def work(self, house: House, order: Any, needed: Any) -> Any: ...
    def settle(self, desk: Desk, order: Any, result: Any) -> Mapping[str, Any]: ...


def nobody_to_wake(_desk: Desk) -> None:
    """The ringing of a House without workers: the ticker finds the rows."""


@dataclass
class House:
    """The joined parts. `services` maps topics, `subjects` kinds; `directory` is asked anew at each desk."""

    store: Store
    directory: Callable[[Desk], Directory]
    authority: Authority
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    services: Mapping[str, ServiceTask] = field(default_factory=dict)
    clock: Clock = machine_clock
    zone: str = "Asia/Shanghai"
    holidays: Callable[[Desk], Mapping[dt.date, bool]] = lambda desk: {}   # exceptions: date -> is a working day
    wake: Callable[[Desk], None] = nobody_to_wake
    settings: Mapping[str, Any] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)          # what contracts, web and workers hang here: vault, converter ...


@dataclass
class Desk:
    """One command's place: a session, who acts, what time it is. `jobs`, `notices`, `letters`: to be rung for after the commit."""

    session: Session
    actor: Actor
    now: dt.datetime
    house: House
    jobs: list[str] = field(default_factory=list)
    notices: list[int] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)
    kept: dict[Any, Any] = field(default_factory=dict)           # what one command looks up once (directory, instance copies)
    after_commit: list[Callable[[], None]] = field(default_factory=list)

    @property
    def directory(self) -> Directory:
        if "directory" not in self.kept:
            self.kept["directory"] = self.house.directory(self)
        found: Directory = self.kept["directory"]
        return found

    @property
    def calendar(self) -> Calendar:
        """The zone and the working days of the house."""
        if "calendar" not in self.kept:
            self.kept["calendar"] = Calendar(ZoneInfo(self.house.zone), lambda: self.house.holidays(self))
        found: Calendar = self.kept["calendar"]
        return found


@contextmanager
def at_desk(house: House, actor: Actor) -> Iterator[Desk]:
    """Commit once at the end or change nothing; wake the workers only after the commit."""
    with Session(house.store.writing, expire_on_commit=False) as session:
        desk = Desk(session, actor, house.clock(), house)
        try:
            with session.begin():
                yield desk
                session.flush()
        except Refusal as refused:
            if refused.stops and desk.actor.user != SYSTEM.user:       # what the system meets itself, jobs and timers tell of
                from engine.incidents import tell_operators

                tell_operators(desk, refused)
            raise
        except StaleDataError as lost:
            raise ChangedMeanwhile() from lost
        except OperationalError as busy:
            if "database is locked" in str(busy.orig):
                raise Unavailable(reason="the database is busy") from busy
            raise
    for act in desk.after_commit:
        act()
    house.wake(desk)


@contextmanager
def reading_at(house: House, actor: Actor) -> Iterator[Desk]:
    """A desk that can't write: pages and lists."""
    with Session(house.store.reading, autoflush=False) as session:
        yield Desk(session, actor, house.clock(), house)
