"""Days: those that a text names must be, and a period must not end before it begins."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from contracts.linting.findings import LintFinding, quoted
from contracts.linting.matter import Matter
from engine.errors import _l

DAY = r"(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*日?"
A_DAY = re.compile(rf"(?<!\d){DAY}(?![\d.])")
PERIOD = re.compile(rf"(?<!\d){DAY}\s*(?:起)?\s*(?:至|到|—+|-+|~|～)\s*{DAY}(?![\d.])")

BACKWARDS = _l("The period ends before it begins.")


def days_that_are_none(matter: Matter) -> Iterator[LintFinding]:
    """`no-such-day`: the text names a day that the calendar does not have."""
    for passage in matter.clauses:
        for found in A_DAY.finditer(passage):
            if "月" in found[0] and _day(*found.groups()) is None:
                yield LintFinding("no-such-day", "error", _l("There is no such day: %(day)s."), {"day": found[0]},
                                  quote=quoted(passage, *found.span()))


def periods_out_of_order(matter: Matter) -> Iterator[LintFinding]:
    """`dates-out-of-order`: a period of the text, or of the form, ends before it begins."""
    starts, ends = matter.values.get("starts_on"), matter.values.get("ends_on")
    if starts and ends and ends < starts:
        yield LintFinding("dates-out-of-order", "error", BACKWARDS, field="ends_on")
    for passage in matter.clauses:
        for found in PERIOD.finditer(passage):
            first, last = _day(*found.groups()[:3]), _day(*found.groups()[3:])
            if first and last and last < first:
                yield LintFinding("dates-out-of-order", "error", BACKWARDS, quote=quoted(passage, *found.span()))


def plan_out_of_order(matter: Matter) -> Iterator[LintFinding]:
    """`plan-out-of-order`: a payment is due before the one above it."""
    due = [row["due_on"] for row in matter.values.get("plan") or [] if row.get("due_on")]
    if any(later < sooner for sooner, later in zip(due, due[1:], strict=False)):
        yield LintFinding("plan-out-of-order", "error", _l("A payment of the plan is due before the one above it."), field="plan")


def period_is_not_said(matter: Matter) -> Iterator[LintFinding]:
    """`day-missing`: an uploaded wording does not name a day that the form says."""
    if matter.written_by != "own" or not matter.bare:
        return
    named = {_day(*found.groups()) for found in A_DAY.finditer(matter.bare)}
    for name in ("starts_on", "ends_on"):
        day = matter.values.get(name)
        if day and day not in named:
            yield LintFinding("day-missing", "error", _l("The text does not say %(day)s."),
                              {"day": f"{day.year}年{day.month}月{day.day}日"}, field=name)


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
