"""Who may see and do what: the only place that says so."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from contracts.deciding.deciders import decided
from contracts.importing.hiding import is_shown
from contracts.linking.renewing.records import TermWatch
from contracts.people.company import company
from contracts.people.roles import CANCELS, KEEPS_TEMPLATES, OPERATES, PUBLISHES, SEES_ALL
from contracts.projects.records import Project, ProjectMember
from contracts.records import Contract, PlanRow
from engine.desk import SYSTEM, Desk
from engine.identity import group, person
from engine.records import Holder, Instance


class Permissions:
    """The engine's Authority: may the actor start, cancel, operate, publish?"""

    def allows(self, desk: Desk, act: str, on: str) -> bool:
        """`on` is an edition's key for start and publish, an instance's id for cancel and operate."""
        if desk.actor.user == SYSTEM.user:
            return True
        if not desk.directory.is_active(desk.actor.user):
            return False
        roles = desk.actor.roles
        if act == "start":
            return "auditor" not in roles
        if act == "cancel":
            return bool(roles & CANCELS) or _owns(desk, on)
        return bool(roles & {"operate": OPERATES, "publish": PUBLISHES}.get(act, frozenset()))


def keeps_templates(desk: Desk) -> bool:
    """Does the actor write and publish templates? Lawyers do, by role or by group; and the house itself."""
    if desk.actor.user == SYSTEM.user:
        return True
    return bool(desk.actor.roles & KEEPS_TEMPLATES) or "legal" in desk.directory.groups(desk.actor.user)


def retires_templates(desk: Desk) -> bool:
    """May the actor take a template out of use? Whoever publishes processes may, too."""
    return keeps_templates(desk) or bool(desk.actor.roles & PUBLISHES)


def visible(desk: Desk, *, few: bool = False) -> sa.ColumnElement[bool]:
    """The contracts that the actor may see, as a condition: own, their departments', all by role, those they were asked about,
    and those of the projects that they see. What an import brings is nobody's before the import is done.

    `few`: the query names some contracts by id; then each is looked up, and not all that the actor is asked about.
    """
    user = desk.actor.user
    if user == SYSTEM.user:
        return sa.true()
    if desk.actor.roles & SEES_ALL:
        return is_shown(desk)
    held = _is_held(desk) if few else Contract.id.in_(_held(desk))
    of_projects = Contract.project.in_(sa.select(Project.code).where(visible_projects(desk)))
    mine = sa.or_(Contract.owner == user, Contract.department.in_(_departments(desk)), decided(desk, user), held, of_projects)
    hidden = is_shown(desk)
    return mine if isinstance(hidden, sa.True_) else sa.and_(hidden, mine)


def sees_all_of(desk: Desk, *, owners: Iterable[str] = (), departments: Iterable[str] = (), projects: Iterable[str] = ()) -> bool:
    """Does the actor see whatever belongs to all of these owners, or to all of these departments, or projects? Then nobody has to look,
    contract after contract, why they see it; only what an import brings is still hidden."""
    user = desk.actor.user
    if user == SYSTEM.user or desk.actor.roles & SEES_ALL:
        return True
    owners, departments, projects = set(owners), set(departments), set(projects)
    if owners == {user} or departments and departments <= set(_departments(desk)):
        return True
    query = sa.select(sa.func.count()).select_from(Project).where(Project.code.in_(sorted(projects)), visible_projects(desk))
    return bool(projects) and desk.session.scalar(query) == len(projects)


def visible_projects(desk: Desk) -> sa.ColumnElement[bool]:
    """The projects that the actor sees, with all their contracts: as manager or member, as head of the project's company, all by role."""
    user = desk.actor.user
    if user == SYSTEM.user or desk.actor.roles & SEES_ALL:
        return sa.true()
    mine = sa.select(ProjectMember.project).where(ProjectMember.user == user)
    return sa.or_(Project.manager == user, Project.code.in_(mine), Project.department.in_(_departments(desk)))


def _departments(desk: Desk) -> list[str]:
    """Whose contracts the actor reads: departments that they head, or their own as a department reader, and all below."""
    known = company(desk)
    mine = known.headed_by(desk.actor.user)
    me = known.users.get(desk.actor.user)
    if me and me.department and "department-reader" in desk.actor.roles:
        mine.append(me.department)
    return sorted({code for one in mine for code in known.below(one)})


def _held(desk: Desk) -> sa.Select[tuple[str]]:
    """Contracts whose instance, or one of whose obligations, or the watch over whose term, asks the actor now."""
    of = sa.select(Holder.instance_id).where(_holds(desk))
    mine = sa.union_all(sa.select(Contract.id).where(Contract.instance_id.in_(of)),
                        sa.select(PlanRow.contract_id).where(PlanRow.instance_id.in_(of)),
                        sa.select(TermWatch.contract_id).where(TermWatch.instance_id.in_(of))).subquery()
    return sa.select(mine.c[0])


def _is_held(desk: Desk) -> sa.ColumnElement[bool]:
    """The same, asked of one contract after another."""
    holds = _holds(desk)
    return sa.or_(sa.exists().where(Holder.instance_id == Contract.instance_id, holds),
                  sa.exists().where(PlanRow.contract_id == Contract.id, Holder.instance_id == PlanRow.instance_id, holds),
                  sa.exists().where(TermWatch.contract_id == Contract.id, Holder.instance_id == TermWatch.instance_id, holds))


def _holds(desk: Desk) -> sa.ColumnElement[bool]:
    """Held by the actor, by one of their groups, or by one they stand in for."""
    user, directory = desk.actor.user, desk.directory
    people = [user, *directory.substituted(user)]
    principals = {*map(person, people), *(group(name) for one in people for name in directory.groups(one))}
    return Holder.principal.in_(sorted(principals))


def _owns(desk: Desk, instance_id: str) -> bool:
    query = (sa.select(Contract.id).join(Instance, Instance.id == Contract.instance_id)
             .where(Instance.id == instance_id, Instance.status == "running", Contract.owner == desk.actor.user))
    return desk.session.scalar(query) is not None
