"""What the payment plans of contracts say in the ledger: what is late, due soon or kept back, how many milestones are done.

A row counts from signing on, while its contract is under way; of a past day it is read as it was known at the end of that day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.ledger.sources import Source
from contracts.records import PlanRow
from engine.desk import Desk
from engine.store import table_of

SOON_DAYS = 30
OVERDUE, SOON, RETENTION = PAYMENTS = ("overdue", "soon", "retention")
SUMS = {OVERDUE: "overdue_amount", SOON: "soon_amount", RETENTION: "retention_amount"}
MILESTONES = ("milestones", "milestones_done", "done_percent", "next_due_on", "next_milestone")
COLUMNS = frozenset({*SUMS.values(), *MILESTONES})
NONE = Decimal("0.00")
_rows = table_of(PlanRow)


@dataclass(frozen=True)
class Plan:
    """The payments of one contract. Amounts are of what is open."""

    overdue_amount: Decimal = NONE
    soon_amount: Decimal = NONE
    retention_amount: Decimal = NONE
    milestones: int = 0
    milestones_done: int = 0
    next_due_on: dt.date | None = None
    next_milestone: str | None = None


def is_open(source: Source) -> sa.ColumnElement[bool]:
    """A row that is an obligation and not settled; of a contract that is under way."""
    begun, settled, dropped = _rows.c.instance_id.is_not(None), _rows.c.settled_on.is_not(None), _rows.c.dropped_at.is_not(None)
    if source.over_at is None:
        return sa.and_(begun, sa.not_(settled), sa.not_(dropped))
    at = sa.literal(source.over_at, _rows.c.began_at.type)
    return sa.and_(begun, sa.or_(_rows.c.began_at.is_(None), _rows.c.began_at < at), sa.not_(is_settled(source)),
                   sa.or_(sa.not_(dropped), _rows.c.dropped_at >= at))


def is_settled(source: Source) -> sa.ColumnElement[bool]:
    """A row whose payment was recorded."""
    settled = _rows.c.settled_on.is_not(None)
    if source.over_at is None:
        return settled
    at = sa.literal(source.over_at, _rows.c.settled_at.type)
    return sa.and_(settled, sa.or_(_rows.c.settled_at < at, sa.and_(_rows.c.settled_at.is_(None), _rows.c.settled_on <= source.day)))


def belongs(source: Source, kind: str) -> sa.ColumnElement[bool]:
    """Which open rows are overdue, due soon, kept back."""
    soon = source.day + dt.timedelta(days=SOON_DAYS)
    return {OVERDUE: _rows.c.due_on < source.day, SOON: sa.and_(_rows.c.due_on >= source.day, _rows.c.due_on <= soon),
            RETENTION: _rows.c.kind == RETENTION}[kind]


def having(source: Source, kinds: Iterable[str]) -> sa.ColumnElement[bool]:
    """Contracts with a row of one of these kinds."""
    wanted = sa.or_(*(belongs(source, kind) for kind in kinds))
    return sa.and_(source["status"] == "running", source.id.in_(sa.select(_rows.c.contract_id).where(is_open(source), wanted)))


def asked_sum(source: Source, kind: str) -> sa.ColumnElement[int]:
    """What rows of the ledger are sorted by: of each contract the sum of what is open of this kind, in fen."""
    summed = sa.func.coalesce(sa.func.sum(sa.type_coerce(_rows.c.amount, sa.BigInteger)), 0)
    return _of_each(source, sa.cast(summed, sa.BigInteger), is_open(source), belongs(source, kind), otherwise=0)


def asked_next(source: Source) -> sa.ColumnElement[dt.date]:
    """When the first open row is due."""
    return _of_each(source, sa.func.min(_rows.c.due_on), is_open(source))


def asked_count(source: Source, *, done: bool = False) -> sa.ColumnElement[int]:
    """How many milestones there are, or how many are done."""
    counted = is_settled(source) if done else sa.or_(is_settled(source), is_open(source))
    query = sa.select(sa.func.count()).select_from(_rows).where(_rows.c.contract_id == source.id, counted)
    return query.correlate(source.table).scalar_subquery()


def asked_share(source: Source) -> sa.ColumnElement[int]:
    """How many of a hundred milestones are done."""
    hundredfold = asked_count(source, done=True) * 100
    return hundredfold.op("/", return_type=sa.Integer())(sa.func.nullif(asked_count(source), 0))


def _of_each(source: Source, value: sa.ColumnElement[Any], *which: sa.ColumnElement[bool], otherwise: Any = None) -> sa.ColumnElement[Any]:
    found = sa.select(value).where(_rows.c.contract_id == source.id, *which).correlate(source.table).scalar_subquery()
    return sa.case((source["status"] == "running", found), else_=otherwise)


def sums_of(desk: Desk, source: Source, conditions: Iterable[sa.ColumnElement[bool]],
            names: Collection[str] = tuple(SUMS.values())) -> dict[tuple[str, str], dict[str, Decimal]]:
    """By direction and currency what is overdue, due soon and kept back in all contracts that fit: those sums that are named.

    One statement over the open rows that belong to one of them; what is kept back is most of all.
    """
    kinds = {name: belongs(source, kind) for kind, name in SUMS.items() if name in names}
    fen = sa.type_coerce(_rows.c.amount, sa.BigInteger)
    sums = [sa.type_coerce(sa.func.sum(sa.case((one, fen), else_=0)), sa.BigInteger) for one in kinds.values()]
    by = source["direction"], source["currency"]
    soonest = [_rows.c.due_on <= source.day + dt.timedelta(days=SOON_DAYS)] if SUMS[RETENTION] not in kinds else []   # an index has it
    query = (sa.select(*by, *sums).select_from(_rows.join(source.table, _rows.c.contract_id == source.id))
             .where(is_open(source), *soonest, sa.or_(*kinds.values()), source["status"] == "running", *conditions).group_by(*by))
    return {(direction, currency): {name: Decimal(int(amount)).scaleb(-2) for name, amount in zip(kinds, amounts, strict=True)}
            for direction, currency, *amounts in desk.session.execute(query)}


def owed_of(desk: Desk, source: Source, kind: str,
            conditions: Iterable[sa.ColumnElement[bool]]) -> dict[tuple[str, str], tuple[int, Decimal]]:
    """By direction and currency how many of the contracts that fit have open rows of this kind, and what these come to."""
    by = source["direction"], source["currency"]
    counted = sa.func.count(sa.distinct(_rows.c.contract_id))
    summed = sa.type_coerce(sa.func.sum(sa.type_coerce(_rows.c.amount, sa.BigInteger)), sa.BigInteger)
    query = (sa.select(*by, counted, summed).select_from(_rows.join(source.table, _rows.c.contract_id == source.id)).where(
                 is_open(source), belongs(source, kind), source["status"] == "running", *conditions).group_by(*by))
    return {(direction, currency): (count, Decimal(int(amount)).scaleb(-2))
            for direction, currency, count, amount in desk.session.execute(query)}


def plans_of(desk: Desk, source: Source, running: Mapping[str, bool]) -> dict[str, Plan]:
    """By contract id; `running` says of each whether it is under way. One statement, however many contracts."""
    fields = _rows.c.contract_id, _rows.c.name, _rows.c.kind, _rows.c.due_on, _rows.c.amount
    counts = sa.or_(is_settled(source), is_open(source))
    query = (sa.select(is_settled(source), *fields).where(_rows.c.contract_id.in_(list(running)), counts)
             .order_by(_rows.c.due_on, _rows.c.number))
    found: dict[str, list[Any]] = defaultdict(list)
    for settled, contract, *values in desk.session.execute(query) if running else ():
        found[str(contract)].append((settled, *values))
    return {contract: _plan(rows, source.day, is_running=running[contract]) for contract, rows in found.items()}


def _plan(rows: list[Any], day: dt.date, *, is_running: bool) -> Plan:
    left = [row for row in rows if not row[0]] if is_running else []
    soon = day + dt.timedelta(days=SOON_DAYS)
    first = left[0] if left else None
    return Plan(
        sum((amount for *_, due, amount in left if due < day), NONE), sum((amount for *_, due, amount in left if day <= due <= soon), NONE),
        sum((amount for _, _, kind, _, amount in left if kind == RETENTION), NONE),
        len(rows), sum(1 for row in rows if row[0]), first[3] if first else None, first[1] if first else None)
