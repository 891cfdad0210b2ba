"""How long contracts were in each stage (环节用时): written when one leaves a stage, in the command that moves it on."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from contracts.records import Contract
from engine.desk import Desk
from engine.store import Record, UtcTime

HOUR = dt.timedelta(hours=1)


class StageTime(Record):
    """A contract and a stage that it has left: when, the last time, and how long it was there, all its stays together as its page says.

    `hours` is None of what began elsewhere: since when an imported contract was in its first stage, nobody here knows.
    """

    __tablename__ = "stage_time"
    __table_args__ = (sa.Index("ix_stage_time_left", "left_at", "stage", "hours", "contract_id"),)
    contract_id: Mapped[str] = mapped_column(sa.ForeignKey("contract.id", ondelete="CASCADE"), primary_key=True)
    stage: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    hours: Mapped[int | None]
    left_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def note_leaving(desk: Desk, contract: Contract, stage: str) -> None:
    """The contract leaves this stage now. Of what is cancelled nothing is written: it was not done with its stage."""
    known = {one.stage: one for one in desk.session.scalars(sa.select(StageTime).where(StageTime.contract_id == contract.id))}
    begun = None if contract.source == "imported" else contract.created_at
    since = max((one.left_at for one in known.values()), default=begun)
    hours = None if since is None else round((desk.now - since) / HOUR)
    before = known.get(stage)
    if before is None:
        desk.session.add(StageTime(contract_id=contract.id, stage=stage, hours=hours, left_at=desk.now))
        return
    before.hours = None if before.hours is None or hours is None else before.hours + hours
    before.left_at = desk.now
