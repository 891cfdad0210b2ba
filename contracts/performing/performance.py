"""How contracts are performed (履行): planned against settled, what comes next, what is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.drafting.drafts import today
from contracts.ledger.payments import belongs, is_open, is_settled
from contracts.ledger.sources import source_of
from contracts.ledger.terms import time_percent
from contracts.performing.obligations import comes_up_at, may_settle_early, rows_of
from contracts.permissions import visible
from contracts.records import NO_KIND, Contract, Paper, PlanRow
from engine.desk import Desk
from engine.errors import Invalid, _l
from engine.identity import Key, group, person
from engine.records import Holder

PAGE = 50
SOON_DAYS = 30
EVER = dt.date(1, 1, 1)
UNSETTLED = ("overdue", "open", "coming")
WHICH = (*UNSETTLED, "settled")


@dataclass(frozen=True)
class Due:
    """One row of a payment plan as it stands today. `state`: planned (not signed yet), coming, open, overdue, settled, dropped.

    `days` until it is due, negative when it is late; `item` is there when the actor is asked to settle it.
    """

    contract_id: str
    number: int
    name: str
    kind: str
    condition: str
    amount: Decimal
    due_on: dt.date
    comes_up_on: dt.date
    state: str
    days: int
    settled_on: dt.date | None
    settled_amount: Decimal | None
    settled_by: str | None
    remark: str
    receipt: int | None
    item: Key | None
    can_be_early: bool = False

    @property
    def differs(self) -> Decimal:
        """How much more (or less) was settled than planned."""
        return (self.settled_amount - self.amount) if self.settled_amount is not None else Decimal(0)


@dataclass(frozen=True)
class Performance:
    """A contract's payments: the rows, the sums, and how far money and time have gone, in whole percent."""

    rows: tuple[Due, ...]
    planned: Decimal
    settled: Decimal
    overdue: Decimal
    money_percent: int
    time_percent: int | None
    direction: str

    @property
    def rest(self) -> Decimal:
        return sum((row.amount for row in self.rows if row.state not in ("settled", "dropped")), Decimal(0))


@dataclass(frozen=True)
class Listed:
    """A row of the list over all contracts."""

    due: Due
    title: str
    contract_number: str | None
    counterparty: str
    direction: str
    currency: str


@dataclass(frozen=True)
class DuePage:
    """Soonest first (settled ones: latest first); `counts` by state over all that the actor may see; `next` None at the end."""

    rows: tuple[Listed, ...]
    counts: dict[str, int]
    next: str | None


def performance_of(desk: Desk, contract: Contract) -> Performance:
    """What the contract's page shows of its payments (who asks has looked whether it may be seen)."""
    rows = _dues(desk, [(row, contract) for row in rows_of(desk, contract.id)])
    planned = sum((row.amount for row in rows if row.state != "dropped"), Decimal(0))
    settled = sum((row.settled_amount or Decimal(0) for row in rows), Decimal(0))
    late = sum((row.amount for row in rows if row.state == "overdue"), Decimal(0))
    gone = time_percent(contract.starts_on, contract.ends_on, today(desk))
    return Performance(tuple(rows), planned, settled, late, _percent(settled, planned), gone, contract.direction)


def dues(desk: Desk, which: str = "open", *, after: str | None = None, limit: int = PAGE) -> DuePage:
    """One page over all contracts that the actor may see. Raises Invalid for another list, or a key that no page gave."""
    if which not in WHICH:
        raise Invalid(fields={"which": _l("Choose one of the values offered.")})
    running = [] if which == "settled" else [Contract.status == "running"]
    keys = (sa.select(PlanRow.contract_id, PlanRow.number).join(Contract, Contract.id == PlanRow.contract_id)
            .where(_is(desk, which), *running, visible(desk), *_behind(which, after)).order_by(*_order(which)).limit(limit + 1)).subquery()
    query = (sa.select(PlanRow, Contract).join(Contract, Contract.id == PlanRow.contract_id)
             .join(keys, sa.and_(keys.c.contract_id == PlanRow.contract_id, keys.c.number == PlanRow.number)).order_by(*_order(which)))
    found = [(row, contract) for row, contract in desk.session.execute(query)]
    shown = _dues(desk, found[:limit])
    rows = tuple(Listed(due, contract.title, contract.number, contract.counterparty, contract.direction, contract.currency)
                 for due, (_, contract) in zip(shown, found[:limit], strict=True))
    last = found[limit - 1][0] if len(found) > limit else None
    return DuePage(rows, _counts(desk), f"{_day(which, last).isoformat()}~{last.contract_id}~{last.number}" if last else None)


def count_dues(desk: Desk, which: str) -> int:
    """How long one of the lists is."""
    query = sa.select(sa.func.count()).select_from(PlanRow).where(_is(desk, which))
    return desk.session.scalar(_seen(desk, query, running=which != "settled")) or 0


def _is(desk: Desk, which: str) -> sa.ColumnElement[bool]:
    """Rows of this state, whoever may see them."""
    source = source_of(desk)
    begun, here = is_open(source), PlanRow.due_on >= source.day
    return {"settled": sa.and_(PlanRow.instance_id.is_not(None), is_settled(source)),
            "overdue": sa.and_(begun, belongs(source, "overdue")),
            "open": sa.and_(begun, PlanRow.comes_up_at.is_not(None), here),
            "coming": sa.and_(begun, PlanRow.comes_up_at.is_(None), here)}[which]


def _counts(desk: Desk) -> dict[str, int]:
    """What is open is counted in one index, what is settled in another. `EVER` is no limit: with it SQLite takes the first one."""
    cases = [sa.func.coalesce(sa.func.sum(sa.case((_is(desk, which), 1), else_=0)), 0) for which in UNSETTLED]
    begun = sa.select(*cases).select_from(PlanRow).where(is_open(source_of(desk)), PlanRow.due_on > EVER)
    found = [int(count) for count in desk.session.execute(_seen(desk, begun, running=True)).one()]
    return dict(zip(WHICH, (*found, count_dues(desk, "settled")), strict=True))


def _seen(desk: Desk, query: sa.Select[Any], *, running: bool) -> sa.Select[Any]:
    """Of contracts that the actor may see, of those under way only. Who sees few is led by the contracts, who sees all by the payments."""
    under_way, seen = [Contract.status == "running"] if running else [], visible(desk)
    if not isinstance(seen, sa.True_):
        return query.where(PlanRow.contract_id.in_(sa.select(Contract.id).where(seen, *under_way)))
    return query.join(Contract, Contract.id == PlanRow.contract_id).where(*under_way) if running else query


def _day(which: str, row: PlanRow) -> dt.date:
    return row.settled_on if which == "settled" and row.settled_on else row.due_on


def _order(which: str) -> tuple[sa.ColumnElement[Any], ...]:
    if which == "settled":
        return PlanRow.settled_on.desc(), PlanRow.contract_id.desc(), PlanRow.number.desc()
    return PlanRow.due_on.asc(), PlanRow.contract_id.asc(), PlanRow.number.asc()


def _behind(which: str, after: str | None) -> list[sa.ColumnElement[bool]]:
    if not after:
        return []
    try:
        day, contract_id, number = after.split("~")
        key = (dt.date.fromisoformat(day), contract_id, int(number))
    except ValueError as unreadable:
        raise Invalid(fields={"after": _l("This page does not exist; start again from the first.")}) from unreadable
    columns = (PlanRow.settled_on if which == "settled" else PlanRow.due_on, PlanRow.contract_id, PlanRow.number)
    here, there = sa.tuple_(*columns), sa.tuple_(*(sa.literal(value, column.type) for value, column in zip(key, columns, strict=True)))
    return [here < there if which == "settled" else here > there]


def _dues(desk: Desk, rows: Sequence[tuple[PlanRow, Contract]]) -> list[Due]:
    items, receipts, now = _my_items(desk, rows), _receipts(desk, rows), today(desk)
    return [_due(desk, row, contract, now, receipts.get((row.contract_id, row.number)), items.get(row.instance_id or ""))
            for row, contract in rows]


def _due(desk: Desk, row: PlanRow, contract: Contract, now: dt.date, receipt: int | None, item: Key | None) -> Due:
    state = _state(row, contract, now)
    early = state in ("coming", "overdue") and row.comes_up_at is None and may_settle_early(desk, contract)
    kind = "" if row.kind == NO_KIND else row.kind
    return Due(row.contract_id, row.number, row.name, kind, row.condition, row.amount, row.due_on, comes_up_at(desk.house, row).date(),
               state, (row.due_on - now).days, row.settled_on, row.settled_amount, row.settled_by, row.remark, receipt, item, early)


def _state(row: PlanRow, contract: Contract, now: dt.date) -> str:
    if row.settled_on is not None:
        return "settled"
    if row.dropped_at is not None:
        return "dropped"
    if row.instance_id is None or contract.status != "running":
        return "planned"
    return "overdue" if row.due_on < now else "open" if row.comes_up_at is not None else "coming"


def _my_items(desk: Desk, rows: Sequence[tuple[PlanRow, Contract]]) -> dict[str, Key]:
    user = desk.actor.user
    mine = [person(user), *map(group, desk.directory.groups(user)), *map(person, desk.directory.substituted(user))]
    instances = [row.instance_id for row, _ in rows if row.instance_id]
    query = sa.select(Holder.instance_id, Holder.item).where(Holder.instance_id.in_(instances), Holder.principal.in_(mine))
    return {instance: Key(instance, item) for instance, item in desk.session.execute(query)} if instances else {}


def _receipts(desk: Desk, rows: Sequence[tuple[PlanRow, Contract]]) -> dict[tuple[str, int], int]:
    query = sa.select(Paper.contract_id, Paper.plan_row, Paper.number).where(
        Paper.contract_id.in_({row.contract_id for row, _ in rows}), Paper.kind == "receipt",
        Paper.removed_at.is_(None)).order_by(Paper.number)
    return {(contract, row): number for contract, row, number in desk.session.execute(query) if row is not None} if rows else {}


def _percent(part: Decimal, whole: Decimal) -> int:
    return min(100, int(part * 100 / whole)) if whole else 0
