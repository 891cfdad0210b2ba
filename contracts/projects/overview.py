"""Projects as pages and programs read them: the list with its sums, one project with its lines, people and contracts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa

from contracts.permissions import visible, visible_projects
from contracts.projects.figures import NOTHING, Key, Sums, sums_by_line
from contracts.projects.members import members_of
from contracts.projects.projects import STATUSES, TURNS
from contracts.projects.records import BudgetChange, BudgetLine, Project
from contracts.projects.rights import may_add, may_budget, may_edit
from contracts.reading.search import holding
from contracts.records import Contract
from engine.desk import Desk
from engine.errors import Invalid, NotFound, _l

PAGE = 50


@dataclass(frozen=True)
class Figures:
    """A budget (None: income, or without a line) against what expenses take of it."""

    budget: Decimal | None
    sums: Sums

    @property
    def left(self) -> Decimal | None:
        return None if self.budget is None else self.budget - self.sums.booked

    @property
    def shares(self) -> tuple[int, int]:
        """Signed and reserved as parts of a bar of a hundred; the bar ends at the budget, or where it is passed at what is booked."""
        whole = max(self.budget or NOTHING, self.sums.booked)
        if whole <= 0:
            return 0, 0
        signed = max(0, min(100, round((self.sums.committed + self.sums.changed) * 100 / whole)))
        return signed, max(0, min(100 - signed, round(self.sums.reserved * 100 / whole)))


@dataclass(frozen=True)
class ProjectRow:
    """One project of the list; without figures where the actor sees its contracts not."""

    project: Project
    figures: Figures | None
    income: Sums | None


@dataclass(frozen=True)
class ProjectList:
    """Newest codes first; `counts` by status; `next` continues behind the last row."""

    rows: tuple[ProjectRow, ...]
    counts: dict[str, int]
    next: str | None


@dataclass(frozen=True)
class LineRow:
    """A budget line with its figures and every amount that it had, newest first."""

    number: int
    code: str
    name: str
    remark: str
    figures: Figures
    changes: tuple[BudgetChange, ...]


@dataclass(frozen=True)
class BookedContract:
    """A contract of the project."""

    id: str
    number: str | None
    title: str
    counterparty: str
    direction: str
    amount: Decimal | None
    currency: str
    stage: str
    status: str
    budget_line: int | None
    over_budget: bool


@dataclass(frozen=True)
class ProjectView:
    """Everything of one project's page. `elsewhere`: expenses that stand on no line; `turns`: what the actor may bring it into."""

    project: Project
    members: dict[str, str]
    lines: tuple[LineRow, ...]
    elsewhere: Sums
    total: Figures
    income: Sums
    sees_figures: bool
    may_edit: bool
    may_budget: bool
    turns: tuple[str, ...]


def projects(desk: Desk, *, status: str = "", text: str = "", after: str = "", limit: int = PAGE) -> ProjectList:
    """The projects that the actor sees, or adds: one statement over their contracts. Raises Invalid for a state that there is not."""
    if status and status not in STATUSES:
        raise Invalid(fields={"status": _l("Choose one of the values offered.")})
    fits = [_listed(desk), *holding((Project.name, Project.code, Project.counterparty), text)]
    query = sa.select(Project, visible_projects(desk)).where(*fits).order_by(Project.code.desc()).limit(limit + 1)
    query = query.where(Project.status == status) if status else query
    query = query.where(Project.code < after) if after else query
    found = [(project, bool(sees)) for project, sees in desk.session.execute(query)]
    rows = _rows(desk, found[:limit])
    counts = sa.select(Project.status, sa.func.count()).where(*fits).group_by(Project.status)
    return ProjectList(rows, dict(desk.session.execute(counts).all()), found[limit - 1][0].code if len(found) > limit else None)


def projects_named(desk: Desk, text: str, limit: int) -> list[tuple[str, str]]:
    """Code and name of the projects that fit among those that the actor sees, or adds; newest codes first."""
    fits = [_listed(desk), *holding((Project.name, Project.code, Project.counterparty), text)]
    query = sa.select(Project.code, Project.name).where(*fits).order_by(Project.code.desc()).limit(limit)
    return [(code, name) for code, name in desk.session.execute(query)]


def project_view(desk: Desk, code: str) -> ProjectView:
    """Raises NotFound, also for a project that the actor may not see."""
    project, sees = _seen(desk, code)
    sums = sums_by_line(desk, Contract.project == code) if sees else {}
    changes = list(desk.session.scalars(
        sa.select(BudgetChange).where(BudgetChange.project == code).order_by(BudgetChange.line, BudgetChange.number.desc())))
    query = sa.select(BudgetLine).where(BudgetLine.project == code).order_by(BudgetLine.code, BudgetLine.number)
    lines = tuple(LineRow(
        line.number, line.code, line.name, line.remark, Figures(line.amount, sums.get((code, line.number, "expense"), Sums())),
        tuple(one for one in changes if one.line == line.number)) for line in desk.session.scalars(query))
    expense = _total(sums, code, "expense")
    budget = sum((line.figures.budget or NOTHING for line in lines), NOTHING)
    return ProjectView(
        project, members_of(desk, code), lines, sums.get((code, None, "expense"), Sums()), Figures(budget, expense),
        _total(sums, code, "income"), sees, may_edit(desk, project), may_budget(desk, project), _turns(desk, project))


def contracts_of(desk: Desk, code: str, *, line: int | None = None, after: str = "",
                 limit: int = PAGE) -> tuple[tuple[BookedContract, ...], str | None]:
    """A page of the project's contracts that the actor may see, newest change first, and where the next begins. Raises Invalid."""
    columns = [getattr(Contract, name) for name in BookedContract.__dataclass_fields__]
    query = (sa.select(*columns, Contract.updated_at).where(visible(desk), Contract.project == code)
             .order_by(Contract.updated_at.desc(), Contract.id.desc()).limit(limit + 1))
    query = query if line is None else query.where(Contract.budget_line == line)
    if after:
        at, contract_id = _place(after)
        query = query.where(sa.tuple_(Contract.updated_at, Contract.id) < sa.tuple_(
            sa.literal(at, Contract.updated_at.type), sa.literal(contract_id, Contract.id.type)))
    found = [tuple(row) for row in desk.session.execute(query)]
    last = found[limit - 1] if len(found) > limit else None
    return tuple(BookedContract(*row[:-1]) for row in found[:limit]), f"{last[-1].isoformat()}~{last[0]}" if last else None


def seen_project(desk: Desk, code: str) -> Project:
    """Raises NotFound, also for a project that the actor may not see."""
    return _seen(desk, code)[0]


def _seen(desk: Desk, code: str) -> tuple[Project, bool]:
    found = desk.session.execute(sa.select(Project, visible_projects(desk)).where(Project.code == code, _listed(desk))).first()
    if found is None:
        raise NotFound(project=code[:40])
    return found[0], bool(found[1])


def _listed(desk: Desk) -> sa.ColumnElement[bool]:
    return sa.true() if may_add(desk) else visible_projects(desk)


def _rows(desk: Desk, found: Iterable[tuple[Project, bool]]) -> tuple[ProjectRow, ...]:
    found = list(found)
    codes = [project.code for project, sees in found if sees]
    sums = sums_by_line(desk, Contract.project.in_(codes)) if codes else {}
    query = (sa.select(BudgetLine.project, sa.type_coerce(sa.func.sum(BudgetLine.amount), sa.BigInteger))
             .where(BudgetLine.project.in_([project.code for project, _ in found])).group_by(BudgetLine.project))
    budgets = {code: Decimal(int(fen)).scaleb(-2) for code, fen in desk.session.execute(query)} if found else {}
    return tuple(ProjectRow(
        project, Figures(budgets.get(project.code, NOTHING), _total(sums, project.code, "expense")) if sees else None,
        _total(sums, project.code, "income") if sees else None) for project, sees in found)


def _total(sums: dict[Key, Sums], code: str, direction: str) -> Sums:
    return sum((one for (project, _, way), one in sums.items() if (project, way) == (code, direction)), Sums())


def _turns(desk: Desk, project: Project) -> tuple[str, ...]:
    may = may_add(desk) if project.status == "closed" else may_edit(desk, project)
    return tuple(to for to in ("running", "closed") if may and (project.status, to) in TURNS)


def _place(after: str) -> tuple[dt.datetime, str]:
    at, _, contract_id = after.partition("~")
    try:
        moment = dt.datetime.fromisoformat(at)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or len(contract_id) != 36:
        raise Invalid(fields={"after": _l("This page does not exist; start again from the first.")})
    return moment, contract_id
