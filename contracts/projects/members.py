"""Who works on a project, each with their part."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from contracts.people.company import company
from contracts.projects.projects import cleaned, locked_project, require_open
from contracts.projects.records import ProjectMember
from contracts.projects.rights import may_edit, require
from engine import history
from engine.desk import Desk
from engine.errors import Invalid, _l


def set_members(desk: Desk, code: str, wished: Mapping[str, str]) -> None:
    """These people and nobody else, by login name with their part. Raises NotFound, NotYours, ProjectClosed, Invalid."""
    project = locked_project(desk, code)
    require(may_edit(desk, project), act="edit project", project=code)
    require_open(project)
    before, known = members_of(desk, code), company(desk)
    if not all(known.is_active(login) or login in before for login in wished):
        raise Invalid(fields={"members": _l("Only active people can work on a project.")})
    after = {login: cleaned("members", part, 80) for login, part in sorted(wished.items())}
    if after == before:
        return
    desk.session.execute(sa.delete(ProjectMember).where(ProjectMember.project == code))
    desk.session.add_all(ProjectMember(project=code, user=login, part=part) for login, part in after.items())
    history.record(desk, history.HOUSE, "project-members-changed", facts={"project": code, "before": before, "after": after})


def members_of(desk: Desk, code: str) -> dict[str, str]:
    """Login names with their parts."""
    query = sa.select(ProjectMember.user, ProjectMember.part).where(ProjectMember.project == code).order_by(ProjectMember.user)
    return dict(desk.session.execute(query).all())
