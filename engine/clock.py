"""The time: told, never asked of the machine elsewhere; zones, durations, working days."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from zoneinfo import ZoneInfo

import holidays

from engine.errors import Refusal, _l

Clock = Callable[[], dt.datetime]
END_OF_DAY = dt.time(23, 59, 59)
LONGEST_YEARS = 50
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WORKING = re.compile(r"P([0-9]{1,12})WD")
DURATION = re.compile(
    r"P(?=[0-9T])(?:([0-9]{1,12})Y)?(?:([0-9]{1,12})M)?(?:([0-9]{1,12})W)?(?:([0-9]{1,12})D)?"
    r"(?:T(?=[0-9])(?:([0-9]{1,12})H)?(?:([0-9]{1,12})M)?(?:([0-9]{1,12})(?:\.[0-9]+)?S)?)?")
NO_DURATION, NO_DATE = "is not a duration such as P3D or PT4H", "is not a date such as 2026-03-02T09:00"


class BadTime(Refusal):
    """A text that should be a date, a moment or a duration and is none; facts: text, why."""

    code, status = "bad-time", 422
    title = _l("This is not a date, a time or a duration.")
    hint = _l("Write 2026-03-02, 2026-03-02T09:00, P3D or P3WD (working days), at most 50 years.")

    def __init__(self, text: str, why: str) -> None:
        super().__init__(text=text[:80], why=f"{text[:80]!r} {why}")


def machine_clock() -> dt.datetime:
    """The machine's time in UTC; what a House uses unless it is told another clock."""
    return dt.datetime.now(dt.UTC)


@cache
def _official(language: str = "zh_CN") -> Any:
    return holidays.country_holidays("CN", language=language)      # with the days that 调休 moves


@dataclass(frozen=True)
class Calendar:
    """Working days of one place: the official ones of China, and the house's exceptions (date: is it a working day?).

    The exceptions are looked up when a day is first asked about, and not where only the zone is wanted.
    """

    zone: ZoneInfo
    look_up: Callable[[], Mapping[dt.date, bool]] = dict

    @cached_property
    def exceptions(self) -> Mapping[dt.date, bool]:
        """The days on which the house differs."""
        return self.look_up()

    def is_working(self, day: dt.date) -> bool:
        """Is it a working day?"""
        return self.exceptions[day] if day in self.exceptions else bool(_official().is_working_day(day))

    def holiday(self, day: dt.date, language: str = "zh_CN") -> str:
        """What the official holiday of that day is called (zh_CN, en_US); empty where it is none."""
        return str(_official(language).get(day) or "")

    def after(self, moment: dt.datetime, days: int) -> dt.datetime:
        """So many working days later, at the same time of day; none: the moment itself."""
        local = moment.astimezone(self.zone)
        day, left = local.date(), days
        while left > 0:
            day += dt.timedelta(days=1)
            left -= self.is_working(day)
        return dt.datetime.combine(day, local.time(), self.zone).astimezone(dt.UTC)


# a moment and a calendar to read a text with, where only its form matters
SOME_DAY = dt.datetime(2026, 1, 5, tzinfo=dt.UTC), Calendar(ZoneInfo("UTC"))


def later(moment: dt.datetime, text: str, days: Calendar) -> dt.datetime:
    """`moment` and an ISO 8601 duration: months and days by the zone's wall clock, P3WD in working days. Raises BadTime."""
    if found := WORKING.fullmatch(text):
        _require(int(found[1]) <= LONGEST_YEARS * 250, text)
        return days.after(moment, int(found[1]))
    found = DURATION.fullmatch(text)
    if not found:
        raise BadTime(text, NO_DURATION)
    years, months, weeks, whole, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    whole, seconds = weeks * 7 + whole, (hours * 60 + minutes) * 60 + seconds
    _require((years * 12 + months) * 30 + whole + seconds / 86400 <= LONGEST_YEARS * 366, text)
    try:
        local = _months_later(moment.astimezone(days.zone), years * 12 + months) + dt.timedelta(days=whole)
        return local.astimezone(dt.UTC) + dt.timedelta(seconds=seconds)
    except (ValueError, OverflowError) as unwritable:
        raise BadTime(text, "ends after the year 9999") from unwritable


def moment_of(text: str, days: Calendar, time: dt.time = dt.time.min) -> dt.datetime:
    """A moment, or a day at this time, in UTC; without an offset it is of the zone. Raises BadTime."""
    try:
        moment = dt.datetime.fromisoformat(text)
        if DAY.fullmatch(text):
            moment = dt.datetime.combine(moment, time)
        return (moment if moment.tzinfo else moment.replace(tzinfo=days.zone)).astimezone(dt.UTC)
    except (ValueError, OverflowError) as unreadable:
        raise BadTime(text, NO_DATE) from unreadable


def due(text: str, now: dt.datetime, days: Calendar) -> dt.datetime:
    """When something is due: a duration from now, a moment, or a day (then its end). Raises BadTime."""
    text = text.strip()
    return later(now, text, days) if text.startswith("P") else moment_of(text, days, END_OF_DAY)


def _require(is_short: bool, text: str) -> None:
    if not is_short:
        raise BadTime(text, "is longer than fifty years")


def _months_later(moment: dt.datetime, months: int) -> dt.datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, calendar.monthrange(year, month + 1)[1]))
