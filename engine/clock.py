"""The time: told, never asked of the machine elsewhere; zones, durations, working days."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

from engine.errors import Refusal, _l

Clock = Callable[[], dt.datetime]
END_OF_DAY = dt.time(23, 59, 59)
LONGEST_YEARS = 50
WORKING = re.compile(r"P([0-9]{1,4})WD")
DURATION = re.compile(
    r"P(?:([0-9]{1,6})Y)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?"
    r"(T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})S)?)?")


class BadTime(Refusal):
    """A text that should be a date, a moment or a duration and is none; facts: text."""

    code, status = "bad-time", 422
    title = _l("This is not a date, a time or a duration.")
    hint = _l("Write 2026-03-02, 2026-03-02T09:00, P3D or P3WD (working days), at most 50 years.")


def machine_clock() -> dt.datetime:
    """The machine's time in UTC; what a House uses unless it is told another clock."""
    return dt.datetime.now(dt.UTC)


@cache
def _official(language: str = "zh_CN") -> Any:
    return holidays.country_holidays("CN", language=language)      # with the days that 调休 moves


@dataclass(frozen=True)
class Calendar:
    """Working days of one place: the official ones of China, and the house's exceptions."""

    zone: ZoneInfo
    exceptions: Mapping[dt.date, bool] = field(default_factory=dict)

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


def later(moment: dt.datetime, text: str, days: Calendar) -> dt.datetime:
    """`moment` and an ISO 8601 duration, where P3WD counts working days. Raises BadTime."""
    if found := WORKING.fullmatch(text):
        if int(found[1]) > LONGEST_YEARS * 250:
            raise BadTime(text=text[:80])
        return days.after(moment, int(found[1]))
    found = DURATION.fullmatch(text)
    if not found or text.endswith(("P", "T")):
        raise BadTime(text=text[:80])
    years, months, weeks, whole, _, hours, minutes, seconds = (int(part) if part and part.isdigit() else 0 for part in found.groups())
    local = _months_later(moment.astimezone(days.zone), years * 12 + months, text) + dt.timedelta(days=_bounded(weeks * 7 + whole, text))
    return local.astimezone(dt.UTC) + dt.timedelta(seconds=_bounded((hours * 60 + minutes) * 60 + seconds, text, 86400))


def due(text: str, now: dt.datetime, days: Calendar) -> dt.datetime:
    """When something is due: a duration from now, a moment, or a day (then its end). Raises BadTime."""
    text = text.strip()
    if text.startswith("P"):
        return later(now, text, days)
    try:
        moment = dt.datetime.fromisoformat(text)
        if len(text) == 10:
            moment = dt.datetime.combine(moment.date(), END_OF_DAY)
        return (moment if moment.tzinfo else moment.replace(tzinfo=days.zone)).astimezone(dt.UTC)
    except (ValueError, OverflowError) as unreadable:
        raise BadTime(text=text[:80]) from unreadable


def _bounded(count: int, text: str, per_day: int = 1) -> int:
    if count > LONGEST_YEARS * 366 * per_day:
        raise BadTime(text=text[:80])
    return count


def _months_later(moment: dt.datetime, months: int, text: str) -> dt.datetime:
    _bounded(months * 30, text)
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, calendar.monthrange(year, month + 1)[1]))
