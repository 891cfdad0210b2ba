"""Contracts that left a stage lately. Known of now only: of each stage the last time is kept."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from contracts.ledger.sources import Source
from contracts.process.stage_times import StageTime
from engine.desk import Desk

LATELY_DAYS = 90


def lately(desk: Desk, source: Source) -> sa.ColumnElement[bool]:
    """Stage times of the last 90 days, whole days of the house."""
    first = source.day - dt.timedelta(days=LATELY_DAYS)
    return StageTime.left_at >= dt.datetime.combine(first, dt.time(), ZoneInfo(desk.house.zone))


def left_lately(desk: Desk, source: Source, stage: str) -> sa.ColumnElement[bool]:
    """Contracts that left this stage in these days."""
    return source.id.in_(sa.select(StageTime.contract_id).where(StageTime.stage == stage, lately(desk, source)))
