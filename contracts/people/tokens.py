"""Personal API tokens: issued once, shown once, kept as SHA-256, revocable by their person and by administrators."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from contracts.forms.clean_text import clean
from contracts.people.company import company
from contracts.people.records import ApiToken, User
from contracts.people.sessions import Who, digest
from engine import history
from engine.desk import Actor, Desk
from engine.errors import Invalid, NotFound, _l

PREFIX = "chy_"                              # so that a token left in a file is recognised as one
LONGEST_DAYS, MOST = 366, 20
USED_EVERY = dt.timedelta(hours=1)           # its use is written once an hour


@dataclass(frozen=True)
class Issued:
    """A fresh token; `token` is not kept and can't be shown again."""

    id: int
    token: str


def issue_token(desk: Desk, name: str, days: int = 90) -> Issued:
    """A token with the actor's own rights, for so many days. Raises Invalid."""
    name, wrong = clean(name), {}
    if not name or len(name) > 80:
        wrong["name"] = _l("Say in at most 80 characters what the token is for.")
    if not 1 <= days <= LONGEST_DAYS:
        wrong["days"] = _l("A token holds for 1 to 366 days.")
    if not wrong and len([one for one in tokens_of(desk, desk.actor.user) if one.is_good(desk.now)]) >= MOST:
        wrong["name"] = _l("You have twenty tokens already; revoke one first.")
    if wrong:
        raise Invalid(fields=wrong)
    if not company(desk).is_active(desk.actor.user):
        raise NotFound(user=desk.actor.user)
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(user=desk.actor.user, name=name, hash=digest(token), issued_at=desk.now, expires_at=desk.now + dt.timedelta(days=days))
    desk.session.add(row)
    history.record(desk, history.HOUSE, "token-issued", facts={"user": row.user, "name": name, "expires_at": row.expires_at})
    return Issued(desk.session.execute(sa.select(ApiToken.id).where(ApiToken.hash == row.hash)).scalar_one(), token)


def who_has(desk: Desk, token: str) -> Who | None:
    """Who the token speaks for; None for an unknown, revoked or expired one, or a disabled person. Only reads."""
    if not token.startswith(PREFIX):
        return None
    row = desk.session.execute(
        sa.select(ApiToken.user, ApiToken.used_at).join(User, User.login == ApiToken.user)
        .where(ApiToken.hash == digest(token), ApiToken.revoked_at.is_(None), User.disabled_at.is_(None),
               sa.or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > desk.now))).first()
    known = company(desk).users.get(row.user) if row else None
    if row is None or known is None:
        return None
    return Who(Actor(known.login, known.roles), known, use_is_new=row.used_at is None or row.used_at < desk.now - USED_EVERY)


def touch_token(desk: Desk, token: str) -> None:
    """The token was used; written once an hour at most."""
    long_ago = sa.or_(ApiToken.used_at.is_(None), ApiToken.used_at < desk.now - USED_EVERY)
    desk.session.execute(sa.update(ApiToken).where(ApiToken.hash == digest(token), long_ago).values(used_at=desk.now))


@dataclass(frozen=True)
class TokenView:
    """One token, without what it is."""

    id: int
    name: str
    issued_at: dt.datetime
    expires_at: dt.datetime | None
    used_at: dt.datetime | None
    revoked_at: dt.datetime | None

    def is_good(self, now: dt.datetime) -> bool:
        """Does it still open the door?"""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > now)


def tokens_of(desk: Desk, login: str) -> Sequence[TokenView]:
    """A person's tokens, newest first."""
    columns = (ApiToken.id, ApiToken.name, ApiToken.issued_at, ApiToken.expires_at, ApiToken.used_at, ApiToken.revoked_at)
    return [TokenView(*row) for row in desk.session.execute(sa.select(*columns).where(ApiToken.user == login).order_by(ApiToken.id.desc()))]


def revoke_token(desk: Desk, token_id: int) -> None:
    """The token opens nothing any more. Own ones, and an administrator anybody's. Raises NotFound; twice is once."""
    row = desk.session.get(ApiToken, token_id, with_for_update=True)
    if row is None or (row.user != desk.actor.user and "admin" not in desk.actor.roles):
        raise NotFound(token=token_id)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = desk.now, desk.actor.user
        history.record(desk, history.HOUSE, "token-revoked", facts={"user": row.user, "name": row.name})
