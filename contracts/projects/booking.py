"""The project and budget line that a contract is booked on, and whether it takes more than the line has left."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.people.company import company
from contracts.permissions import visible_projects
from contracts.projects.figures import EFFECTS, SIGNED, taken_of
from contracts.projects.records import BudgetLine, Project
from contracts.projects.refusals import ProjectClosed
from contracts.records import Contract
from engine import history
from engine.desk import SYSTEM, Desk

OFFERED = 300


@dataclass(frozen=True)
class Over:
    """By how much a contract is over its line, and why: the line's budget, what the others take, what this one takes."""

    budget: Decimal
    others: Decimal
    amount: Decimal

    @property
    def by(self) -> Decimal:
        return self.others + self.amount - self.budget


@dataclass(frozen=True)
class Booking:
    """What a contract's page says of its project; `may_open`: the actor sees the project too."""

    project: str
    name: str
    line: int | None
    line_code: str
    line_name: str
    may_open: bool
    is_over: bool


def hold_budget(desk: Desk, contract: Contract) -> None:
    """At each submission, under the line's lock: is the contract over what its line has left? Raises ProjectClosed.

    Two that are submitted at the same moment come one after the other, and the second counts the first.
    """
    over = None
    if contract.project:
        held = sa.select(Project.status).where(Project.code == contract.project).with_for_update(read=True)
        if desk.session.scalar(held) in (None, "closed"):
            raise ProjectClosed(project=contract.project)
        line = desk.session.scalar(_line(contract).with_for_update().execution_options(populate_existing=True))
        over = _over(desk, contract, line)
    before, contract.over_budget = contract.over_budget, over is not None
    if contract.over_budget != before and contract.instance_id:
        history.record(desk, contract.instance_id, "ledger", facts={"before": {"over_budget": before}, "after": {
            "over_budget": contract.over_budget}, **({"over_by": str(over.by)} if over else {})})


def over_of(desk: Desk, contract: Contract) -> Over | None:
    """How it stands now, for who decides: the budget may have changed since the submission. None once it is signed."""
    if contract.stage in SIGNED or contract.status != "running":
        return None
    return _over(desk, contract, desk.session.scalar(_line(contract)))


def booking_of(desk: Desk, contract: Contract) -> Booking | None:
    """None of a contract without a project."""
    query = (sa.select(Project.name, BudgetLine.code, BudgetLine.name, visible_projects(desk)).select_from(Project)
             .outerjoin(BudgetLine, sa.and_(BudgetLine.project == Project.code, BudgetLine.number == contract.budget_line))
             .where(Project.code == contract.project))
    found = desk.session.execute(query).first() if contract.project else None
    if found is None:
        return None
    name, code, line, may_open = found
    return Booking(contract.project, name, contract.budget_line, code or "", line or "", bool(may_open), contract.over_budget)


def offered_projects(desk: Desk, also: str = "") -> list[tuple[str, str]]:
    """The open projects that the actor may book a contract on, with their names; `also` the one that is chosen already."""
    query = sa.select(Project.code, Project.name).where(sa.or_(_offered(desk), Project.code == also)).order_by(Project.code.desc())
    return [(code, name) for code, name in desk.session.execute(query.limit(OFFERED))]


def offered_lines(desk: Desk, typed: Any) -> list[tuple[int, str, str]]:
    """Number, code and name of the lines of a project that was typed; no figures."""
    query = (sa.select(BudgetLine.number, BudgetLine.code, BudgetLine.name).join(Project, Project.code == BudgetLine.project)
             .where(BudgetLine.project == code_in(typed), _offered(desk)).order_by(BudgetLine.code, BudgetLine.number))
    return [(number, code, name) for number, code, name in desk.session.execute(query)] if code_in(typed) else []


def bookable(desk: Desk, typed: Mapping[str, Any]) -> Mapping[str, Collection[int]]:
    """The project that a draft names, if it may be booked on, with the numbers of its lines."""
    code = code_in(typed.get("project"))
    query = (sa.select(Project.code, BudgetLine.number).outerjoin(BudgetLine, BudgetLine.project == Project.code)
             .where(Project.code == code, _offered(desk)))
    found = desk.session.execute(query).all() if code else []
    return {code: {number for _, number in found if number is not None}} if found else {}


def code_in(typed: Any) -> str:
    """The project's code in what was chosen or typed: `P2026-01 城南综合楼`."""
    words = typed.split() if isinstance(typed, str) else []
    return words[0].upper()[:40] if words else ""


def known_projects(desk: Desk) -> sa.ColumnElement[bool]:
    """Those whose name the actor may know: seen by them, or of a company that their department belongs to."""
    if desk.actor.user == SYSTEM.user:
        return sa.true()
    known = company(desk)
    me = known.users.get(desk.actor.user)
    above = [unit.code for unit in known.upwards(me.department if me else None)]
    return sa.or_(visible_projects(desk), Project.department.in_(above))


def _offered(desk: Desk) -> sa.ColumnElement[bool]:
    return sa.and_(Project.status != "closed", known_projects(desk))


def _line(contract: Contract) -> sa.Select[BudgetLine]:
    return sa.select(BudgetLine).where(BudgetLine.project == contract.project, BudgetLine.number == contract.budget_line)


def _over(desk: Desk, contract: Contract, line: BudgetLine | None) -> Over | None:
    asked = contract.amount_change if contract.relation in EFFECTS else contract.amount
    return over_by(desk, contract, line, asked) if contract.direction == "expense" else None


def over_by(desk: Desk, contract: Contract, line: BudgetLine | None, asked: Decimal | None) -> Over | None:
    """Would this contract, taking so much of this line, be over what the others leave?"""
    if line is None or asked is None or asked <= 0:
        return None
    over = Over(line.amount, taken_of(desk, line.project, line.number, without=contract.id), asked)
    return over if over.by > 0 else None
