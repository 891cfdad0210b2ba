"""The time: told, never asked of the machine elsewhere; zones, durations, working days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

Clock = Callable[[], dt.datetime]


def machine_clock() -> dt.datetime:
    """The machine's time in UTC; what a House uses unless it is told another clock."""
    return dt.datetime.now(dt.UTC)
