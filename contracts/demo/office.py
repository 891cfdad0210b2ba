"""The demo's office: a house whose clock is told, where people act in working hours and what a command leaves behind is done at once."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from dataclasses import replace
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from contracts.demo.company import BY_LOGIN
from contracts.linking.renewing.records import TermWatch
from contracts.records import PlanRow
from engine.clock import Calendar
from engine.desk import SYSTEM, Actor, Desk, House, at_desk, reading_at
from engine.identity import Key
from engine.jobs import run_job
from engine.messages import deliver_letter
from engine.records import Instance, Job, Timer, Visit, WorkItem
from engine.timers import fire_timer

OPENS, CLOSES = dt.time(9), dt.time(17, 30)
FREEZING = "freeze-documents"              # left to the caller: one LibreOffice makes the documents of several contracts


class Halted(Exception):
    """The life of a contract can't go on: what it waits for did not come."""


class Office:
    """One contract's way through the house. The time goes forward only, and never past `until`."""

    def __init__(self, house: House, begins: dt.datetime, until: dt.datetime) -> None:
        self.now, self.until = min(begins, until), until
        self.house = replace(house, clock=lambda: self.now.astimezone(dt.UTC), wake=self._note)
        self.days = Calendar(ZoneInfo(house.zone))
        self.jobs: list[Key] = []
        self.letters: list[int] = []
        self.freezing: Key | None = None
        self.instance = ""                 # the contract's, once it is begun
        self.contract = ""
        self.linked: list[str] = []        # the instances of its supplements

    def desk(self, user: str) -> AbstractContextManager[Desk]:
        """A writing desk for this employee."""
        return at_desk(self.house, Actor(user, frozenset(BY_LOGIN[user].roles)))

    def tell(self, moment: dt.datetime) -> None:
        """Let time pass until then; timers that become due on the way fire when they are due."""
        moment = max(self.now, min(moment, self.until))
        while (due := self._next_timer(moment)) is not None:
            key, at = due
            self.now = max(self.now, at)
            with at_desk(self.house, SYSTEM) as desk:
                fire_timer(desk, key)
            self.work_off()
        self.now = moment

    def later(self, hours: float) -> None:
        """So many hours later, in working hours."""
        moment = self._local(self.now + dt.timedelta(hours=hours))
        while not self.days.is_working(moment.date()) or moment.time() >= CLOSES:
            moment = self._at(moment.date() + dt.timedelta(days=1), OPENS) + dt.timedelta(minutes=moment.minute)
        self.tell(max(moment, self._at(moment.date(), OPENS) + dt.timedelta(minutes=moment.minute)))

    def on(self, day: dt.date, at: dt.time = dt.time(10, 20)) -> None:
        """Go on to this day, or the working day after it."""
        while not self.days.is_working(day):
            day += dt.timedelta(days=1)
        self.tell(self._at(day, at))

    @property
    def today(self) -> dt.date:
        return self._local(self.now).date()

    def work_off(self) -> None:
        """Run jobs and deliver letters until none is left; the freezing of documents is kept for later."""
        while self.jobs or self.letters:
            if self.letters:
                with at_desk(self.house, SYSTEM) as desk:
                    deliver_letter(desk, self.letters.pop(0))
            else:
                self._run(self.jobs.pop(0))

    def item(self, element: str, instance: str = "") -> Key:
        """The open work item at this element. Raises Halted."""
        found = self.open_items(instance or self.instance).get(element)
        if found is None:
            raise Halted(element)
        return found

    def open_items(self, instance: str) -> dict[str, Key]:
        """What is asked of people now, by element; `rework` where a drafter is to mend for a straight return."""
        query = (sa.select(WorkItem.number, WorkItem.kind, Visit.element)
                 .join(Visit, sa.and_(Visit.instance_id == WorkItem.instance_id, Visit.number == WorkItem.visit))
                 .where(WorkItem.instance_id == instance, WorkItem.state == "open"))
        with reading_at(self.house, SYSTEM) as desk:
            return {kind if kind != "decide" else element: Key(instance, number) for number, kind, element in desk.session.execute(query)}

    def _run(self, key: Key) -> None:
        with reading_at(self.house, SYSTEM) as desk:
            topic = desk.session.get_one(Job, key).topic
        if topic == FREEZING:
            self.freezing = key
            return
        run_job(self.house, key)

    def _note(self, desk: Desk) -> None:
        self.jobs += [Key.parse(str(key)) for key in desk.jobs]
        self.letters += desk.letters

    def _next_timer(self, moment: dt.datetime) -> tuple[Key, dt.datetime] | None:
        mine = sa.or_(Timer.instance_id.in_([self.instance, *self.linked]), *(
            Timer.instance_id.in_(sa.select(record.instance_id).where(record.contract_id == self.contract))
            for record in (PlanRow, TermWatch)))
        query = (sa.select(Timer.instance_id, Timer.number, Timer.due_at).join(Instance, Instance.id == Timer.instance_id)
                 .where(mine, Timer.due_at <= moment, Instance.status == "running").order_by(Timer.due_at).limit(1))
        with reading_at(self.house, SYSTEM) as desk:
            found = desk.session.execute(query).first() if self.instance else None
        return (Key(found[0], found[1]), found[2]) if found else None

    def _local(self, moment: dt.datetime) -> dt.datetime:
        return moment.astimezone(self.days.zone)

    def _at(self, day: dt.date, at: dt.time) -> dt.datetime:
        return dt.datetime.combine(day, at, self.days.zone)
