"""Terms and plans that follow on old ones: the new term begins the day after, and is as long."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable

DAY = dt.timedelta(days=1)
LONGEST = 1200                         # months


def plus_months(day: dt.date, months: int) -> dt.date:
    """The same day some months later; the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def whole_months(starts_on: dt.date, ends_on: dt.date) -> int | None:
    """How many months from the first to the last day, both in; None where it is no whole number of them."""
    behind = ends_on + DAY
    months = (behind.year - starts_on.year) * 12 + behind.month - starts_on.month
    return months if 0 < months <= LONGEST and plus_months(starts_on, months) == behind else None


def next_term(starts_on: dt.date | None, ends_on: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """The term that follows: 2026-01-01 to 2026-12-31 gives all of 2027; any other length is kept in days."""
    if ends_on is None:
        return None, None
    begins = ends_on + DAY
    if starts_on is None or starts_on > ends_on:
        return begins, None
    months = whole_months(starts_on, ends_on)
    return begins, plus_months(begins, months) - DAY if months else begins + (ends_on - starts_on)


def shift_between(starts_on: dt.date | None, ends_on: dt.date | None) -> Callable[[dt.date], dt.date]:
    """What moves a day of the old term into the next one."""
    if starts_on is None or ends_on is None or starts_on > ends_on:
        return lambda day: plus_months(day, 12)
    months, days = whole_months(starts_on, ends_on), ends_on - starts_on + DAY
    return lambda day: plus_months(day, months) if months else day + days
