"""The rows of who people are: users, departments, groups, roles, stand-ins, sessions, tokens; and the days that the calendar moves.

Heads, superiors and parents are names without a foreign key: they point in circles, and the use cases check them under one lock.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from engine.store import BigKey, Record, UtcTime


class User(Record):
    """A person who can log in. The login name is what diagrams and history say; it is never given twice, so no row is ever deleted."""

    __tablename__ = "people_user"
    login: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    email: Mapped[str] = mapped_column(sa.String(200), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    department: Mapped[str | None] = mapped_column(sa.ForeignKey("department.code"), index=True)
    superior: Mapped[str | None] = mapped_column(sa.String(80))                  # None: the head of the department
    locale: Mapped[str] = mapped_column(sa.String(10), default="")               # "": the house's
    zone: Mapped[str] = mapped_column(sa.String(40), default="")                 # Asia/Urumqi; "": the house's
    look: Mapped[str] = mapped_column(sa.String(10), default="")                 # light, dark; "": as the machine asks for
    toured_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)               # the first tour of the pages: seen, or passed over
    password_hash: Mapped[str | None] = mapped_column(sa.String(255))            # argon2id; None: can't log in with a password
    password_set_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    must_change: Mapped[bool] = mapped_column(default=False)                     # the password was given by somebody else
    added_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    added_by: Mapped[str] = mapped_column(sa.String(80))
    disabled_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    disabled_by: Mapped[str | None] = mapped_column(sa.String(80))
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}


class Department(Record):
    """One department (部门) of the tree; its code stands in contract numbers."""

    __tablename__ = "department"
    code: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    parent: Mapped[str | None] = mapped_column(sa.String(40))
    head: Mapped[str | None] = mapped_column(sa.String(80))


class Group(Record):
    """People who are asked together, by the name that diagrams use: `legal`."""

    __tablename__ = "people_group"
    name: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(80))


class Membership(Record):
    """Who is in which group."""

    __tablename__ = "membership"
    group: Mapped[str] = mapped_column("group_name", sa.ForeignKey("people_group.name"), primary_key=True)
    user: Mapped[str] = mapped_column("login", sa.ForeignKey("people_user.login"), primary_key=True, index=True)


class RoleGrant(Record):
    """A role that a person has; see `contracts.people.roles`."""

    __tablename__ = "role_grant"
    user: Mapped[str] = mapped_column("login", sa.ForeignKey("people_user.login"), primary_key=True)
    role: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    granted_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    granted_by: Mapped[str] = mapped_column(sa.String(80))


class Substitution(Record):
    """Somebody acts for somebody from the first to the last day, both included (代理); no last day: until it is ended."""

    __tablename__ = "substitution"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    user: Mapped[str] = mapped_column("login", sa.ForeignKey("people_user.login"), index=True)
    stand_in: Mapped[str] = mapped_column(sa.ForeignKey("people_user.login"))
    first_day: Mapped[dt.date]
    last_day: Mapped[dt.date | None]
    added_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    added_by: Mapped[str] = mapped_column(sa.String(80))
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    ended_by: Mapped[str | None] = mapped_column(sa.String(80))


class LoginSession(Record):
    """One browser of one person, from login to logout. `id` is the SHA-256 of what the cookie holds."""

    __tablename__ = "login_session"
    id: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    user: Mapped[str] = mapped_column("login", sa.ForeignKey("people_user.login"), index=True)
    opened_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    seen_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    address: Mapped[str] = mapped_column(sa.String(80), default="")
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    ended_because: Mapped[str | None] = mapped_column(sa.String(40))              # logged-out, password-changed, password-reset, disabled


class ApiToken(Record):
    """What a person's program shows instead of a password. Only its SHA-256 is kept."""

    __tablename__ = "api_token"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    user: Mapped[str] = mapped_column("login", sa.ForeignKey("people_user.login"), index=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    issued_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    expires_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    used_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    revoked_by: Mapped[str | None] = mapped_column(sa.String(80))


class LoginAttempts(Record):
    """How often a password was tried for one account, or from one address, since `since`."""

    __tablename__ = "login_attempts"
    key: Mapped[str] = mapped_column(sa.String(120), primary_key=True)           # account:li, address:10.0.0.7
    since: Mapped[dt.datetime] = mapped_column(UtcTime, index=True)
    count: Mapped[int]


class DayException(Record):
    """A day that is working or free here, whatever the official calendar says."""

    __tablename__ = "day_exception"
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    is_working: Mapped[bool]
    note: Mapped[str] = mapped_column(sa.String(200), default="")
    set_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    set_by: Mapped[str] = mapped_column(sa.String(80))


class PeopleMark(Record):
    """One row: `mark` is another after each change of who is who, so that a process knows whether what it has read still holds.

    It is also the lock of all commands that change people. `first_code` is the SHA-256 of the code that makes the first administrator.
    """

    __tablename__ = "people_mark"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mark: Mapped[str] = mapped_column(sa.String(36))
    first_code: Mapped[str | None] = mapped_column(sa.String(64))
