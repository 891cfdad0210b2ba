"""A contract's past days worked out from now and its history, walking backwards: what the days were filled from, and are compared with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from contracts.ledger.records import OPEN


@dataclass(frozen=True)
class Change:
    """What a ledger entry says a contract was like before it."""

    at: dt.datetime
    before: Mapping[str, Any]


@dataclass(frozen=True)
class Day:
    """A contract at the end of a day, and until which day that holds."""

    day: dt.date
    until: dt.date
    fields: Mapping[str, Any]


def days_back(now: Mapping[str, Any], changes: Iterable[Change], zone: dt.tzinfo) -> list[Day]:
    """The days of a contract, oldest first. What no entry tells was always as it is now."""
    told = sorted([*changes, *_of_columns(now)], key=lambda change: change.at)
    first = now["created_at"].astimezone(zone).date()
    by_day: dict[dt.date, list[Change]] = {first: []}
    for change in told:
        by_day.setdefault(max(first, change.at.astimezone(zone).date()), []).append(change)
    state, until, found = dict(now), OPEN, []
    for day in sorted(by_day, reverse=True):
        last = max([change.at for change in by_day[day] if "updated_at" not in change.before], default=state["created_at"])
        state["updated_at"] = state["updated_at"] if until == OPEN else last
        found.append(Day(day, until, dict(state)))
        until = day
        for change in reversed(by_day[day]):
            state.update({name: value for name, value in change.before.items() if name in now})
    return found[::-1]


def _of_columns(now: Mapping[str, Any]) -> list[Change]:
    """What the row itself says of when it came to be so."""
    found = []
    if now.get("submitted_at"):
        found.append(Change(now["submitted_at"], {"number": None, "submitted_at": None}))
    if now.get("ended_at"):
        found.append(Change(now["ended_at"], {"ended_at": None}))
    return found
