"""Departments (部门): the tree, its heads, and what other parts ask about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import sqlalchemy as sa

from contracts.forms.clean_text import clean
from contracts.people.company import Unit, changed, company, lock_people
from contracts.people.records import Department
from contracts.people.roles import require_admin
from contracts.records import Contract
from engine import history
from engine.desk import Desk
from engine.errors import Invalid, NotFound, Refusal, _l

CODE = re.compile(r"[A-Z][A-Z0-9]{0,11}")


class DepartmentTaken(Refusal):
    """Another department has this code; facts: code."""

    code, status = "department-taken", 409
    title = _l("There is a department with this code already.")
    hint = _l("Choose another code.")


class DepartmentInUse(Refusal):
    """The department can't be removed; facts: code, people, departments, contracts."""

    code, status = "department-in-use", 409
    title = _l("This department is in use.")
    hint = _l("Move its people and the departments under it first. One that has contracts stays.")


def names(desk: Desk) -> dict[str, str]:
    """The departments that there are, by code."""
    return {unit.code: unit.name for unit in company(desk).departments.values()}


def department_of(desk: Desk, login: str) -> str:
    """The code of a person's department; empty where they have none."""
    known = company(desk).users.get(login)
    return known.department or "" if known else ""


@dataclass(frozen=True)
class Branch:
    """One department in the tree; `depth` is 0 at the top, `people` counts the active ones of itself."""

    unit: Unit
    depth: int
    people: int


def tree(desk: Desk) -> list[Branch]:
    """All departments, each behind its parent."""
    known = company(desk)
    counts: dict[str | None, int] = {}
    for one in known.users.values():
        counts[one.department] = counts.get(one.department, 0) + one.is_active
    found = [(tuple(unit.code for unit in reversed([*known.upwards(code)])), unit) for code, unit in known.departments.items()]
    return [Branch(unit, len(path) - 1, counts.get(unit.code, 0)) for path, unit in sorted(found, key=lambda one: one[0])]


def add_department(desk: Desk, code: str, name: str, parent: str | None = None, head: str | None = None) -> None:
    """Raises NotYours, Invalid, DepartmentTaken."""
    require_admin(desk)
    lock_people(desk)
    code = code.strip().upper()
    if not CODE.fullmatch(code):
        raise Invalid(fields={"code": _l("A code has 1 to 12 capital letters and digits, a letter first; it stands in contract numbers.")})
    if code in company(desk).departments:
        raise DepartmentTaken(code=code)
    wished = _checked(desk, code, name, parent, head)
    desk.session.execute(sa.insert(Department).values(**vars(wished)))
    history.record(desk, history.HOUSE, "department-added", facts={"department": code, "after": vars(wished)})
    changed(desk)


def edit_department(desk: Desk, code: str, name: str, parent: str | None = None, head: str | None = None) -> None:
    """Another name, place in the tree, or head. Raises NotYours, NotFound, Invalid."""
    require_admin(desk)
    lock_people(desk)
    before = _unit(desk, code)
    wished = _checked(desk, code, name, parent, head)
    if wished == before:
        return
    desk.session.execute(sa.update(Department).where(Department.code == code)
                         .values(name=wished.name, parent=wished.parent, head=wished.head))
    differing = [name for name, value in vars(before).items() if value != getattr(wished, name)]
    history.record(desk, history.HOUSE, "department-changed", facts={
        "department": code, "before": {name: getattr(before, name) for name in differing},
        "after": {name: getattr(wished, name) for name in differing}})
    changed(desk)


def remove_department(desk: Desk, code: str) -> None:
    """One that nobody and nothing belongs to. Raises NotYours, NotFound, DepartmentInUse."""
    require_admin(desk)
    lock_people(desk)
    unit, known = _unit(desk, code), company(desk)
    people = sum(one.department == code for one in known.users.values())
    under = sum(one.parent == code for one in known.departments.values())
    contracts = desk.session.scalar(sa.select(sa.func.count()).select_from(Contract).where(Contract.department == code)) or 0
    if people or under or contracts:
        raise DepartmentInUse(code=code, people=people, departments=under, contracts=contracts)
    desk.session.execute(sa.delete(Department).where(Department.code == code))
    history.record(desk, history.HOUSE, "department-removed", facts={"department": code, "before": vars(unit)})
    changed(desk)


def _unit(desk: Desk, code: str) -> Unit:
    unit = company(desk).departments.get(code)
    if unit is None:
        raise NotFound(department=code[:40])
    return unit


def _checked(desk: Desk, code: str, name: str, parent: str | None, head: str | None) -> Unit:
    known, name, wrong = company(desk), clean(name), {}
    if not 1 <= len(name) <= 80:
        wrong["name"] = _l("A department has a name, of 80 characters at most.")
    if parent and (parent not in known.departments or code in [unit.code for unit in known.upwards(parent)]):
        wrong["parent"] = _l("The department above is another one, and none of those under this one.")
    if head and not known.is_active(head):
        wrong["head"] = _l("The head is an active person.")
    if wrong:
        raise Invalid(fields=wrong)
    return Unit(code, name, parent or None, head or None)
