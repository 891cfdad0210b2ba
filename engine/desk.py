"""Desk, and the two doors: `at_desk` writes, `reading_at` reads. The only place that commits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from engine.clock import Calendar
from engine.errors import ChangedMeanwhile, Refusal, Unavailable
from engine.house import Authority, Directory, House, ServiceTask, Standing, Subject


@dataclass(frozen=True)
class Actor:
    """Who acts. `user` is a login name, or `system`."""

    user: str
    roles: frozenset[str] = frozenset()
    request: str = ""                      # the id to quote


SYSTEM = Actor("system")


@dataclass
class Desk:
    """One command's place: a session, who acts, what time it is. What is in `jobs` to `errands` is rung for after the commit."""

    session: Session
    actor: Actor
    now: dt.datetime
    house: House
    jobs: list[str] = field(default_factory=list)
    notices: list[int] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)
    errands: list[int] = field(default_factory=list)             # long work of the domain's, by its number
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
                house.before_commit(desk)
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


__all__ = ["SYSTEM", "Actor", "Authority", "Desk", "Directory", "House", "ServiceTask", "Standing", "Subject", "at_desk", "reading_at"]
