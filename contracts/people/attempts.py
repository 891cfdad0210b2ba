"""How often a password may be tried: counted for the account and for the address, before anything is hashed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from contracts.people.records import LoginAttempts
from engine.desk import Desk
from engine.errors import Refusal, _l

DEFAULTS = {"attempts_minutes": 15, "attempts_per_account": 10, "attempts_per_address": 100}


class TooManyAttempts(Refusal):
    """Too many passwords were tried; facts: minutes until the next may be."""

    code, status = "too-many-attempts", 429
    title = _l("Too many passwords were tried.")
    hint = _l("Wait for some minutes, then try again; an administrator can give you a new password.")


def keys_of(login: str, address: str) -> tuple[str, str]:
    """Under which names a try is counted."""
    return f"account:{login[:80].casefold()}", f"address:{address[:80]}"


def count_attempt(desk: Desk, login: str, address: str) -> TooManyAttempts | None:
    """Count one try; the refusal where it is one too many. To be raised after the commit, so that the count stays."""
    window = dt.timedelta(minutes=_setting(desk, "attempts_minutes"))
    desk.session.execute(sa.delete(LoginAttempts).where(LoginAttempts.since <= desk.now - window))
    allowed = (_setting(desk, "attempts_per_account"), _setting(desk, "attempts_per_address"))
    counted = [_raise_count(desk, key) for key in keys_of(login, address)]
    over = [since for (count, since), most in zip(counted, allowed, strict=True) if count > most]
    return TooManyAttempts(minutes=max(1, int((max(over) + window - desk.now).total_seconds() // 60) + 1)) if over else None


def forget_attempts(desk: Desk, login: str, address: str) -> None:
    """The right password was given: the account's count starts anew, the address gets this try back."""
    account, place = keys_of(login, address)
    desk.session.execute(sa.delete(LoginAttempts).where(LoginAttempts.key == account))
    desk.session.execute(sa.update(LoginAttempts).where(LoginAttempts.key == place, LoginAttempts.count > 0)
                         .values(count=LoginAttempts.count - 1))


def _raise_count(desk: Desk, key: str) -> tuple[int, dt.datetime]:
    insert: Any = sqlite.insert if desk.house.store.is_sqlite else postgresql.insert
    put = insert(LoginAttempts).values(key=key, since=desk.now, count=1)
    put = put.on_conflict_do_update(index_elements=[LoginAttempts.key], set_={"count": LoginAttempts.count + 1})
    count, since = desk.session.execute(put.returning(LoginAttempts.count, LoginAttempts.since)).one()
    return count, since


def _setting(desk: Desk, name: str) -> int:
    return int(desk.house.settings.get("sessions", {}).get(name, DEFAULTS[name]))
