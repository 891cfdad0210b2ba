"""The dashboard (工作台): a board's numbers, each with what leads to exactly what it counts; how long stages take; one report drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import sqlalchemy as sa

from contracts.ledger.filters import Filters, conditions
from contracts.ledger.payments import owed_of
from contracts.ledger.sources import source_of
from contracts.performing.performance import count_dues
from contracts.permissions import visible
from contracts.reading.running import count_queues
from contracts.records import Contract
from contracts.reports.boards import CONTRACTS, INBOX, PAYMENTS, RUNNING, Board, Wanted, WantedChart, boards_of
from contracts.reports.cycle_times import CycleTime, cycle_times
from contracts.reports.figures import Report, report
from engine.desk import Desk
from engine.errors import NotFound
from engine.work_items import inbox

DRAWN = (10, 4)                            # groups of a chart
Money = tuple[str, str, Decimal]           # direction, currency, amount


@dataclass(frozen=True)
class Figure:
    """One number: `filters` of the ledger leave the contracts that it counts; of another place it counts what is listed there."""

    wanted: Wanted
    value: int
    filters: Filters = Filters()
    money: tuple[Money, ...] = ()


@dataclass(frozen=True)
class Dashboard:
    """One board of the actor; `is_empty`: there is nothing that they may see and nothing that they are asked."""

    board: Board
    boards: tuple[Board, ...]
    figures: tuple[Figure, ...]
    times: tuple[CycleTime, ...]
    chart: Report
    chart_filters: Filters
    is_empty: bool


def dashboard(desk: Desk, key: str = "") -> Dashboard:
    """The board of this key, else the first of the actor's. Raises NotFound for one that is not theirs."""
    mine = boards_of(desk)
    found = next(((board, scope) for board, scope in mine if key in ("", board.key)), None)
    if found is None:
        raise NotFound(board=key[:40])
    board, scope = found
    figures = _figures(desk, board, scope)
    drawn = replace(scope, **board.chart.narrows)
    is_empty = not any(one.value for one in figures) and not _sees_any(desk)
    chart = _drawn(desk, board.chart, drawn)
    return Dashboard(board, tuple(one for one, _ in mine), figures, cycle_times(desk, scope), chart, drawn, is_empty)


def _figures(desk: Desk, board: Board, scope: Filters) -> tuple[Figure, ...]:
    source = source_of(desk)
    narrowed = conditions(desk, source, scope)
    owed = {kind: owed_of(desk, source, kind, narrowed) for kind in {one.owes for one in board.figures if one.owes}}
    return tuple(_figure(desk, one, replace(scope, **one.narrows), owed.get(one.owes, {})) for one in board.figures)


def _figure(desk: Desk, wanted: Wanted, filters: Filters, owed: Mapping[tuple[str, str], tuple[int, Decimal]]) -> Figure:
    if wanted.place != CONTRACTS:
        return Figure(wanted, ELSEWHERE[wanted.place](desk, wanted.which))
    if wanted.owes:
        mine = {key: found for key, found in sorted(owed.items()) if key[0] in (filters.direction or key[:1])}
        return Figure(wanted, sum(count for count, _ in mine.values()), filters, tuple((*key, amount) for key, (_, amount) in mine.items()))
    source = source_of(desk)
    query = sa.select(sa.func.count()).select_from(source.table).where(*conditions(desk, source, filters))
    return Figure(wanted, desk.session.scalar(query) or 0, filters)


def _drawn(desk: Desk, wanted: WantedChart, filters: Filters) -> Report:
    """Without the groups that have nothing: a bar of no length leads nowhere."""
    made = report(desk, wanted.rows, wanted.columns, measure=wanted.measure, filters=filters, most=DRAWN)
    return replace(made, rows=tuple((key, cell) for key, cell in made.rows if cell.value))


def _sees_any(desk: Desk) -> bool:
    return desk.session.scalar(sa.select(Contract.id).where(visible(desk)).limit(1)) is not None


ELSEWHERE: Mapping[str, Callable[[Desk, str], int]] = {
    INBOX: lambda desk, _which: inbox.counts(desk, desk.actor.user), PAYMENTS: count_dues, RUNNING: count_queues}
