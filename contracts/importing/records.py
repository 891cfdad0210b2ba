"""The rows of imports: the batch, what its dry run found, and which contract came of which row."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from engine.store import BigKey, InstanceId, Json, Record, UtcTime


class ImportBatch(Record):
    """One file (导入批次). `state`: checking, refused, checked, importing, starting, done, leaving (is being taken back), gone."""

    __tablename__ = "import_batch"
    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    state: Mapped[str] = mapped_column(sa.String(12), index=True)
    file_name: Mapped[str] = mapped_column(sa.String(200))
    file_sha: Mapped[str] = mapped_column(sa.String(64))
    marked_sha: Mapped[str | None] = mapped_column(sa.String(64))                # the same with what was found beside its rows
    language: Mapped[str] = mapped_column(sa.String(2))                          # of what the file of findings says: zh, en
    asked_by: Mapped[str] = mapped_column(sa.String(80))
    asked_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    errand: Mapped[int | None] = mapped_column(BigKey)                                                   # that works on it, or did last
    contracts: Mapped[int] = mapped_column(default=0)                            # rows with a contract
    errors: Mapped[int] = mapped_column(default=0)
    warnings: Mapped[int] = mapped_column(default=0)
    sums: Mapped[Any] = mapped_column(Json)                                      # by type, stage, direction, currency: how many, how much
    refused: Mapped[Any | None] = mapped_column(Json)                            # why it can't go on: {"title", "hint", "facts"}
    shown_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)                # since when its contracts are seen
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    taken_back_by: Mapped[str | None] = mapped_column(sa.String(80))


class ImportFinding(Record):
    """What is wrong or worth a look in one cell; `column` is empty for the whole row. The first thousands are kept, all are counted."""

    __tablename__ = "import_finding"
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sheet: Mapped[str] = mapped_column(sa.String(10))                            # contracts, plan
    row: Mapped[int]
    column: Mapped[str] = mapped_column(sa.String(40))                           # by our name for it
    letter: Mapped[str] = mapped_column(sa.String(3))                            # as Excel calls it
    level: Mapped[str] = mapped_column(sa.String(8))                             # error, warning
    value: Mapped[str] = mapped_column(sa.String(80))
    sentence: Mapped[str] = mapped_column(sa.Text)                               # to be translated, filled in with `facts`
    facts: Mapped[Any] = mapped_column(Json)


class ImportedRow(Record):
    """Which contract came of which row. `counterparty_id`: one that this row brought into the directory; `begun`: its instance runs."""

    __tablename__ = "imported_row"
    __table_args__ = (sa.Index(None, "batch_id", "begun"),)
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id"), primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[str] = mapped_column(InstanceId, unique=True)
    instance_id: Mapped[str] = mapped_column(InstanceId)
    counterparty_id: Mapped[int | None] = mapped_column(BigKey)
    begun: Mapped[bool] = mapped_column(default=False)
