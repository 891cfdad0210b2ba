"""A whole company at once, for the demo and for tests: departments, people, groups, roles, passwords. Only into a house without people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from contracts.people.company import changed, lock_people
from contracts.people.passwords import hash_password
from contracts.people.records import Department, Group, Membership, RoleGrant, User
from engine import history
from engine.desk import Desk
from engine.errors import Refusal, _l
from engine.store import Record


class PeopleAlready(Refusal):
    """There are people in this house already."""

    code, status = "people-already", 409
    title = _l("There are people here already.")
    hint = _l("A company is filled in only where nobody is yet; add people one by one.")



def hash_all(users: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The hash of each password that occurs; the same password is hashed once."""
    return {password: hash_password(password) for password in {one["password"] for one in users if one.get("password")}}


def seed_company(desk: Desk, *, departments: Iterable[Mapping[str, Any]], users: Iterable[Mapping[str, Any]],
                 groups: Iterable[Mapping[str, Any]] = (), hashed: Mapping[str, str] | None = None) -> None:
    """Departments are {code, name, parent, head}, users {login, name, department, superior, roles, groups, password, email, phone,
    locale}, groups {name, title}; what is optional may be left out. Raises PeopleAlready."""
    lock_people(desk)
    if desk.session.scalar(sa.select(sa.func.count()).select_from(User)):
        raise PeopleAlready()
    departments, users, groups = list(departments), list(users), list(groups)
    known = dict(hashed) if hashed is not None else hash_all(users)
    _insert(desk, Department, [{"code": one["code"], "name": one["name"], "parent": one.get("parent"), "head": one.get("head")}
                               for one in departments])
    _insert(desk, Group, [{"name": one["name"], "title": one.get("title") or one["name"]} for one in groups])
    _insert(desk, User, [_user(desk, one, known) for one in users])
    _insert(desk, RoleGrant, [{"user": one["login"], "role": role, "granted_at": desk.now, "granted_by": desk.actor.user}
                              for one in users for role in one.get("roles") or ()])
    _insert(desk, Membership, [{"group": name, "user": one["login"]} for one in users for name in one.get("groups") or ()])
    history.record(desk, history.HOUSE, "company-seeded", facts={
        "departments": [one["code"] for one in departments], "users": [one["login"] for one in users],
        "groups": [one["name"] for one in groups]})
    changed(desk)


def _insert(desk: Desk, record: type[Record], rows: list[dict[str, Any]]) -> None:
    if rows:
        desk.session.execute(sa.insert(record), rows)


def _user(desk: Desk, one: Mapping[str, Any], hashed: Mapping[str, str]) -> dict[str, Any]:
    password = one.get("password")
    optional = {name: one.get(name) or "" for name in ("email", "phone", "locale")}
    return {"login": one["login"], "name": one["name"], "department": one.get("department"), "superior": one.get("superior"), **optional,
            "password_hash": hashed[password] if password else None, "password_set_at": desk.now if password else None,
            "must_change": False, "added_at": desk.now, "added_by": desk.actor.user, "version": 1}
