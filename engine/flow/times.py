"""When a drawn timer is due: ISO dates, durations and cycles, counted from a told moment, bounded before they are counted."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_DURATION = re.compile(
    r"P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d+)?S)?)?$"
)
_CYCLE = re.compile(r"R(\d{0,6})/(?:([^P/]+)/)?(P[^/]+)$")
MOST_DAYS = 366 * 50
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
    found = _DURATION.match(duration.strip())
    if not found or not any(found.groups()):
        raise BadTime(f"{duration!r} is not a duration such as P3D or PT4H")
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    if years * 366 + months * 31 + weeks * 7 + days + hours / 24 + minutes / 1440 + seconds / 86400 > MOST_DAYS:
        raise BadTime(f"{duration!r} is longer than fifty years")
    month = moment.month - 1 + months + years * 12
    year, month = moment.year + month // 12, month % 12 + 1
    day = min(moment.day, calendar.monthrange(year, month)[1])
    return moment.replace(year=year, month=month, day=day) + dt.timedelta(
        weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds
    )


def moment_of(text: str, zone: dt.tzinfo) -> dt.datetime:
    """A date or date-time in UTC; without an offset it is of the zone. Raises BadTime."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError as wrong:
        raise BadTime(f"{text!r} is not a date such as 2026-03-02T09:00") from wrong
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(dt.UTC)


def due(kind: str, text: str, now: dt.datetime, zone: dt.tzinfo) -> Due:
    """When a timer of this kind (date, duration, cycle) with this text is due first; raises BadTime."""
    if kind == "date" and not text.startswith("P"):
        return Due(moment_of(text, zone))
    cycle = _CYCLE.match(text.strip())
    if cycle:
        count, start, every = cycle.groups()
        begin = moment_of(start, zone) if start else after(now, every)
        return Due(begin, int(count) if count else ENDLESS, every)
    if kind == "cycle" and not text.startswith("P"):
        raise BadTime(f"{text!r} is not a cycle such as R3/P1D")
    return Due(after(now, text))
