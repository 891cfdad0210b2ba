"""The whole company as one command sees it: read once, kept in the process for as long as nobody changes it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from contracts.people.records import DayException, Department, Group, Membership, PeopleMark, RoleGrant, Substitution, User
from engine.desk import Desk
from engine.identity import new_id

ONLY = 1                                    # the id of the one mark


@dataclass(frozen=True)
class Known:
    """One person, without what only administrators see."""

    login: str
    name: str
    department: str | None
    superior: str | None
    locale: str
    is_active: bool
    roles: frozenset[str] = frozenset()
    zone: str = ""
    look: str = ""
    is_toured: bool = False


@dataclass(frozen=True)
class Unit:
    """One department."""

    code: str
    name: str
    parent: str | None
    head: str | None


@dataclass(frozen=True)
class Circle:
    """One group and who is in it, by login name; disabled people included."""

    name: str
    title: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class StandIn:
    """Who acts for whom, from when to when."""

    user: str
    stand_in: str
    first_day: dt.date
    last_day: dt.date | None

    def holds_on(self, day: dt.date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True)
class Company:
    """Everybody by login name, departments by code, groups by name; `days` are the exceptions of the calendar."""

    users: Mapping[str, Known] = field(default_factory=dict)
    departments: Mapping[str, Unit] = field(default_factory=dict)
    groups: Mapping[str, Circle] = field(default_factory=dict)
    stand_ins: tuple[StandIn, ...] = ()
    days: Mapping[dt.date, bool] = field(default_factory=dict)

    def is_active(self, login: str | None) -> bool:
        """Is there such a person, and not disabled?"""
        known = self.users.get(login or "")
        return known is not None and known.is_active

    def with_role(self, roles: frozenset[str]) -> list[str]:
        """Active people who have one of these roles, by login name."""
        return sorted(login for login, known in self.users.items() if known.is_active and known.roles & roles)

    def above(self, login: str) -> Iterator[str]:
        """The superiors of a person, nearest first: the named one, else the heads of the departments upwards; nobody twice."""
        seen, at = {login}, login
        while (following := self._next_above(at, seen)) is not None:
            seen.add(following)
            yield following
            at = following

    def _next_above(self, login: str, seen: set[str]) -> str | None:
        known = self.users.get(login)
        if known is None:
            return None
        if known.superior in self.users and known.superior not in seen:
            return known.superior
        heads = (unit.head for unit in self.upwards(known.department))
        return next((head for head in heads if head in self.users and head not in seen), None)

    def upwards(self, code: str | None) -> Iterator[Unit]:
        """A department and those above it."""
        seen: set[str] = set()
        while (unit := self.departments.get(code or "")) and unit.code not in seen:
            seen.add(unit.code)
            yield unit
            code = unit.parent

    def below(self, code: str) -> list[str]:
        """The codes of a department and all under it."""
        return [other for other in self.departments if any(unit.code == code for unit in self.upwards(other))]

    def company_of(self, code: str) -> str:
        """The company that a department belongs to: the unit below the top that has departments of its own, else the top."""
        path = [unit.code for unit in self.upwards(code)]
        parents = {unit.parent for unit in self.departments.values()}
        return next((one for one in reversed(path[:-1]) if one in parents), path[-1] if path else "")

    def headed_by(self, login: str) -> list[str]:
        """The codes of the departments that somebody heads."""
        return [unit.code for unit in self.departments.values() if unit.head == login]


def company(desk: Desk) -> Company:
    """Who is who, as this desk's transaction sees it: one statement while nothing has changed."""
    held: Company | None = desk.kept.get("company")
    if held is None:
        mark = desk.session.scalar(sa.select(PeopleMark.mark).where(PeopleMark.id == ONLY))
        known = desk.house.parts.get("company")
        held = known[1] if known and mark and known[0] == mark else _read(desk)
        if mark:                            # a mark that is rolled back is never made again, so nothing wrong can stay here
            desk.house.parts["company"] = (mark, held)
        desk.kept["company"] = held
    return held


def lock_people(desk: Desk) -> PeopleMark:
    """The row that all commands which change people lock first: two that add one login name come one after the other."""
    query = sa.select(PeopleMark).where(PeopleMark.id == ONLY).with_for_update().execution_options(populate_existing=True)
    held = desk.session.scalar(query)
    if held is None:
        _make_mark(desk)
        held = desk.session.scalars(query).one()
    for name in ("company", "directory", "calendar"):
        desk.kept.pop(name, None)
    return held


def changed(desk: Desk) -> None:
    """Say that who is who has changed: everybody reads it anew, this desk too."""
    lock_people(desk).mark = new_id()


def today(desk: Desk) -> dt.date:
    """The day at the organisation's place."""
    return desk.now.astimezone(ZoneInfo(desk.house.zone)).date()


def _make_mark(desk: Desk) -> None:
    insert: Any = sqlite.insert if desk.house.store.is_sqlite else postgresql.insert
    desk.session.execute(insert(PeopleMark).values(id=ONLY, mark=new_id()).on_conflict_do_nothing())


def _read(desk: Desk) -> Company:
    rows = desk.session.execute
    roles, members = defaultdict(set), defaultdict(list)
    for login, role in rows(sa.select(RoleGrant.user, RoleGrant.role)):
        roles[login].add(role)
    for group, login in rows(sa.select(Membership.group, Membership.user).order_by(Membership.group, Membership.user)):
        members[group].append(login)
    people = rows(sa.select(User.login, User.name, User.department, User.superior, User.locale, User.disabled_at, User.zone, User.look,
                            User.toured_at).order_by(User.login))
    stand_ins = rows(sa.select(Substitution.user, Substitution.stand_in, Substitution.first_day, Substitution.last_day)
                     .where(Substitution.ended_at.is_(None)).order_by(Substitution.id))
    return Company(
        {login: Known(login, name, department, superior, locale, disabled is None, frozenset(roles[login]), zone, look, toured is not None)
         for login, name, department, superior, locale, disabled, zone, look, toured in people},
        {unit.code: Unit(unit.code, unit.name, unit.parent, unit.head)
         for unit in rows(sa.select(Department.code, Department.name, Department.parent, Department.head).order_by(Department.code))},
        {name: Circle(name, title, tuple(members[name])) for name, title in rows(sa.select(Group.name, Group.title).order_by(Group.name))},
        tuple(StandIn(*row) for row in stand_ins),
        dict(rows(sa.select(DayException.day, DayException.is_working)).all()))
