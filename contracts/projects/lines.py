"""Budget lines (预算): added and changed with a reason; what a line's amount was is kept."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.projects.projects import cleaned, locked_project, require_open
from contracts.projects.records import BudgetChange, BudgetLine, Project
from contracts.projects.refusals import LineTaken
from contracts.projects.rights import may_budget, require
from engine import history
from engine.desk import Desk
from engine.errors import Invalid, NotFound, _l


@dataclass(frozen=True)
class LineWish:
    """What is written of a line."""

    code: str
    name: str
    amount: Decimal
    remark: str = ""


def add_line(desk: Desk, project_code: str, wish: LineWish, reason: str = "") -> int:
    """A line more; its number. Raises NotFound, NotYours, ProjectClosed, Invalid, LineTaken."""
    project = _held(desk, project_code)
    wished = _checked(desk, project, wish)
    number = (desk.session.scalar(sa.select(sa.func.max(BudgetLine.number)).where(BudgetLine.project == project.code)) or 0) + 1
    said = _reason(project, reason)
    desk.session.add(BudgetLine(project=project.code, number=number, **vars(wished)))
    _note(desk, project, number, None, wished.amount, said)
    history.record(desk, history.HOUSE, "budget-line-added", facts={
        "project": project.code, "line": number, "after": _told(wished), **({"reason": said} if said else {})})
    return number


def edit_line(desk: Desk, project_code: str, number: int, wish: LineWish, reason: str = "") -> None:
    """Another code, name, amount, remark. A running project's amount changes with a reason only.

    Raises NotFound, NotYours, ProjectClosed, Invalid, LineTaken.
    """
    project = _held(desk, project_code)
    # Who submits a contract on this line holds it: the amount changes before or behind what they compared with it.
    line = desk.session.get(BudgetLine, (project.code, number), with_for_update=True, populate_existing=True)
    if line is None:
        raise NotFound(project=project.code, line=number)
    before, wished = LineWish(line.code, line.name, line.amount, line.remark), _checked(desk, project, wish, number)
    if wished == before:
        return
    said = _reason(project, reason) if wished.amount != before.amount else cleaned("reason", reason, 400)
    for name, value in vars(wished).items():
        setattr(line, name, value)
    if wished.amount != before.amount:
        _note(desk, project, number, before.amount, wished.amount, said)
    then, now = _told(before), _told(wished)
    differing = [name for name in then if then[name] != now[name]]
    history.record(desk, history.HOUSE, "budget-line-changed", facts={
        "project": project.code, "line": number, "before": {name: then[name] for name in differing},
        "after": {name: now[name] for name in differing}, **({"reason": said} if said else {})})


def _held(desk: Desk, code: str) -> Project:
    project = locked_project(desk, code)
    require(may_budget(desk, project), act="edit budget", project=code)
    require_open(project)
    return project


def _reason(project: Project, reason: str) -> str:
    said = cleaned("reason", reason, 400)
    if not said and project.status != "planned":
        raise Invalid(fields={"reason": _l("Say why the budget changes: the project is running.")})
    return said


def _checked(desk: Desk, project: Project, wish: LineWish, number: int = 0) -> LineWish:
    code, name, remark = cleaned("code", wish.code, 40), cleaned("name", wish.name, 120), cleaned("remark", wish.remark, 400)
    wrong = {} if code else {"code": _l("A budget line has a code.")}
    if not name:
        wrong["name"] = _l("A budget line has a name.")
    if wish.amount < 0:
        wrong["amount"] = _l("A budget is not negative.")
    if wrong:
        raise Invalid(fields=wrong)
    same = sa.select(BudgetLine.number).where(BudgetLine.project == project.code, BudgetLine.code == code, BudgetLine.number != number)
    if (taken := desk.session.scalar(same)) is not None:
        raise LineTaken(project=project.code, line=taken)
    return LineWish(code, name, wish.amount, remark)


def _note(desk: Desk, project: Project, line: int, before: Decimal | None, after: Decimal, reason: str) -> None:
    mine = sa.select(sa.func.coalesce(sa.func.max(BudgetChange.number), 0)).where(
        BudgetChange.project == project.code, BudgetChange.line == line)
    number = (desk.session.scalar(mine) or 0) + 1
    desk.session.add(BudgetChange(project=project.code, line=line, number=number, before=before, after=after, reason=reason,
                                  by=desk.actor.user, at=desk.now))


def _told(wish: LineWish) -> dict[str, Any]:
    return {**vars(wish), "amount": str(wish.amount)}
