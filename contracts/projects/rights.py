"""Who may do what with a project. Who may *see* one stands in contracts/permissions.py."""

from __future__ import annotations

from contracts.projects.records import Project
from engine.desk import SYSTEM, Desk
from engine.errors import NotYours

ADDS = frozenset({"admin", "manager", "process-admin"})
BUDGETS = frozenset({"admin", "manager", "finance"})


def may_add(desk: Desk) -> bool:
    """Administrators, management, process administrators."""
    return desk.actor.user == SYSTEM.user or bool(desk.actor.roles & ADDS)


def may_edit(desk: Desk, project: Project) -> bool:
    """The head data and the people: the project's manager, and who adds projects."""
    return may_add(desk) or desk.actor.user == project.manager


def may_budget(desk: Desk, project: Project) -> bool:
    """The lines: finance, management and administrators; the project's manager while it is planned.

    Once it runs, who is held by a limit does not raise it.
    """
    if desk.actor.user == SYSTEM.user or desk.actor.roles & BUDGETS:
        return True
    return project.status == "planned" and desk.actor.user == project.manager


def require(is_allowed: bool, **facts: str) -> None:
    """Raises NotYours."""
    if not is_allowed:
        raise NotYours(**facts)
