"""The rows of errands."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from engine.store import BigKey, Json, Record, UtcTime


class Errand(Record):
    """Long work that a person asked for. `state`: waiting, working, done, failed, cancelled; `next_at`: when a worker may take it."""

    __tablename__ = "errand"
    __table_args__ = (sa.Index(None, "asked_by", "id"), sa.Index(None, "state", "next_at"))
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))                             # ledger-export
    asked_by: Mapped[str] = mapped_column(sa.String(80))
    asked_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    facts: Mapped[Any] = mapped_column(Json)                                     # what was asked for
    state: Mapped[str] = mapped_column(sa.String(10), default="waiting")
    attempt: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    kept: Mapped[Any | None] = mapped_column(Json)                               # where the next worker goes on if this one dies
    result_sha: Mapped[str | None] = mapped_column(sa.String(64))
    result_name: Mapped[str] = mapped_column(sa.String(200), default="")
    result_media: Mapped[str] = mapped_column(sa.String(120), default="")
    error: Mapped[str] = mapped_column(sa.Text, default="")                      # a sentence, to be translated
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
