"""Leases: of several processes that could do a thing, one does; another takes over when it falls silent."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from engine.desk import Desk
from engine.store import Record, UtcTime


class Lease(Record):
    """Who does the thing of this name, and until when nobody else may."""

    __tablename__ = "lease"
    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(sa.String(80))
    until: Mapped[dt.datetime] = mapped_column(UtcTime)


def take_lease(desk: Desk, name: str, holder: str, lasts: dt.timedelta) -> bool:
    """Take or prolong the lease; False while another holds it."""
    held = desk.session.get(Lease, name, with_for_update=True)
    if held is None:                                                    # of two that are the first, one inserts
        insert = (sqlite.insert if desk.house.store.is_sqlite else postgresql.insert)(Lease)
        taken = insert.values(name=name, holder=holder, until=desk.now + lasts).on_conflict_do_nothing().returning(Lease.name)
        return desk.session.scalar(taken) is not None
    if held.holder != holder and held.until > desk.now:
        return False
    held.holder, held.until = holder, desk.now + lasts
    return True


def drop_lease(desk: Desk, name: str, holder: str) -> None:
    """Give the lease back, so that another need not wait for its end."""
    desk.session.execute(sa.delete(Lease).where(Lease.name == name, Lease.holder == holder))
