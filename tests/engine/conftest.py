"""One running instance over a small diagram: what tests of the engine do with it, in one word each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from engine import editions, history, jobs, returning, timers
from engine.desk import SYSTEM, House, Standing, at_desk, reading_at
from engine.identity import Key
from engine.instances import start_instance
from engine.moved import Moved, OpenItem
from engine.records import Instance
from engine.work_items.completing import complete_work_item
from tests.people import actor


@dataclass
class Thing:
    """A subject in memory: its facts, its digest, what it was told."""

    given: dict[str, Any] = field(default_factory=dict)
    text: str = "1" * 64
    told: list[Standing] = field(default_factory=list)

    def facts(self, desk: Any, subject_id: str) -> dict[str, Any]:
        return dict(self.given)

    def digest(self, desk: Any, subject_id: str) -> str:
        return self.text

    def stands_at(self, desk: Any, subject_id: str, standing: Standing) -> None:
        self.told.append(standing)


@dataclass
class Done:
    """A service task that succeeds, after failing as often as told."""

    fails: int = 0
    result: dict[str, Any] = field(default_factory=dict)
    runs: int = 0
    slow = False

    def prepare(self, desk: Any, order: Any) -> Any:
        return None

    def work(self, house: Any, order: Any, needed: Any) -> Any:
        self.runs += 1
        if self.runs <= self.fails:
            raise OSError("the printer is on fire")
        return self.result

    def settle(self, desk: Any, order: Any, result: Any) -> Any:
        return result


@dataclass
class Running:
    """An instance; items are found by the element that asks."""

    house: House
    thing: Thing
    id: str = ""
    items: list[OpenItem] = field(default_factory=list)

    def start(self, files: dict[str, bytes], initiator: str = "chen", subject_id: str = "1") -> Running:
        with at_desk(self.house, actor("zheng")) as desk:
            editions.publish(desk, "p", files, "test")
        with at_desk(self.house, actor(initiator)) as desk:
            return self._moved(start_instance(desk, "p", subject="thing", subject_id=subject_id, initiator=initiator))

    def _moved(self, moved: Moved | None) -> Running:
        if moved is not None:
            self.id = moved.instance
            gone = {item.key for item in moved.closed}
            self.items = [item for item in self.items if item.key not in gone] + list(moved.opened)
        return self

    def item(self, element: str, nth: int = -1) -> Key:
        return [item.key for item in self.items if item.element == element][nth]

    def asks(self) -> dict[str, list[str]]:
        """Whom the newest items ask."""
        return {item.element: list(item.candidates) for item in self.items}

    def do(self, user: str, act: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with at_desk(self.house, actor(user)) as desk:
            answer = act(desk, *args, **more)
        if isinstance(answer, Moved):
            self._moved(answer)
        return answer

    def complete(self, element: str, user: str, outcome: str = "approve", comment: str = "", nth: int = -1, **more: Any) -> Moved:
        key = self.item(element, nth)
        moved: Moved = self.do(user, complete_work_item, key, outcome, comment, **more)
        self.items = [item for item in self.items if item.key != key]
        return moved

    def returned(self, element: str, user: str, to: str, then: str = "again") -> Moved:
        key = self.item(element)
        moved: Moved = self.do(user, returning.return_item, key, to, then, "look again")
        self.items = [item for item in self.items if item.key != key]
        return moved

    def tick(self) -> None:
        """Fire every timer that is due."""
        with reading_at(self.house, SYSTEM) as desk:
            due = timers.due(desk, 100)
        for key in due:
            self.do("system", timers.fire_timer, key)

    def work(self) -> None:
        """Run every job that may be taken."""
        with reading_at(self.house, SYSTEM) as desk:
            keys = jobs.ringable(desk, 100)
        for key in keys:
            jobs.run_job(self.house, key)

    def rows(self, record: Any, **where: Any) -> list[Any]:
        with reading_at(self.house, SYSTEM) as desk:
            found = desk.session.query(record).filter_by(instance_id=self.id, **where).order_by(record.number).all()
            desk.session.expunge_all()
            return found

    @property
    def row(self) -> Instance:
        with reading_at(self.house, SYSTEM) as desk:
            found = desk.session.get(Instance, self.id)
            assert found is not None
            desk.session.expunge_all()
            return found

    def acts(self) -> list[str]:
        with reading_at(self.house, SYSTEM) as desk:
            return [entry.act for entry in history.entries(desk, self.id)]


@pytest.fixture
def thing() -> Thing:
    return Thing()


@pytest.fixture
def running(house: House, thing: Thing) -> Running:
    house.subjects = {"thing": thing}
    return Running(house, thing)


@pytest.fixture
def done() -> type[Done]:
    return Done
