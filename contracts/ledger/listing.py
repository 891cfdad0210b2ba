"""The ledger: rows, totals and counts of what the filters leave; every statement of it is one or two walks over an index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.ledger.columns import NEWEST_FIRST, order_of
from contracts.ledger.filters import Filters, conditions
from contracts.ledger.paging import key_of, sorted_by
from contracts.ledger.payments import SUMS as SUMS_OF_PAYMENTS
from contracts.ledger.payments import sums_of
from contracts.ledger.rows import ALL, LedgerRow, columns_of, rows_from
from contracts.ledger.sources import Source, source_of
from contracts.ledger.terms import EXPIRING, ending, in_force
from contracts.ledger.walking import SUMS, Group, Stretch, Sum, groups_of, walk
from engine.desk import Desk

PAGE = 50
PAYMENT_SUMS = frozenset(SUMS_OF_PAYMENTS.values())


@dataclass(frozen=True)
class Totals:
    """Over everything that the filters leave, not only the page.

    Cancelled contracts are counted, but nothing is paid or received for them: they are in no sum, unless they are what was asked for.
    """

    count: int
    sums: tuple[Sum, ...]

    def of(self, direction: str, currency: str = "CNY") -> Sum:
        """One of them; nothing where there is none."""
        nothing = Sum(direction, currency, 0, *[Decimal(0)] * len(SUMS))
        return next((one for one in self.sums if (one.direction, one.currency) == (direction, currency)), nothing)


@dataclass(frozen=True)
class LedgerPage:
    """`next` continues behind the last row, None at the end; `stages` counts with all filters but the stage's own."""

    rows: list[LedgerRow]
    totals: Totals
    next: str | None
    stages: dict[str, int] = field(default_factory=dict)
    as_of: dt.date | None = None


def page(desk: Desk, filters: Filters = Filters(), *, sort: str = NEWEST_FIRST, after: str | None = None, limit: int = PAGE,  # noqa: B008
         as_of: dt.date | None = None, shown: Collection[str] = ALL) -> LedgerPage:
    """One page of what the actor may see; what stands elsewhere (payments, holders) for the columns that are `shown`.

    Raises Invalid for a key that no page gave, an order that there is not, a day not past.
    """
    source, order = source_of(desk, as_of), order_of(sort)
    narrowed = conditions(desk, source, filters)
    key = order.key(source, is_narrowed=not all(isinstance(one, sa.True_) for one in narrowed))
    ids, groups = walk(desk, source, filters, Stretch(order, key, after, limit + 1))
    query = (sa.select(key, *columns_of(source)).where(source.id.in_(ids), *_of_that_day(source)).order_by(*sorted_by(source, order, key)))
    found = list(desk.session.execute(query))
    rows = rows_from(desk, source, [one[1:] for one in found[:limit]], shown)
    following = key_of(found[limit - 1][0], rows[-1].id) if len(found) > limit else None
    added = _with_payments(desk, source, narrowed, _totals(groups, filters), PAYMENT_SUMS & set(shown))
    return LedgerPage(rows, added, following, _stages(groups), as_of)


def totals(desk: Desk, filters: Filters = Filters(), as_of: dt.date | None = None, shown: Collection[str] = ()) -> Totals:  # noqa: B008
    """Count and sums of what is filtered; those of payments where they are among `shown`."""
    source = source_of(desk, as_of)
    found = _totals(groups_of(desk, source, *conditions(desk, source, filters)), filters)
    return _with_payments(desk, source, conditions(desk, source, filters), found, PAYMENT_SUMS & set(shown))


def endings(desk: Desk, filters: Filters, as_of: dt.date | None = None) -> dict[str, int]:
    """How many of what is filtered end within 30, 60, 90 days, and are over without a decision."""
    source = source_of(desk, as_of)
    counted = [sa.func.coalesce(sa.func.sum(sa.case((ending(source, which), 1), else_=0)), 0) for which in EXPIRING]
    found = desk.session.execute(sa.select(*counted).where(*conditions(desk, source, filters, but="expiring"), in_force(source))).one()
    return {which: int(count) for which, count in zip(EXPIRING, found, strict=True)}


def every_row(desk: Desk, filters: Filters, *, sort: str = NEWEST_FIRST, as_of: dt.date | None = None, at_once: int = 1000,
              shown: Collection[str] = ALL) -> Iterator[list[LedgerRow]]:
    """All rows in portions, of one moment: the statement is read while it is written away."""
    source, order = source_of(desk, as_of), order_of(sort)
    query = sa.select(*columns_of(source)).where(*conditions(desk, source, filters)).order_by(*sorted_by(source, order, order.key(source)))
    for portion in desk.session.execute(query, execution_options={"yield_per": at_once}).partitions():
        yield rows_from(desk, source, portion, shown)


def _of_that_day(source: Source) -> tuple[sa.ColumnElement[bool], ...]:
    """A contract has a row for each of its days: the conditions of the day, without asking again who may see it."""
    return () if source.as_of is None else source.conditions[:2]


def _with_payments(desk: Desk, source: Source, narrowed: list[sa.ColumnElement[bool]], found: Totals, names: Collection[str]) -> Totals:
    sums: dict[tuple[str, str], dict[str, Any]] = {**sums_of(desk, source, narrowed, names)} if names else {}
    return replace(found, sums=tuple(replace(one, **sums.get((one.direction, one.currency), {})) for one in found.sums))


def _totals(groups: list[Group], filters: Filters) -> Totals:
    mine = [group for group in groups if not filters.stage or group.stage in filters.stage]
    found: dict[tuple[str, str], Sum] = {}
    for group in mine:
        one = group.sum
        if group.status != "cancelled" or filters.status:
            known = found.get((one.direction, one.currency))
            added: dict[str, Any] = {name: getattr(known, name) + getattr(one, name) for name in ("count", *SUMS)} if known else {}
            found[one.direction, one.currency] = replace(one, **added)
    return Totals(sum(group.sum.count for group in mine), tuple(found[key] for key in sorted(found)))


def _stages(groups: list[Group]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for group in groups:
        counts[group.stage] = counts.get(group.stage, 0) + group.sum.count
    return counts
