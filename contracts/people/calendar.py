"""The working calendar (工作日历): the official one of China, with 调休, and the days on which this house differs."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from contracts.forms.clean_text import clean
from contracts.people.company import changed, company, lock_people
from contracts.people.records import DayException
from contracts.people.roles import require_admin
from engine import history
from engine.clock import Calendar
from engine.desk import Desk
from engine.errors import Invalid, NotFound, _l

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Day:
    """One day: what it officially is, and what it is here. `note` says why it differs; `official` is the holiday's name."""

    date: dt.date
    is_working: bool
    is_officially_working: bool
    official: str
    is_exception: bool = False
    note: str = ""

    @property
    def kind(self) -> str:
        """working, weekend, holiday, moved (a weekend's day that 调休 makes a working one)."""
        if self.is_officially_working:
            return "moved" if self.date.weekday() >= 5 else "working"
        return "holiday" if self.official or self.date.weekday() < 5 else "weekend"


def exceptions(desk: Desk) -> Mapping[dt.date, bool]:
    """The days on which this house differs: is it a working day?"""
    return company(desk).days


def year(desk: Desk, number: int, language: str = "zh_CN") -> list[list[Day]]:
    """Its twelve months of days; holidays named in the language (zh_CN or en_US). Raises NotFound outside 2000 to 2100."""
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise NotFound(year=number)
    start, end = dt.date(number, 1, 1), dt.date(number, 12, 31)
    rows = {row.day: row for row in desk.session.scalars(sa.select(DayException).where(DayException.day.between(start, end)))}
    official = Calendar(ZoneInfo(desk.house.zone))
    return [[_day(official, dt.date(number, month, day + 1), rows, language) for day in range(calendar.monthrange(number, month)[1])]
            for month in range(1, 13)]


def read_day(text: str) -> dt.date:
    """The day that is written 2026-03-02. Raises Invalid."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as unreadable:
        raise Invalid(fields={"day": _l("This is not a day.")}) from unreadable


def set_exception(desk: Desk, day: dt.date, is_working: bool, note: str) -> None:
    """This house differs on the day. What waits already keeps its due date. Raises NotYours, Invalid, BadText."""
    require_admin(desk)
    note = clean(note)
    if not 1 <= len(note) <= 200:
        raise Invalid(fields={"note": _l("Say in a few words why the day differs.")})
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Invalid(fields={"day": _l("The calendar goes from 2000 to 2100.")})
    lock_people(desk)
    row = desk.session.get(DayException, day)
    before = {"is_working": row.is_working, "note": row.note} if row else None
    if row is None:
        row = DayException(day=day)
        desk.session.add(row)
    row.is_working, row.note, row.set_at, row.set_by = is_working, note, desk.now, desk.actor.user
    history.record(desk, history.HOUSE, "day-set", facts={"day": day, "before": before, "after": {"is_working": is_working, "note": note}})
    changed(desk)


def unset_exception(desk: Desk, day: dt.date) -> None:
    """The day is again what it officially is; twice is once. Raises NotYours."""
    require_admin(desk)
    lock_people(desk)
    row = desk.session.get(DayException, day)
    if row is not None:
        desk.session.delete(row)
        history.record(desk, history.HOUSE, "day-unset", facts={"day": day, "before": {"is_working": row.is_working, "note": row.note}})
        changed(desk)


def _day(official: Calendar, date: dt.date, rows: Mapping[dt.date, DayException], language: str) -> Day:
    working, row = official.is_working(date), rows.get(date)
    name = official.holiday(date, language)
    if row is None:
        return Day(date, working, working, name)
    return Day(date, row.is_working, working, name, True, row.note)
