"""A clock that is told what time it is."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
DURATION = re.compile(r"P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?")


class ToldClock:
    """`clock.tell("2026-03-02T09:00")` (in Shanghai where no offset is given), `clock.advance("P3D")`, `clock()`."""

    def __init__(self, now: str = "2026-03-02T09:00") -> None:
        self.tell(now)

    def __call__(self) -> dt.datetime:
        return self.now

    def tell(self, moment: str | dt.datetime) -> None:
        told = dt.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        self.now = (told if told.tzinfo else told.replace(tzinfo=ZONE)).astimezone(dt.UTC)

    def advance(self, duration: str) -> None:
        """Later by an ISO duration of weeks, days, hours, minutes, seconds."""
        found = DURATION.fullmatch(duration)
        assert found and duration != "P", f"not a duration of this clock: {duration}"
        self.now += dt.timedelta(**{unit: int(count) for unit, count in found.groupdict().items() if count})
