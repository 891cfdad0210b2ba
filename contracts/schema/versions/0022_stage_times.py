"""How long contracts were in each stage, filled from the ledger's past days; an index for texts that differ from ours.

Days know no hours: of what was left before this, the time is whole days.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

from engine.store import UtcTime

revision = "0022"
down_revision = "0021"

UUID = sa.Uuid(as_uuid=False)
AT_ONCE = 2000
STAGES = ("draft", "review", "sign", "perform", "archive")


def upgrade() -> None:
    op.create_table(
        "stage_time",
        sa.Column("contract_id", UUID, nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_stage_time_contract_id_contract"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("contract_id", "stage", name=op.f("pk_stage_time")))
    _fill(op.get_bind())
    op.create_index("ix_stage_time_left", "stage_time", ["left_at", "stage", "hours", "contract_id"])
    op.create_index("ix_contract_deviating", "contract", ["id"],
                    sqlite_where=sa.text("deviations > 0"), postgresql_where=sa.text("deviations > 0"))


def _fill(connection: sa.Connection) -> None:
    day = sa.table("contract_day", sa.column("contract_id", UUID), sa.column("day", sa.Date), sa.column("until", sa.Date),
                   sa.column("stage", sa.String), sa.column("status", sa.String), sa.column("source", sa.String),
                   sa.column("updated_at", UtcTime()))
    time = sa.table("stage_time", sa.column("contract_id", UUID), sa.column("stage", sa.String), sa.column("hours", sa.Integer),
                    sa.column("left_at", UtcTime()))
    query = sa.select(day).order_by(day.c.contract_id, day.c.day)
    rows: list[dict[str, Any]] = []
    for contract, days in groupby(connection.execute(query).all(), key=lambda row: row.contract_id):
        rows += [{"contract_id": contract, **one} for one in _times(list(days))]
        if len(rows) >= AT_ONCE:
            connection.execute(sa.insert(time), rows)
            rows = []
    if rows:
        connection.execute(sa.insert(time), rows)


def _times(days: list[Any]) -> Iterator[dict[str, Any]]:
    """By stage how long it was there, and when it was left; of one that was imported not how long it was in its first.

    Stages that it passed within a day have no day of their own: it was there for no time.
    """
    spent: dict[str, dt.timedelta] = defaultdict(dt.timedelta)
    left: dict[str, dt.datetime] = {}
    if days[0].source != "imported":
        left |= dict.fromkeys(STAGES[:STAGES.index(days[0].stage)], days[0].updated_at)
    for one, following in zip(days, days[1:], strict=False):
        spent[one.stage] += one.until - one.day
        if one.status == "running" and (following.stage != one.stage or following.status == "archived"):
            here, there = STAGES.index(one.stage), STAGES.index(following.stage)
            left |= dict.fromkeys(STAGES[here:max(there, here + 1)], following.updated_at)
    for stage, at in left.items():
        is_known = days[0].source != "imported" or stage != days[0].stage
        yield {"stage": stage, "hours": spent[stage].days * 24 if is_known else None, "left_at": at}
