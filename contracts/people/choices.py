"""What a form offers to choose from: (value, what it is called)."""

from __future__ import annotations

from contracts.people.company import company
from contracts.people.departments import tree
from engine.desk import Desk

Choices = list[tuple[str, str]]


def people_choices(desk: Desk, *, without: str = "", also: tuple[str, ...] = ()) -> Choices:
    """Active people by login name, with their names; `also` those who are disabled but chosen already."""
    return [(one.login, f"{one.name} ({one.login})") for one in company(desk).users.values()
            if one.login != without and (one.is_active or one.login in also)]


def department_choices(desk: Desk, *, not_under: str = "") -> Choices:
    """The tree, each department behind its parent and further in; without one and all under it."""
    left_out = set(company(desk).below(not_under)) if not_under else set()
    return [(branch.unit.code, "　" * branch.depth + branch.unit.name) for branch in tree(desk) if branch.unit.code not in left_out]


def group_choices(desk: Desk) -> Choices:
    """The groups by name, with their titles."""
    return [(circle.name, circle.title) for circle in company(desk).groups.values()]
