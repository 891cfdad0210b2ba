"""What the ledger is narrowed to: several values of each choice, ranges of amount and dates, words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from contracts.importing.hiding import is_shown
from contracts.ledger import papers, payments, stages, terms, waiting
from contracts.ledger.sources import Source
from contracts.money.column import Money
from contracts.people.company import company
from contracts.permissions import sees_all_of
from contracts.reading.search import holding
from engine.desk import Desk

Values = tuple[str, ...]
CHOICES = ("type", "counterparty", "project", "owner", "stage", "status", "direction", "currency", "relation", "renewal")
WITHOUT = {"counterparty": "counterparty", "project": "project", "department": "department", "signed": "signed_on", "ends": "ends_on"}
PERIODS = {"signed": "signed_on", "starts": "starts_on", "ends": "ends_on"}


@dataclass(frozen=True)
class Filters:
    """Everything empty is everything that I may see. `company` is a department with all under it; `parent` what belongs to a contract."""

    text: str = ""                          # each word in title, number or counterparty
    type: Values = ()
    counterparty: Values = ()
    project: Values = ()
    company: Values = ()
    department: Values = ()
    owner: Values = ()
    stage: Values = ()
    status: Values = ()
    risk: Values = ()
    direction: Values = ()
    currency: Values = ()
    relation: Values = ()
    renewal: Values = ()
    payments: Values = ()                   # with payments that are overdue, due soon, kept back
    expiring: str = ""                      # within 30, 60, 90 days; expired without a decision
    waits_for: str = ""                     # me, others, late
    over_budget: str = ""                   # yes
    deviating: str = ""                     # yes: locked clauses differ from the vetted text
    papers: str = ""                        # missing: to be filed, and one that its type insists on is not there
    left_stage: str = ""                    # which it left in the last 90 days
    parent: str = ""
    without: Values = ()                    # what is empty: WITHOUT names it
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    signed_from: dt.date | None = None
    signed_to: dt.date | None = None
    starts_from: dt.date | None = None
    starts_to: dt.date | None = None
    ends_from: dt.date | None = None
    ends_to: dt.date | None = None
    submitted_from: dt.date | None = None
    submitted_to: dt.date | None = None

    def chosen(self) -> dict[str, Any]:
        """What is narrowed, by name; for addresses and views."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items() if value not in ("", (), None)}

    @classmethod
    def of_facts(cls, facts: Mapping[str, Any]) -> Filters:
        """What `as_facts` wrote."""
        return cls(**{name: _read(name, value) for name, value in facts.items()})

    def as_facts(self) -> dict[str, Any]:
        """The same as JSON keeps it."""
        return {name: value if isinstance(value, list) else str(value) for name, value in self.chosen().items()}


def _read(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if name in ("at_least", "at_most"):
        return Decimal(value)
    return dt.date.fromisoformat(value) if name.endswith(("_from", "_to")) else value


def conditions(desk: Desk, source: Source, filters: Filters, *, but: str = "") -> list[sa.ColumnElement[bool]]:
    """What the filters leave of what the actor may see; `but` one filter."""
    found = [is_shown(desk)] if _is_all_seen(desk, source, filters, but) else list(source.conditions)
    found += [_one_of(source[name], getattr(filters, name)) for name in CHOICES if getattr(filters, name) and name != but]
    if filters.risk and but != "risk":
        found.append(_one_of(source["risk_level"], filters.risk))
    if filters.department:
        found.append(_one_of(source["department"], filters.department))
    if filters.company:
        known = company(desk)
        found.append(source["department"].in_(sorted({code for one in filters.company for code in (*known.below(one), one)})))
    if filters.parent:
        found.append(source["parent_id"] == filters.parent)
    found += [sa.func.coalesce(sa.cast(source[WITHOUT[name]], sa.String), "") == "" for name in filters.without]
    found += [*_ranges(desk, source, filters)]
    found += [*_special(desk, source, filters, but)]
    return found + holding((source["title"], source["number"], source["counterparty"]), filters.text)


def _is_all_seen(desk: Desk, source: Source, filters: Filters, but: str) -> bool:
    """Of one's own, of one's department or project nothing is hidden, today; on a past day they may have been somebody else's."""
    known = company(desk)
    units = {code for one in filters.company for code in (*known.below(one), one)}
    narrowed = {"owners": filters.owner if but != "owner" else (), "projects": filters.project if but != "project" else ()}
    return source.as_of is None and sees_all_of(desk, departments=filters.department or units, **narrowed)


def _special(desk: Desk, source: Source, filters: Filters, but: str) -> Iterator[sa.ColumnElement[bool]]:
    if filters.payments:
        yield payments.having(source, filters.payments)
    if filters.expiring and but != "expiring":
        yield terms.ending(source, filters.expiring)
    if filters.waits_for:
        yield waiting.waiting(desk, source, filters.waits_for, few=bool(filters.owner))
    if filters.over_budget:
        yield waiting.over_budget(source)
    if filters.deviating:
        yield waiting.deviating(source)
    if filters.papers:
        yield papers.lacking(desk, source)
    if filters.left_stage:
        yield stages.left_lately(desk, source, filters.left_stage)


def _one_of(column: sa.ColumnElement[Any], values: Values) -> sa.ColumnElement[bool]:
    return column == values[0] if len(values) == 1 else column.in_(values)


def _ranges(desk: Desk, source: Source, filters: Filters) -> list[sa.ColumnElement[bool]]:
    bounds: list[tuple[sa.ColumnElement[Any], Any, Any]] = [(sa.type_coerce(source["amount"], Money), filters.at_least, filters.at_most)]
    bounds += [(source[column], getattr(filters, f"{name}_from"), getattr(filters, f"{name}_to")) for name, column in PERIODS.items()]
    zone, day = ZoneInfo(desk.house.zone), dt.timedelta(days=1)
    first, last = filters.submitted_from, filters.submitted_to
    found: list[sa.ColumnElement[bool]] = []
    for column, low, high in bounds:
        found += [column >= low] if low is not None else []
        found += [column <= high] if high is not None else []
    if first:
        found.append(source["submitted_at"] >= dt.datetime.combine(first, dt.time(), zone))
    if last:
        found.append(source["submitted_at"] < dt.datetime.combine(last + day, dt.time(), zone))
    return found
