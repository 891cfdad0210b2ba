"""House: the joined parts, and what the engine is handed: a directory, an authority, subjects, service tasks, a look at editions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from engine.clock import Clock, machine_clock
from engine.store import Store

if TYPE_CHECKING:
    from engine.desk import Desk
    from engine.flow.specs import Finding, Specs


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
    def names_of(self, kind: str) -> Collection[str]: ...          # every `user`, `group` or `department` that there is


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
    before_commit: Callable[[Desk], None] = lambda desk: None              # what the domain writes last, in the command's own transaction
    look_over: Callable[[Specs, Mapping[str, bytes]], Iterable[Finding]] = lambda specs, files: ()   # what the domain misses in an edition
    settings: Mapping[str, Any] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)          # what contracts, web and workers hang here: vault, converter ...
