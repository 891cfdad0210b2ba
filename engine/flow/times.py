"""When a drawn timer is due: ISO dates, durations and cycles, counted from a told moment, bounded before they are counted."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from engine import clock

_DURATION = re.compile(
    r"P(?:([0-9]{1,18})Y)?(?:([0-9]{1,18})M)?(?:([0-9]{1,18})W)?(?:([0-9]{1,18})D)?"
    r"(?:T(?:([0-9]{1,18})H)?(?:([0-9]{1,18})M)?(?:([0-9]{1,18})(?:\.[0-9]+)?S)?)?"
)
_CYCLE = re.compile(r"R([0-9]{0,6})/(?:([^P/]+)/)?(P[^/]+)")
MOST_DAYS = 366 * 50
LAST_YEAR = 9900
# A drawn timer counts the official working days; the house's own exceptions are known to due dates only.
_WORKING = clock.Calendar(ZoneInfo("Asia/Shanghai"))
ENDLESS = 1_000_000


class BadTime(ValueError):
    """Not a date, a duration or a cycle that we run."""


@dataclass(frozen=True)
class Due:
    """The next moment, how many more are left with it, and the period between."""

    at: dt.datetime
    left: int = 1
    every: str = ""


def after(moment: dt.datetime, duration: str) -> dt.datetime:
    """The moment plus an ISO 8601 duration; raises BadTime, also above fifty years."""
    if clock.WORKING.fullmatch(duration.strip()):
        return _working_days_after(moment, duration.strip())
    found = _DURATION.fullmatch(duration.strip())
    if not found or not any(found.groups()):
        raise BadTime(f"{duration[:80]!r} is not a duration such as P3D or PT4H")
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    if years * 366 + months * 31 + weeks * 7 + days + hours / 24 + minutes / 1440 + seconds / 86400 > MOST_DAYS:
        raise BadTime(f"{duration!r} is longer than fifty years")
    month = moment.month - 1 + months + years * 12
    year, month = moment.year + month // 12, month % 12 + 1
    if year > LAST_YEAR:
        raise BadTime(f"{duration!r} ends after the year {LAST_YEAR}")
    day = min(moment.day, calendar.monthrange(year, month)[1])
    return moment.replace(year=year, month=month, day=day) + dt.timedelta(
        weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds
    )


def _working_days_after(moment: dt.datetime, duration: str) -> dt.datetime:
    try:
        return clock.later(moment, duration, _WORKING)
    except clock.BadTime as wrong:
        raise BadTime(f"{duration!r} is longer than fifty years") from wrong


def moment_of(text: str, zone: dt.tzinfo) -> dt.datetime:
    """A date or date-time in UTC; without an offset it is of the zone. Raises BadTime."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(dt.UTC)
    except (ValueError, OverflowError) as wrong:
        raise BadTime(f"{text[:80]!r} is not a date such as 2026-03-02T09:00") from wrong


def due(kind: str, text: str, now: dt.datetime, zone: dt.tzinfo) -> Due:
    """When a timer of this kind (date, duration, cycle) with this text is due first; raises BadTime."""
    if kind == "date" and not text.startswith("P"):
        return Due(moment_of(text, zone))
    cycle = _CYCLE.fullmatch(text.strip())
    if cycle:
        count, start, every = cycle.groups()
        begin = moment_of(start, zone) if start else now
        first = after(begin, every)
        return Due(begin if start else first, int(count) if count else ENDLESS, every)
    if kind == "cycle" and not text.startswith("P"):
        raise BadTime(f"{text[:80]!r} is not a cycle such as R3/P1D")
    return Due(after(now, text))
