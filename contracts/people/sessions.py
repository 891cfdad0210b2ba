"""Sessions: who logged in, in which browser. The cookie holds a random value, the row its SHA-256; logging out ends the row.

`log_in` counts the try in one transaction, hashes with none open, opens the session in another: a password takes 25 ms
to check, for which nobody else shall wait, and a refused try must stay counted.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

import sqlalchemy as sa

from contracts.forms.clean_text import is_unprintable
from contracts.people.attempts import count_attempt, forget_attempts
from contracts.people.company import Known, company
from contracts.people.passwords import fits, hash_password, is_outdated, is_too_long
from contracts.people.records import LoginSession, User
from engine import history
from engine.desk import Actor, Desk, House, at_desk
from engine.errors import Refusal, _l

SEEN_EVERY = dt.timedelta(minutes=1)         # activity is written once a minute


class WrongPassword(Refusal):
    """No such person, another password, or a disabled account: which of them is not said."""

    code, status = "wrong-password", 401
    title = _l("Login name and password do not fit.")
    hint = _l("Check both, also the case of the letters; an administrator can give you a new password.")


@dataclass(frozen=True)
class Who:
    """Who a session or a token speaks for. `session` is the row's id, None for a token; `use_is_new`: the token's use is to be written."""

    actor: Actor
    user: Known
    must_change: bool = False
    session: str | None = None
    use_is_new: bool = False


def log_in(house: House, login: str, password: str, address: str = "") -> str:
    """Open a session: what the cookie shall hold. Raises TooManyAttempts, WrongPassword; both stay counted."""
    login = "".join("?" if is_unprintable(sign) else sign for sign in login.strip().casefold()[:200])
    with at_desk(house, Actor(login[:80] or "?")) as desk:
        refused = count_attempt(desk, login, address)
        hashed = desk.session.scalar(sa.select(User.password_hash).where(User.login == login, User.disabled_at.is_(None)))
        if refused:
            history.record(desk, history.HOUSE, "login-refused", facts={"login": login[:80], "address": address, "why": refused.code})
    if refused:
        raise refused
    right = not is_too_long(password) and fits(password, hashed)
    newer = hash_password(password) if right and hashed and is_outdated(hashed) else None
    with at_desk(house, Actor(login[:80] or "?")) as desk:
        token = _settle_login(desk, login, address, hashed if right else None, newer)
    if token is None:
        raise WrongPassword()
    return token


def open_session(desk: Desk, login: str, address: str = "") -> str:
    """A fresh session of a person: what the cookie shall hold."""
    token = secrets.token_urlsafe(32)
    desk.session.add(LoginSession(id=digest(token), user=login, opened_at=desk.now, seen_at=desk.now, address=address[:80]))
    return token


def who_is(desk: Desk, token: str) -> Who | None:
    """Who the cookie speaks for; None when the session is unknown, ended, idle or too old, or the person disabled. Only reads."""
    row = desk.session.execute(
        sa.select(LoginSession.id, LoginSession.user, User.must_change).join(User, User.login == LoginSession.user)
        .where(LoginSession.id == digest(token), LoginSession.ended_at.is_(None), User.disabled_at.is_(None),
               LoginSession.seen_at > desk.now - idle_limit(desk.house), LoginSession.opened_at > desk.now - age_limit(desk.house))).first()
    known = company(desk).users.get(row.user) if row else None
    return Who(Actor(known.login, known.roles), known, row.must_change, row.id) if row and known else None


def touch_session(desk: Desk, token: str) -> None:
    """The person is active: the idle time starts anew. Writes once a minute at most; for clicks, not for polls."""
    desk.session.execute(sa.update(LoginSession).where(
        LoginSession.id == digest(token), LoginSession.ended_at.is_(None), LoginSession.seen_at > desk.now - idle_limit(desk.house),
        LoginSession.seen_at < desk.now - SEEN_EVERY).values(seen_at=desk.now))


def log_out(desk: Desk, token: str) -> None:
    """End the session; an unknown or ended one is none."""
    ended = desk.session.execute(sa.update(LoginSession).where(LoginSession.id == digest(token), LoginSession.ended_at.is_(None))
                                 .values(ended_at=desk.now, ended_because="logged-out").returning(LoginSession.user)).scalar()
    if ended:
        history.record(desk, history.HOUSE, "logged-out", facts={"login": ended})


def end_sessions(desk: Desk, login: str, because: str) -> int:
    """End all sessions of a person; how many."""
    ended = desk.session.execute(sa.update(LoginSession).where(LoginSession.user == login, LoginSession.ended_at.is_(None))
                                 .values(ended_at=desk.now, ended_because=because).returning(LoginSession.id))
    return len(ended.all())


def idle_limit(house: House) -> dt.timedelta:
    """A session without a click ends after this time."""
    return dt.timedelta(minutes=house.settings.get("sessions", {}).get("idle_minutes", 30))


def age_limit(house: House) -> dt.timedelta:
    """A session ends after this time in any case."""
    return dt.timedelta(hours=house.settings.get("sessions", {}).get("hours", 12))


def digest(token: str) -> str:
    """What is kept of a random value that somebody shows."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _settle_login(desk: Desk, login: str, address: str, hashed: str | None, newer: str | None) -> str | None:
    """The second half: the person may have been disabled or given another password meanwhile."""
    user = desk.session.get(User, login) if hashed else None
    if user is None or user.disabled_at is not None or user.password_hash != hashed:
        history.record(desk, history.HOUSE, "login-refused", facts={"login": login[:80], "address": address, "why": WrongPassword.code})
        return None
    if newer:
        user.password_hash = newer
    forget_attempts(desk, login, address)
    history.record(desk, history.HOUSE, "logged-in", facts={"login": login, "address": address})
    return open_session(desk, login, address)
