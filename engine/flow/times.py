"""When a drawn timer is due: ISO dates, durations and cycles, counted from a told moment by the house's calendar."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from engine.clock import BadTime, Calendar, later, moment_of

CYCLE = re.compile(r"R([0-9]{0,6})/(?:([^P/]+)/)?(P[^/]+)")
ENDLESS = 1_000_000


@dataclass(frozen=True)
class Due:
    """The next moment, how many more are left with it, and the period between."""

    at: dt.datetime
    left: int = 1
    every: str = ""


def due(kind: str, text: str, now: dt.datetime, days: Calendar) -> Due:
    """When a timer of this kind (date, duration, cycle) with this text is due first. Raises BadTime."""
    text = text.strip()
    if kind == "date" and not text.startswith("P"):
        return Due(moment_of(text, days))
    cycle = CYCLE.fullmatch(text)
    if cycle:
        count, start, every = cycle.groups()
        first = later(now, every, days)         # read now, so that a period that can't be read is refused now
        return Due(moment_of(start, days) if start else first, int(count) if count else ENDLESS, every)
    if kind == "cycle" and not text.startswith("P"):
        raise BadTime(text, "is not a cycle such as R3/P1D")
    return Due(later(now, text, days))
