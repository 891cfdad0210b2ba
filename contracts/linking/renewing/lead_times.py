"""When the owner of a contract is asked before its end, reminded, and when the superior is asked too: by the lead times of its type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

MORNING, EVENING = dt.time(9), dt.time(18)
AFTERWARDS = 30                            # days between reminders of a contract that has expired without a decision


@dataclass(frozen=True)
class Dates:
    """All moments of one term. `late_at`: the last but one lead time; a working day later the superior may answer as well."""

    asks_at: dt.datetime
    reminds_at: dt.datetime
    late_at: dt.datetime
    over_at: dt.datetime


def dates_of(ends_on: dt.date, lead_days: Sequence[int], now: dt.datetime, zone: ZoneInfo) -> Dates:
    """`lead_days` has the longest first; without any the owner is asked on the last day."""
    leads = tuple(lead_days) or (0,)
    late = leads[-2] if len(leads) > 1 else 0
    over = _at(ends_on, -1, MORNING, zone)
    ahead = [moment for moment in (*(_at(ends_on, days, MORNING, zone) for days in leads), over) if moment > now]
    following = ahead[0] if ahead else _afterwards(over, now)
    return Dates(_at(ends_on, leads[0], MORNING, zone), following, _at(ends_on, late, EVENING, zone), over)


def _afterwards(over: dt.datetime, now: dt.datetime) -> dt.datetime:
    gone = (now - over).days // AFTERWARDS + 1
    return over + dt.timedelta(days=gone * AFTERWARDS)


def _at(ends_on: dt.date, days_before: int, time: dt.time, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(ends_on - dt.timedelta(days=days_before), time, zone)
