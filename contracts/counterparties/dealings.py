"""What we have with a counterparty: its contracts that the actor may see, and what is open of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa

from contracts.counterparties.finding import family
from contracts.people.company import today
from contracts.permissions import visible
from contracts.records import Contract, PlanRow
from engine.desk import Desk

PAGE = 50


@dataclass(frozen=True)
class Sums:
    """Over the contracts of one direction that are not cancelled; `overdue` is what is not settled though its day has passed."""

    count: int = 0
    amount: Decimal = Decimal(0)
    settled: Decimal = Decimal(0)
    overdue: Decimal = Decimal(0)

    @property
    def open(self) -> Decimal:
        """What is still to be paid or received."""
        return self.amount - self.settled


@dataclass(frozen=True)
class Dealings:
    """What we pay and what we receive are never added up. `next` continues behind the last contract."""

    contracts: list[Contract]
    expense: Sums
    income: Sums
    next: str | None


def dealings_with(desk: Desk, counterparty_id: int, *, after: str = "", limit: int = PAGE) -> Dealings:
    """Newest first: a contract's id begins with its time."""
    mine = sa.and_(Contract.counterparty_id.in_(family(counterparty_id)), visible(desk))
    query = sa.select(Contract).where(mine).order_by(Contract.id.desc()).limit(limit + 1)
    if len(after) == 36:
        query = query.where(Contract.id < after)
    found = list(desk.session.scalars(query))
    sums = _sums(desk, mine)
    following = found[limit - 1].id if len(found) > limit else None
    return Dealings(found[:limit], sums.get("expense", Sums()), sums.get("income", Sums()), following)


def _sums(desk: Desk, mine: sa.ColumnElement[bool]) -> dict[str, Sums]:
    worth = sa.func.coalesce(sa.func.sum(sa.func.coalesce(Contract.amount, 0) + Contract.changed_amount), 0)
    settled = sa.func.coalesce(sa.func.sum(Contract.settled_amount), 0)
    in_force = Contract.status != "cancelled"
    query = (sa.select(Contract.direction, sa.func.count(), sa.type_coerce(worth, sa.BigInteger), sa.type_coerce(settled, sa.BigInteger))
             .where(mine, in_force).group_by(Contract.direction))
    late = _overdue(desk, sa.and_(mine, in_force), today(desk))
    return {direction: Sums(count, _yuan(amount), _yuan(paid), late.get(direction, Decimal(0)))
            for direction, count, amount, paid in desk.session.execute(query)}


def _overdue(desk: Desk, mine: sa.ColumnElement[bool], day: dt.date) -> dict[str, Decimal]:
    """Plan rows that live (after signing) and whose day has passed."""
    amount = sa.func.coalesce(sa.func.sum(PlanRow.amount), 0)
    late = PlanRow.instance_id.is_not(None), PlanRow.settled_on.is_(None), PlanRow.due_on < day
    query = (sa.select(Contract.direction, sa.type_coerce(amount, sa.BigInteger)).join(PlanRow, PlanRow.contract_id == Contract.id)
             .where(mine, *late).group_by(Contract.direction))
    return {direction: _yuan(fen) for direction, fen in desk.session.execute(query)}


def _yuan(fen: int) -> Decimal:
    return Decimal(int(fen)).scaleb(-2)
