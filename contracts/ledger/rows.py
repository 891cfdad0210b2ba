"""A contract as one row of the ledger, and how a page of rows is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.ledger.holdings import Holding, holdings_by_id
from contracts.ledger.payments import COLUMNS, plans_of
from contracts.ledger.records import FIELDS
from contracts.ledger.sources import Source
from contracts.ledger.terms import time_percent
from contracts.people.company import company
from contracts.projects.records import BudgetLine
from contracts.records import Contract
from engine.desk import Desk

NONE = Decimal("0.00")
ALL = frozenset({"held", "budget_line", "over_budget", *COLUMNS})          # what stands elsewhere
Found = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class LedgerRow:
    """One contract in the ledger, now or as of a day; `held` are the people and groups it waits for (of now only)."""

    id: str
    number: str | None
    title: str
    type: str
    counterparty: str
    counterparty_code: str
    direction: str
    amount: Decimal | None
    changed_amount: Decimal
    net: Decimal | None
    tax: Decimal | None
    currency: str
    invoiced_amount: Decimal
    settled_amount: Decimal
    risk_level: str
    stage: str
    status: str
    owner: str
    department: str
    project: str
    parent_id: str | None
    relation: str
    renewal: str
    source: str
    signed_on: dt.date | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    file_number: str | None
    created_at: dt.datetime
    submitted_at: dt.datetime | None
    ended_at: dt.datetime | None
    updated_at: dt.datetime
    held: tuple[Holding, ...] = ()
    company: str = ""
    parent_number: str | None = None
    overdue_amount: Decimal = NONE
    soon_amount: Decimal = NONE
    retention_amount: Decimal = NONE
    milestones: int = 0
    milestones_done: int = 0
    next_due_on: dt.date | None = None
    next_milestone: str | None = None
    time_percent: int | None = None
    budget_line: str = ""
    over_budget: str = ""                      # yes

    @property
    def current_amount(self) -> Decimal | None:
        """The amount with what signed changes added."""
        return None if self.amount is None else self.amount + self.changed_amount

    @property
    def open_amount(self) -> Decimal | None:
        """What is not settled yet."""
        return None if self.current_amount is None else self.current_amount - self.settled_amount

    @property
    def paid_percent(self) -> int | None:
        """How much of the current amount is settled, in whole percent; None without an amount."""
        if not self.current_amount:
            return None
        return max(0, min(100, int(self.settled_amount * 100 / self.current_amount)))

    @property
    def done_percent(self) -> int | None:
        """How many of a hundred milestones are done; None without any."""
        return self.milestones_done * 100 // self.milestones if self.milestones else None


def columns_of(source: Source) -> tuple[sa.ColumnElement[Any], ...]:
    """What a row is made from: its id and the fields in their order."""
    return source.id, *(source[name] for name in FIELDS)


def rows_from(desk: Desk, source: Source, found: Iterable[Sequence[Any]], shown: Collection[str] = ALL) -> list[LedgerRow]:
    """Rows with what stands elsewhere: who has them, payments, budget line, the number of what they belong to.

    Some statements, however many rows, and none for what is not among the columns that are `shown`.
    """
    known = company(desk)
    plain = [LedgerRow(str(values[0]), *values[1:]) for values in found]
    parents = _numbers(desk, source, {row.parent_id for row in plain if row.parent_id})
    more: dict[str, dict[str, Any]] = {row.id: {
        "company": known.company_of(row.department), "parent_number": parents.get(row.parent_id or ""),
        "time_percent": time_percent(row.starts_on, row.ends_on, source.day)} for row in plain}
    for wanted, gather in GATHERED:
        if wanted & set(shown):
            for contract, values in gather(desk, source, plain).items():
                more[contract].update(values)
    return [LedgerRow(**{**row.__dict__, **more[row.id]}) for row in plain]


def _held(desk: Desk, source: Source, rows: Sequence[LedgerRow]) -> Found:
    running = [row.id for row in rows if row.status == "running"] if source.as_of is None else []
    return {contract: {"held": held} for contract, held in holdings_by_id(desk, running).items()} if running else {}


def _planned(desk: Desk, source: Source, rows: Sequence[LedgerRow]) -> Found:
    plans = plans_of(desk, source, {row.id: row.status == "running" for row in rows})
    return {contract: vars(plan) for contract, plan in plans.items()}


def _budgeted(desk: Desk, source: Source, rows: Sequence[LedgerRow]) -> Found:
    line = sa.and_(BudgetLine.project == Contract.project, BudgetLine.number == Contract.budget_line)
    query = (sa.select(Contract.id, Contract.over_budget, BudgetLine.code, BudgetLine.name).outerjoin(BudgetLine, line)
             .where(Contract.id.in_([row.id for row in rows if row.project])))
    return {contract: {"over_budget": "yes" if over else "", "budget_line": f"{code or ''} {name or ''}".strip()}
            for contract, over, code, name in desk.session.execute(query)} if source.as_of is None else {}


GATHERED: tuple[tuple[frozenset[str], Callable[[Desk, Source, Sequence[LedgerRow]], Found]], ...] = (
    (frozenset({"held"}), _held), (COLUMNS, _planned), (frozenset({"budget_line", "over_budget"}), _budgeted))


def _numbers(desk: Desk, source: Source, ids: set[str]) -> dict[str, str | None]:
    """The numbers of those that the actor may see too."""
    query = sa.select(source.id, source["number"]).where(source.id.in_(sorted(ids)), *source.conditions)
    return {str(contract): number for contract, number in desk.session.execute(query)} if ids else {}
