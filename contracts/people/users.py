"""Add and edit people, as an administrator: everything in one command, with before and after in the history."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from contracts.people.company import changed, company, lock_people
from contracts.people.logins import require_free_login
from contracts.people.open_items import require_groups_served
from contracts.people.records import Membership, RoleGrant, User
from contracts.people.roles import require_admin
from contracts.people.wishes import Wish, checked
from engine import history
from engine.desk import Desk
from engine.errors import ChangedMeanwhile, NotFound, Refusal, _l

CONTACT = ("email", "phone")                 # what a history that forgets nothing should not hold


class LastAdministrator(Refusal):
    """Nobody could administer any more."""

    code, status = "last-administrator", 409
    title = _l("This is the last administrator.")
    hint = _l("Make somebody else administrator first.")


def add_user(desk: Desk, login: str, wish: Wish, hashed: str) -> None:
    """A person who can log in with the password behind `hashed` and must then choose another. Raises NotYours, Invalid, LoginTaken."""
    require_admin(desk)
    lock_people(desk)
    login = login.strip().casefold()
    require_free_login(desk, login)
    wish = checked(company(desk), login, wish)
    desk.session.execute(sa.insert(User).values(
        login=login, **_own(wish), password_hash=hashed, password_set_at=desk.now, must_change=True, added_at=desk.now,
        added_by=desk.actor.user, version=1))
    _grant(desk, login, frozenset(), wish.roles)
    _join(desk, login, frozenset(), wish.groups)
    history.record(desk, history.HOUSE, "user-added", facts={"user": login, "after": _told(wish)})
    changed(desk)


def edit_user(desk: Desk, login: str, wish: Wish, version: int) -> None:
    """Make the person what is wished; `version` is the one that the page showed.

    Raises NotYours, NotFound, ChangedMeanwhile, Invalid, LastAdministrator, GroupHasItems.
    """
    require_admin(desk)
    user = locked_user(desk, login)
    if user.version != version:
        raise ChangedMeanwhile(user=login)
    before = wish_of(desk, user)
    wish = checked(company(desk), login, wish)
    if "admin" not in wish.roles:
        require_another_administrator(desk, login)
    require_groups_served(desk, before.groups - wish.groups, without=login)
    for name, value in _own(wish).items():
        setattr(user, name, value)
    _grant(desk, login, before.roles, wish.roles)
    _join(desk, login, before.groups, wish.groups)
    then, now = _told(before), _told(wish)
    differing = [name for name in then if then[name] != now[name]]
    contact = [name for name in CONTACT if getattr(before, name) != getattr(wish, name)]
    if differing or contact:
        history.record(desk, history.HOUSE, "user-changed", facts={
            "user": login, "before": {name: then[name] for name in differing}, "after": {name: now[name] for name in differing},
            "contact": contact})
        changed(desk)


def locked_user(desk: Desk, login: str) -> User:
    """The person, with the lock on all people. Raises NotFound."""
    lock_people(desk)
    user = desk.session.get(User, login, with_for_update=True)
    if user is None:
        raise NotFound(user=login[:80])
    return user


def wish_of(desk: Desk, user: User) -> Wish:
    """What the person is now."""
    known = company(desk)
    groups = frozenset(circle.name for circle in known.groups.values() if user.login in circle.members)
    return Wish(user.name, user.email, user.phone, user.department, user.superior, user.locale, known.users[user.login].roles, groups)


def require_another_administrator(desk: Desk, login: str) -> None:
    """Raises LastAdministrator where nobody else is an active one."""
    admins = desk.directory.administrators()
    if admins == [login]:
        raise LastAdministrator(user=login)


def _own(wish: Wish) -> dict[str, Any]:
    return {name: getattr(wish, name) for name in ("name", "email", "phone", "department", "superior", "locale")}


def _told(wish: Wish) -> dict[str, Any]:
    """What the history may keep for ever."""
    told = {name: value for name, value in _own(wish).items() if name not in CONTACT}
    return {**told, "roles": sorted(wish.roles), "groups": sorted(wish.groups)}


def _grant(desk: Desk, login: str, before: frozenset[str], after: frozenset[str]) -> None:
    for role in sorted(after - before):
        desk.session.execute(sa.insert(RoleGrant).values(user=login, role=role, granted_at=desk.now, granted_by=desk.actor.user))
    desk.session.execute(sa.delete(RoleGrant).where(RoleGrant.user == login, RoleGrant.role.in_(sorted(before - after))))


def _join(desk: Desk, login: str, before: frozenset[str], after: frozenset[str]) -> None:
    for name in sorted(after - before):
        desk.session.execute(sa.insert(Membership).values(group=name, user=login))
    desk.session.execute(sa.delete(Membership).where(Membership.user == login, Membership.group.in_(sorted(before - after))))
