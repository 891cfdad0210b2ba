"""What is measured: the plain diagram of five tasks, and our own contract in review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.floor import step_at_the_floor
from bench.measuring import Measured, bytes_of, counted
from engine import editions
from engine.desk import SYSTEM, Desk, House, Standing, at_desk
from engine.instances import start_instance
from engine.jobs import run_job
from engine.work_items.completing import complete_work_item
from tests.people import actor

HERE = Path(__file__).parent
FACTS = {"amount": "1200000.00", "type": "service", "department": "ENG", "risk": "normal", "owner": "chen", "number": None, "direction": "expense"}


class Paperless:
    """A subject with the facts of a large contract and no rows of its own."""

    def facts(self, desk: Desk, subject_id: str) -> dict[str, Any]:
        return dict(FACTS)

    def digest(self, desk: Desk, subject_id: str) -> str:
        return "0" * 64

    def stands_at(self, desk: Desk, subject_id: str, standing: Standing) -> None:
        pass


class Nothing:
    """A service task that is done at once."""

    slow = False

    def prepare(self, desk: Desk, order: Any) -> Any:
        return None

    def work(self, house: House, order: Any, needed: Any) -> Any:
        return None

    def settle(self, desk: Desk, order: Any, result: Any) -> Mapping[str, Any]:
        return {}


@dataclass
class Journey:
    """A diagram, how many of its steps come before what is measured, and how many are measured."""

    key: str
    folder: Path
    before: int
    steps: int
    starts: Measured = field(default_factory=Measured)
    completions: Measured = field(default_factory=Measured)
    floor: Measured = field(default_factory=Measured)
    stored: float = 0.0

    def publish(self, house: House) -> None:
        files = {path.name: path.read_bytes() for path in self.folder.iterdir() if path.suffix in {".bpmn", ".dmn", ".json"}}
        with at_desk(house, SYSTEM) as desk:
            editions.publish(desk, self.key, files, "bench")

    def run(self, house: House, rounds: int) -> None:
        """So many instances, each followed by one that goes the same way at the floor."""
        self.publish(house)
        self._one(house, Measured(), Measured())                # warm
        size = bytes_of(house.store)
        for _ in range(rounds):
            self._one(house, Measured(), Measured())
        self.stored = (bytes_of(house.store) - size) / rounds
        for _ in range(rounds):                                 # again in turns, so that both meet the same weather
            self._one(house, self.starts, self.completions)
            self._floor(house)

    def _start(self, house: House, starts: Measured) -> Any:
        with starts.once(), at_desk(house, actor("chen")) as desk:
            return start_instance(desk, self.key, subject="contract", subject_id="1", initiator="chen")

    def _one(self, house: House, starts: Measured, completions: Measured) -> None:
        moved = self._start(house, starts)
        waiting = list(moved.opened)
        waiting = self._go(house, waiting, self.before, Measured())
        with counted(house.store, completions):
            self._go(house, waiting, self.steps, completions)

    def _go(self, house: House, waiting: list[Any], steps: int, measured: Measured) -> list[Any]:
        for _ in range(steps):
            item = waiting.pop(0)
            kind, _, name = item.candidates[0].partition(":")
            with measured.once(), at_desk(house, actor(name if kind == "u" else _member(house, name))) as desk:
                moved = complete_work_item(desk, item.key, _outcome(item.element))
            waiting += moved.opened
            for key in moved.jobs:
                run_job(house, key)
                waiting += _open_items(house, item.key.instance)
        return waiting

    def _floor(self, house: House) -> None:
        moved = self._start(house, Measured())
        waiting = self._go(house, list(moved.opened), self.before, Measured())
        with at_desk(house, SYSTEM) as desk:
            specs = editions.specs_for(desk, editions.live(desk, self.key).digest)
        for _ in waiting and range(self.steps):
            with self.floor.once():
                step_at_the_floor(house, specs, moved.instance, {"outcome": "approve", "by": "li", "at": "2026-03-02"})


def _outcome(element: str) -> str:
    return "submit" if element == "draft" else "approve"


def _member(house: House, group: str) -> str:
    return house.parts["people"].members(group)[0]


def _open_items(house: House, instance: str) -> list[Any]:
    import sqlalchemy as sa

    from engine.desk import reading_at
    from engine.identity import Key
    from engine.records import Visit, WorkItem

    with reading_at(house, SYSTEM) as desk:
        rows = desk.session.execute(sa.select(WorkItem, Visit.element).join(Visit, (Visit.instance_id == WorkItem.instance_id) & (Visit.number == WorkItem.visit))
                                    .where(WorkItem.instance_id == instance, WorkItem.state == "open"))
        return [_Item(Key(item.instance_id, item.number), element, tuple(item.candidates)) for item, element in rows]


@dataclass(frozen=True)
class _Item:
    key: Any
    element: str
    candidates: tuple[str, ...]


def five() -> Journey:
    return Journey("five", HERE / "five", before=0, steps=5)


def review() -> Journey:
    return Journey("contract", HERE.parent / "bpmn" / "contract", before=1, steps=4)
