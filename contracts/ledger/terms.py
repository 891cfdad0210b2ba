"""Terms in the ledger: contracts that end within some days, and those that have ended without a decision on what follows."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from contracts.ledger.sources import Source

WITHIN = ("30", "60", "90")                # days
EXPIRED = "expired"
EXPIRING = (*WITHIN, EXPIRED)
UNDECIDED = ("", "waiting", "asked")       # of Contract.renewal
IN_FORCE = ("perform", "archive")          # signed; until it is filed


def in_force(source: Source) -> sa.ColumnElement[bool]:
    """Signed, and under way."""
    return sa.and_(source["status"] == "running", source["stage"].in_(IN_FORCE))


def ending(source: Source, which: str) -> sa.ColumnElement[bool]:
    """Signed contracts under way whose last day comes within so many days; `expired`: is over, and nobody has decided."""
    ends_on = source["ends_on"]
    if which == EXPIRED:
        return sa.and_(in_force(source), ends_on < source.day, source["renewal"].in_(UNDECIDED))
    return sa.and_(in_force(source), ends_on >= source.day, ends_on <= source.day + dt.timedelta(days=int(which)))


def time_percent(starts_on: dt.date | None, ends_on: dt.date | None, day: dt.date) -> int | None:
    """How much of the term is over, in whole percent; None without a term."""
    if starts_on is None or ends_on is None or ends_on <= starts_on:
        return None
    return max(0, min(100, (day - starts_on).days * 100 // (ends_on - starts_on).days))
