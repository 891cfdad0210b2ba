"""Projects (项目): add, change, start, close, reopen. Every command locks the project's row first, the house's chain last."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from contracts.forms.clean_text import BadText, clean
from contracts.people.company import company
from contracts.permissions import visible, visible_projects
from contracts.projects.records import Project
from contracts.projects.refusals import ProjectClosed, ProjectHasContracts, ProjectTaken, WrongTurn
from contracts.projects.rights import may_add, may_edit, require
from contracts.records import Contract
from engine import history
from engine.desk import Desk
from engine.errors import ChangedMeanwhile, Invalid, NotFound, _l

LONGEST = {"name": 120, "counterparty": 200, "address": 200}
CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,39}")
STATUSES = ("planned", "running", "closed")
TURNS = {("planned", "running"), ("running", "closed"), ("planned", "closed"), ("closed", "running")}
NAMED = 5                                    # of the contracts that keep a project open


@dataclass(frozen=True)
class ProjectWish:
    """What is written of a project."""

    name: str
    department: str
    manager: str
    counterparty: str = ""
    address: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


def add_project(desk: Desk, code: str, wish: ProjectWish) -> Project:
    """A planned project. Raises NotYours, Invalid, ProjectTaken."""
    require(may_add(desk), act="add project")
    code = code.strip().upper()
    if not CODE.fullmatch(code):
        raise Invalid(fields={"code": _l("A project's code has 2 to 40 capital letters, digits and hyphens.")})
    wished = _checked(desk, wish)
    history.hold_house(desk)                 # two that add one code come one after the other
    if desk.session.get(Project, code) is not None:
        raise ProjectTaken(project=code)
    project = Project(code=code, **asdict(wished), status="planned", created_at=desk.now, created_by=desk.actor.user, updated_at=desk.now)
    desk.session.add(project)
    history.record(desk, history.HOUSE, "project-added", facts={"project": code, "after": _told(wished)})
    return project


def edit_project(desk: Desk, code: str, wish: ProjectWish, version: int) -> None:
    """Other head data. Raises NotFound, NotYours, ChangedMeanwhile, ProjectClosed, Invalid."""
    project = locked_project(desk, code)
    require(may_edit(desk, project), act="edit project", project=code)
    require_open(project)
    if project.version != version:
        raise ChangedMeanwhile(project=code)
    before, wished = wish_of(project), _checked(desk, wish, before=project.manager)
    if wished == before:
        return
    for name, value in asdict(wished).items():
        setattr(project, name, value)
    project.updated_at = desk.now
    then, now = _told(before), _told(wished)
    differing = [name for name in then if then[name] != now[name]]
    history.record(desk, history.HOUSE, "project-changed", facts={
        "project": code, "before": {name: then[name] for name in differing}, "after": {name: now[name] for name in differing}})


def turn_project(desk: Desk, code: str, status: str, reason: str = "") -> None:
    """Start, close or reopen it; whoever submits a contract holds the project too, so none slips in behind the count.

    Raises NotFound, NotYours, WrongTurn, Invalid, ProjectHasContracts."""
    project = locked_project(desk, code)
    reopens = project.status == "closed"
    require(may_add(desk) if reopens else may_edit(desk, project), act="turn project", project=code)
    if (project.status, status) not in TURNS:
        raise WrongTurn(project=code, now=project.status, to=status)
    reason = cleaned("reason", reason, 400)
    if reopens and not reason:
        raise Invalid(fields={"reason": _l("Say why it is reopened.")})
    if status == "closed":
        _require_nothing_open(desk, code)
    before, project.status, project.updated_at = project.status, status, desk.now
    history.record(desk, history.HOUSE, "project-turned", facts={
        "project": code, "before": before, "after": status, **({"reason": reason} if reason else {})})


def locked_project(desk: Desk, code: str) -> Project:
    """The project, held until the command ends. Raises NotFound, also for one that the actor may not see."""
    condition = sa.true() if may_add(desk) else visible_projects(desk)
    query = sa.select(Project).where(Project.code == code, condition).with_for_update().execution_options(populate_existing=True)
    project = desk.session.scalar(query)
    if project is None:
        raise NotFound(project=code[:40])
    return project


def require_open(project: Project) -> None:
    """Raises ProjectClosed."""
    if project.status == "closed":
        raise ProjectClosed(project=project.code)


def wish_of(project: Project) -> ProjectWish:
    """What is written of it now."""
    return ProjectWish(**{name: getattr(project, name) for name in ProjectWish.__dataclass_fields__})


def cleaned(name: str, text: str, longest: int) -> str:
    """The text, printable and not too long. Raises Invalid with the field's name."""
    try:
        text = clean(text)
    except BadText as bad:
        raise Invalid(fields={name: BadText.title}) from bad
    if len(text) > longest:
        raise Invalid(fields={name: _l("This is too long.")})
    return text


def _require_nothing_open(desk: Desk, code: str) -> None:
    is_open = (Contract.project == code, Contract.status == "running", Contract.submitted_at.is_not(None))
    count = desk.session.scalar(sa.select(sa.func.count()).select_from(Contract).where(*is_open)) or 0
    if count:
        query = sa.select(Contract.number, Contract.title).where(*is_open, visible(desk)).order_by(Contract.updated_at.desc()).limit(NAMED)
        named = [f"{number} {title}" for number, title in desk.session.execute(query)]
        raise ProjectHasContracts(project=code, count=count, contracts=named)


def _checked(desk: Desk, wish: ProjectWish, *, before: str = "") -> ProjectWish:
    known, wrong = company(desk), {}
    texts = {name: cleaned(name, getattr(wish, name), longest) for name, longest in LONGEST.items()}
    if not texts["name"]:
        wrong["name"] = _l("A project has a name.")
    if wish.department not in known.departments:
        wrong["department"] = _l("There is no such department.")
    if not known.is_active(wish.manager) and (wish.manager != before or not wish.manager):
        wrong["manager"] = _l("A project's manager is an active person.")
    if wish.starts_on and wish.ends_on and wish.ends_on < wish.starts_on:
        wrong["ends_on"] = _l("The end lies before the beginning.")
    if wrong:
        raise Invalid(fields=wrong)
    return ProjectWish(department=wish.department, manager=wish.manager, starts_on=wish.starts_on, ends_on=wish.ends_on, **texts)


def _told(wish: ProjectWish) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in asdict(wish).items()}


