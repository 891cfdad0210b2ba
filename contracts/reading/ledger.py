"""The ledger (台账): every contract that I may see, with its live stage; filters, totals, paging by key."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

import sqlalchemy as sa

from contracts.permissions import visible
from contracts.reading.search import holding
from contracts.records import Contract, PlanRow
from engine.desk import Desk
from engine.errors import Invalid, _l
from engine.records import Holder, WorkItem

PAGE = 50


@dataclass(frozen=True)
class Filters:
    """What the ledger is narrowed to; everything empty is everything that I may see."""

    stage: str = ""
    status: str = ""
    type: str = ""
    department: str = ""
    owner: str = ""
    direction: str = ""
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    text: str = ""                          # in title, number, counterparty


@dataclass(frozen=True)
class Holding:
    """Who is asked at the moment, since when: a principal (u:li, g:legal)."""

    principal: str
    since: dt.datetime
    due_at: dt.datetime | None


@dataclass(frozen=True)
class LedgerRow:
    """One contract in the ledger; `held` are the people and groups it waits for."""

    id: str
    number: str | None
    title: str
    type: str
    counterparty: str
    direction: str
    amount: Decimal | None
    currency: str
    settled_amount: Decimal
    stage: str
    status: str
    owner: str
    department: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    updated_at: dt.datetime
    version: int
    held: tuple[Holding, ...] = ()

    @property
    def paid_percent(self) -> int | None:
        """How much of the amount is settled, in whole percent; None without an amount."""
        if not self.amount:
            return None
        return min(100, int(self.settled_amount * 100 / self.amount))


@dataclass(frozen=True)
class Totals:
    """Over everything that the filters leave, not only the page. Income and expense are never added up.

    Cancelled contracts are counted, but nothing is paid or received for them: they are in no sum, unless they are what was asked for.
    """

    count: int
    expense: Decimal
    income: Decimal
    settled: Decimal


@dataclass(frozen=True)
class LedgerPage:
    """Newest change first; `next` continues behind the last row, None at the end."""

    rows: list[LedgerRow]
    totals: Totals
    next: str | None
    stages: dict[str, int] = field(default_factory=dict)


def page(desk: Desk, filters: Filters, *, after: str | None = None, limit: int = PAGE) -> LedgerPage:
    """One page of what the actor may see. Raises Invalid for a key that no page gave."""
    narrowed = [visible(desk), *_conditions(filters)]
    query = sa.select(Contract).where(*narrowed).order_by(Contract.updated_at.desc(), Contract.id.desc()).limit(limit + 1)
    if after:
        at, contract_id = _parse(after)
        query = query.where(sa.tuple_(Contract.updated_at, Contract.id) < sa.tuple_(sa.literal(at, Contract.updated_at.type),
                                                                                   sa.literal(contract_id, Contract.id.type)))
    found = list(desk.session.scalars(query))
    held = holdings(desk, found[:limit])
    rows = [_row(contract, held[contract.id]) for contract in found[:limit]]
    last = found[limit - 1] if len(found) > limit else None
    return LedgerPage(rows, totals(desk, filters), f"{last.updated_at.isoformat()}~{last.id}" if last else None, _stages(desk, filters))


def totals(desk: Desk, filters: Filters) -> Totals:
    """Count and sums of what is filtered."""
    in_force = sa.true() if filters.status else Contract.status != "cancelled"
    amount = sa.func.coalesce(sa.func.sum(sa.case((in_force, Contract.amount))), 0)
    settled = sa.func.coalesce(sa.func.sum(Contract.settled_amount), 0)
    query = (sa.select(Contract.direction, sa.func.count(), sa.type_coerce(amount, sa.BigInteger), sa.type_coerce(settled, sa.BigInteger))
             .where(visible(desk), *_conditions(filters)).group_by(Contract.direction))
    sums = {direction: (count, _yuan(gross), _yuan(paid)) for direction, count, gross, paid in desk.session.execute(query)}
    nothing = (0, Decimal(0), Decimal(0))
    return Totals(sum(count for count, _, _ in sums.values()), sums.get("expense", nothing)[1], sums.get("income", nothing)[1],
                  sum((paid for _, _, paid in sums.values()), Decimal(0)))


def holdings(desk: Desk, contracts: Iterable[Contract]) -> dict[str, tuple[Holding, ...]]:
    """By contract id who is asked now, over its own instance and those of its obligations; longest waiting first."""
    of = {contract.instance_id: contract.id for contract in contracts if contract.instance_id and contract.status == "running"}
    rows = sa.select(PlanRow.instance_id, PlanRow.contract_id).where(
        PlanRow.contract_id.in_(set(of.values())), PlanRow.instance_id.is_not(None), PlanRow.settled_on.is_(None))
    of |= {instance: contract for instance, contract in desk.session.execute(rows) if instance} if of else {}
    found: dict[str, list[Holding]] = defaultdict(list)
    query = (sa.select(Holder.instance_id, Holder.principal, WorkItem.opened_at, WorkItem.due_at)
             .join(WorkItem, sa.and_(WorkItem.instance_id == Holder.instance_id, WorkItem.number == Holder.item))
             .where(Holder.instance_id.in_(of)).order_by(WorkItem.opened_at))
    for instance, principal, since, due_at in desk.session.execute(query) if of else []:
        found[of[instance]].append(Holding(principal, since, due_at))
    return defaultdict(tuple, {contract: tuple(held) for contract, held in found.items()})


def _stages(desk: Desk, filters: Filters) -> dict[str, int]:
    """How many contracts stand in each stage, with all filters but the stage's own."""
    others = Filters(**{**filters.__dict__, "stage": ""})
    query = sa.select(Contract.stage, sa.func.count()).where(visible(desk), *_conditions(others)).group_by(Contract.stage)
    return dict(desk.session.execute(query).all())


def _conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    exact = {Contract.stage: filters.stage, Contract.status: filters.status, Contract.type: filters.type,
             Contract.department: filters.department, Contract.owner: filters.owner, Contract.direction: filters.direction}
    conditions: list[sa.ColumnElement[bool]] = [column == value for column, value in exact.items() if value]
    if filters.at_least is not None:
        conditions.append(Contract.amount >= filters.at_least)
    if filters.at_most is not None:
        conditions.append(Contract.amount <= filters.at_most)
    return conditions + holding((Contract.title, Contract.number, Contract.counterparty), filters.text)


def _row(contract: Contract, held: tuple[Holding, ...]) -> LedgerRow:
    same = {name: getattr(contract, name) for name in LedgerRow.__dataclass_fields__ if name != "held"}
    return LedgerRow(**same, held=held)


def _yuan(fen: int) -> Decimal:
    return Decimal(int(fen)).scaleb(-2)


def _parse(after: str) -> tuple[dt.datetime, str]:
    at, _, contract_id = after.partition("~")
    try:
        moment = dt.datetime.fromisoformat(at)
    except ValueError as unreadable:
        raise Invalid(fields={"after": _l("This page does not exist; start again from the first.")}) from unreadable
    if moment.tzinfo is None or len(contract_id) != 36:
        raise Invalid(fields={"after": _l("This page does not exist; start again from the first.")})
    return moment, contract_id


@dataclass(frozen=True)
class Choices:
    """What the filters can offer: the values that occur in what the actor may see."""

    types: list[str]
    departments: list[str]
    owners: list[str]


def choices(desk: Desk) -> Choices:
    """Distinct types, departments and owners."""
    types, departments, owners = (list(desk.session.scalars(sa.select(column).where(visible(desk)).distinct().order_by(column)))
                                  for column in (Contract.type, Contract.department, Contract.owner))
    return Choices(types, departments, owners)
