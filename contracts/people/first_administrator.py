"""The first administrator: made with a code that the console printed, for as long as there is none."""

from __future__ import annotations

import secrets

import sqlalchemy as sa

from contracts.forms.clean_text import clean
from contracts.people.attempts import count_attempt, forget_attempts
from contracts.people.company import changed, company, lock_people
from contracts.people.logins import require_free_login
from contracts.people.passwords import LETTERS, hash_password, require_good
from contracts.people.records import RoleGrant, User
from contracts.people.sessions import digest, open_session
from engine import history
from engine.desk import Actor, Desk, House, at_desk
from engine.errors import Invalid, Refusal, _l

ROLES = ("admin", "process-admin")


class WrongCode(Refusal):
    """The code is not the one that was printed last."""

    code, status = "wrong-code", 403
    title = _l("This is not the code.")
    hint = _l("Type the code that `chancery up` printed last.")


class AdministratorAlready(Refusal):
    """There is an administrator; the code is of no use any more."""

    code, status = "administrator-already", 409
    title = _l("There is an administrator already.")
    hint = _l("Log in, or ask an administrator to add you.")


def has_administrator(desk: Desk) -> bool:
    """Is there an active administrator?"""
    return any(known.is_active and "admin" in known.roles for known in company(desk).users.values())


def new_first_code(desk: Desk) -> str | None:
    """A fresh code; the one before opens nothing any more. None where there is an administrator."""
    held = lock_people(desk)
    if has_administrator(desk):
        return None
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
    held.first_code = digest(code)
    return code


def make_first_admin(house: House, code: str, login: str, name: str, password: str, address: str = "") -> str:
    """Make the administrator and log them in: what the cookie shall hold.

    Raises TooManyAttempts, Invalid, WrongCode, AdministratorAlready.
    """
    actor = Actor("system")
    with at_desk(house, actor) as desk:
        refused = count_attempt(desk, "", address)
    if refused:
        raise refused
    login, name = login.strip().casefold(), clean(name)
    if not 1 <= len(name) <= 80:
        raise Invalid(fields={"name": _l("A person has a name, of 80 characters at most.")})
    require_good(password, login)
    hashed = hash_password(password)
    with at_desk(house, actor) as desk:
        _make(desk, code, login, name, hashed)
        forget_attempts(desk, "", address)
        return open_session(desk, login, address)


def _make(desk: Desk, code: str, login: str, name: str, hashed: str) -> None:
    held = lock_people(desk)
    if has_administrator(desk):
        raise AdministratorAlready()
    if held.first_code is None or not secrets.compare_digest(held.first_code, digest(code.strip().casefold())):
        raise WrongCode()
    require_free_login(desk, login)
    held.first_code = None
    desk.session.execute(sa.insert(User).values(
        login=login, name=name, email="", phone="", locale="", password_hash=hashed, must_change=False, password_set_at=desk.now,
        added_at=desk.now, added_by=desk.actor.user, version=1))
    desk.session.execute(sa.insert(RoleGrant), [{"user": login, "role": role, "granted_at": desk.now, "granted_by": desk.actor.user}
                                                for role in ROLES])
    history.record(desk, history.HOUSE, "first-administrator-made", facts={"user": login, "name": name})
    changed(desk)
