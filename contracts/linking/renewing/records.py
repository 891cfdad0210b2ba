"""Which instance watches over which contract's term."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from engine.store import InstanceId, Record, UtcTime


class TermWatch(Record):
    """The instance of `bpmn/renewal` of a contract, and since when its owner is asked."""

    __tablename__ = "term_watch"
    contract_id: Mapped[str] = mapped_column(sa.ForeignKey("contract.id"), primary_key=True)
    instance_id: Mapped[str] = mapped_column(InstanceId, unique=True)
    asked_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
