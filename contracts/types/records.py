"""The row of a type that this house has changed or added; what has no row is as we ship it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from engine.store import Json, Record, UtcTime


class TypeRow(Record):
    """A contract type as this house defines it. Types are retired, never deleted: contracts are of them."""

    __tablename__ = "contract_type"
    key: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    definition: Mapped[Any] = mapped_column(Json)                        # docs/types.md has the format
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    changed_by: Mapped[str] = mapped_column(sa.String(80))
    __mapper_args__ = {"version_id_col": version}
