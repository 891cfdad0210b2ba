"""What projects are called where a code stands: in the ledger, its filters and files, in reports."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from contracts.projects.booking import known_projects
from contracts.projects.records import Project
from contracts.projects.rights import may_add
from engine.desk import Desk


def project_names(desk: Desk) -> Mapping[str, str]:
    """By code, those that the actor may know of, newest codes first; looked up once in a command."""
    if "project names" not in desk.kept:
        named = sa.true() if may_add(desk) else known_projects(desk)
        query = sa.select(Project.code, Project.name).where(named).order_by(Project.code.desc())
        desk.kept["project names"] = dict(desk.session.execute(query).all())
    found: Mapping[str, str] = desk.kept["project names"]
    return found
