"""One report: a measure of the contracts that I may see, by one dimension or two; each number with the filters that leave its contracts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.ledger.columns import current, fen, left
from contracts.ledger.filters import Filters, conditions
from contracts.ledger.sources import Source, source_of
from contracts.people.company import company
from contracts.reports.dimensions import NONE, Dimension, dimension
from engine.desk import Desk
from engine.errors import Invalid, _l

IN_FORCE = ("running", "archived")         # nothing is paid or received for what was cancelled
ON_A_PAGE, IN_A_FILE = (200, 24), (5000, 200)              # rows and columns
COUNT = "count"
MEASURES: Mapping[str, Callable[[Source], sa.ColumnElement[Any]]] = {
    COUNT: lambda source: sa.func.count(),
    "amount": lambda source: _sum(fen(source, "amount")),
    "current_amount": lambda source: _sum(current(source)),
    "invoiced_amount": lambda source: _sum(fen(source, "invoiced_amount")),
    "settled_amount": lambda source: _sum(fen(source, "settled_amount")),
    "open_amount": lambda source: _sum(left(source)),
}


@dataclass(frozen=True)
class Cell:
    """One number, and the filters of the ledger that leave the contracts behind it; 0 has none."""

    value: Decimal
    filters: Filters


@dataclass(frozen=True)
class Report:
    """`cells` by (row, column) key; the largest total first, months and stages in their order; `rest` rows and columns are left out."""

    by: Dimension
    across: Dimension | None
    measure: str
    rows: tuple[tuple[str, Cell], ...]
    columns: tuple[tuple[str, Cell], ...]
    cells: Mapping[tuple[str, str], Cell]
    total: Cell
    rest: int = 0

    @property
    def is_money(self) -> bool:
        return self.measure != COUNT


def report(desk: Desk, rows: str, columns: str = "", *, measure: str = COUNT, filters: Filters = Filters(),  # noqa: B008
           most: tuple[int, int] = ON_A_PAGE) -> Report:
    """Count or sum by one dimension or two. Money is of one direction and one currency: those of the filters, else expenses in yuan.

    `most` rows and columns are told apart. Raises Invalid as `require_groupings` does.
    """
    by, across = require_groupings(rows, columns, measure)
    filters = of_one_kind(filters, measure)
    sums = _sums(desk, by, across, measure, filters)
    lines, heads = _added(sums, 0), _added(sums, 1) if across else {}
    kept, shown = _in_order(by, lines)[:most[0]], _in_order(across, heads)[:most[1]]
    cells = {(row, column): _cell(desk, filters, sums[row, column], (by, row), (across, column))
             for row in kept for column in shown if (row, column) in sums} if across else {}
    return Report(
        by, across, measure, tuple((key, _cell(desk, filters, lines[key], (by, key))) for key in kept),
        tuple((key, _cell(desk, filters, heads[key], (across, key))) for key in shown if across), cells,
        _cell(desk, filters, sum(sums.values(), Decimal(0))), len(lines) - len(kept) + len(heads) - len(shown))


def require_groupings(rows: str, columns: str, measure: str) -> tuple[Dimension, Dimension | None]:
    """Raises Invalid for a dimension or a measure that there is not, and for the same dimension twice."""
    by, across = dimension(rows, "rows"), dimension(columns, "columns") if columns else None
    if measure not in MEASURES:
        raise Invalid(fields={"measure": _l("There is no such measure.")})
    if across is by:
        raise Invalid(fields={"columns": _l("Choose two different groupings.")})
    return by, across


def of_one_kind(filters: Filters, measure: str) -> Filters:
    """The filters with which sums mean something: contracts in force, and of money one direction and one currency."""
    found = replace(filters, status=filters.status or IN_FORCE)
    if measure == COUNT:
        return found
    return replace(found, direction=filters.direction[:1] or ("expense",), currency=filters.currency[:1] or ("CNY",))


def _sums(desk: Desk, by: Dimension, across: Dimension | None, measure: str, filters: Filters) -> dict[tuple[str, str], Decimal]:
    source = source_of(desk)
    keys = [by.asked(source), *([across.asked(source)] if across else [])]
    query = sa.select(MEASURES[measure](source), *keys).where(*conditions(desk, source, filters)).group_by(*keys)
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for value, row, *column in desk.session.execute(query):
        key = (_group(desk, by, row), _group(desk, across, column[0]) if across else "")
        found[key] += Decimal(int(value or 0)) if measure == COUNT else Decimal(int(value or 0)).scaleb(-2)
    return dict(found)


def _group(desk: Desk, one: Dimension, key: Any) -> str:
    if one.name == "company":
        return company(desk).company_of(str(key)) or str(key) or NONE
    return str(key) if key not in (None, "") else NONE


def _added(sums: Mapping[tuple[str, str], Decimal], place: int) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for key, value in sums.items():
        found[key[place]] += value
    return found


def _in_order(one: Dimension | None, totals: Mapping[str, Decimal]) -> list[str]:
    if one is not None and one.kind == "month":
        return sorted(totals, key=lambda key: (key == NONE, key))
    if one is not None and one.order:
        return sorted(totals, key=lambda key: (one.order.index(key) if key in one.order else len(one.order), key))
    return sorted(totals, key=lambda key: (-totals[key], key))


def _cell(desk: Desk, filters: Filters, value: Decimal, *groups: tuple[Dimension, str]) -> Cell:
    narrowed: dict[str, Any] = {}
    without = filters.without
    for one, key in groups:
        more = dict(one.narrow(desk, key))
        without += tuple(more.pop("without", ()))
        narrowed |= more
    return Cell(value, replace(filters, **narrowed, without=without))


def _sum(column: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    return sa.type_coerce(sa.func.sum(column), sa.BigInteger)


def largest(cells: Iterable[Cell]) -> Decimal:
    """The largest value, for the length of bars; 1 where all are 0 or less."""
    return max([cell.value for cell in cells if cell.value > 0], default=Decimal(1))
