"""What a page of the ledger takes from the index: which contracts stand on it, and the groups that totals are added up from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.ledger.columns import Order, fen
from contracts.ledger.filters import Filters, conditions
from contracts.ledger.paging import behind, sorted_by
from contracts.ledger.sources import Source
from engine.desk import Desk

GROUPED = ("stage", "status", "direction", "currency")
SUMS = ("amount", "changed_amount", "net", "tax", "invoiced_amount", "settled_amount")


@dataclass(frozen=True)
class Sum:
    """What is paid, or what is received, in one currency; never of both."""

    direction: str
    currency: str
    count: int
    amount: Decimal
    changed_amount: Decimal
    net: Decimal
    tax: Decimal
    invoiced_amount: Decimal
    settled_amount: Decimal
    overdue_amount: Decimal = Decimal(0)
    soon_amount: Decimal = Decimal(0)
    retention_amount: Decimal = Decimal(0)

    @property
    def current_amount(self) -> Decimal:
        return self.amount + self.changed_amount

    @property
    def open_amount(self) -> Decimal:
        return self.current_amount - self.settled_amount


@dataclass(frozen=True)
class Group:
    """Contracts of one stage, state, direction and currency: what totals and counts are added up from."""

    stage: str
    status: str
    sum: Sum


@dataclass(frozen=True)
class Stretch:
    """So many contracts behind `after`, sorted by this key."""

    order: Order
    key: sa.ColumnElement[Any]
    after: str | None
    limit: int

    def of(self, source: Source, key: sa.ColumnElement[Any], *where: sa.ColumnElement[bool]) -> sa.Select[Any]:
        """The ids of those that fit."""
        return (sa.select(source.id).where(*where, *behind(source, self.order, key, self.after))
                .order_by(*sorted_by(source, self.order, key)).limit(self.limit))


def walk(desk: Desk, source: Source, filters: Filters, stretch: Stretch) -> tuple[Any, list[Group]]:
    """The ids of a page (or the query for them), and the groups with all filters but the stage's.

    Where each step is dear (words, days, rights that are looked up) both come from one walk.
    """
    whole = conditions(desk, source, filters, but="stage")
    if filters.text or not isinstance(source.conditions[-1], sa.True_):
        return _walked_once(desk, source, filters, stretch, whole)
    return stretch.of(source, stretch.key, *conditions(desk, source, filters)), groups_of(desk, source, *whole)


def groups_of(desk: Desk, source: Source, *where: sa.ColumnElement[bool]) -> list[Group]:
    """One statement over what fits."""
    return _groups(desk.session.execute(_grouped(source, *where)))


def _walked_once(desk: Desk, source: Source, filters: Filters, stretch: Stretch,
                 whole: list[sa.ColumnElement[bool]]) -> tuple[list[str], list[Group]]:
    """What is hit is kept by the database, and read for both; the ids stand behind the groups, in a column of their own."""
    kept = (source[name].label(name) for name in (*GROUPED, *SUMS))
    hits = sa.select(source.id.label("id"), stretch.key.label("key"), *kept).where(*whole).cte("hits")
    found = Source(hits, hits.c.id, (), source.day)
    ids = stretch.of(found, hits.c.key, *([hits.c.stage.in_(filters.stage)] if filters.stage else [])).subquery()
    groups = _grouped(found).add_columns(sa.cast(sa.null(), source.id.type))
    nothing = [sa.cast(sa.null(), column.type) for column in groups.selected_columns][:-1]
    answer = list(desk.session.execute(groups.union_all(sa.select(*nothing, ids.c.id))))
    return [row[-1] for row in answer if row[-1] is not None], _groups(row[:-1] for row in answer if row[-1] is None)


def _grouped(source: Source, *where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    by = tuple(source[name] for name in GROUPED)
    sums = (sa.type_coerce(sa.func.sum(fen(source, name)), sa.BigInteger) for name in SUMS)
    return sa.select(*by, sa.func.count(), *sums).where(*where).group_by(*by)


def _groups(rows: Iterable[Sequence[Any]]) -> list[Group]:
    return [Group(stage, status, Sum(direction, currency, count, *(Decimal(int(amount)).scaleb(-2) for amount in amounts)))
            for stage, status, direction, currency, count, *amounts in rows]
