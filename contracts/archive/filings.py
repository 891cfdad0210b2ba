"""What was filed (归档登记): a row for each contract in the archive."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from engine.store import Json, Record, UtcTime


class Filing(Record):
    """A contract in the archive: its file number, how long it is kept, and what the archivist had before them."""

    __tablename__ = "filing"
    contract_id: Mapped[str] = mapped_column(sa.ForeignKey("contract.id"), primary_key=True)
    file_number: Mapped[str] = mapped_column(sa.String(80), unique=True)        # 档号
    retention: Mapped[str] = mapped_column(sa.String(10))                       # 10, 30, permanent
    papers: Mapped[Any] = mapped_column(Json)                                   # the list of required papers as it was checked
    remark: Mapped[str] = mapped_column(sa.Text, default="")
    filed_by: Mapped[str] = mapped_column(sa.String(80))
    filed_at: Mapped[dt.datetime] = mapped_column(UtcTime, index=True)
    package: Mapped[int | None]                                                 # the paper with the archive package
