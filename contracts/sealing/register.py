"""The register of seals (用印登记): each use is a row, written when the keeper orders it, completed when the file is sealed."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column

from contracts.records import Contract
from engine.store import Record, UtcTime


class SealUse(Record):
    """One use of a seal on one frozen text. `applied_at` is None until the job has sealed the file, `paper` is then its number.

    `ordered_by` applied it, `applicant` drafted the contract.
    """

    __tablename__ = "seal_use"
    contract_id: Mapped[str] = mapped_column(sa.ForeignKey("contract.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    seal: Mapped[str] = mapped_column(sa.String(80))
    text_number: Mapped[int]
    approved_sha: Mapped[str] = mapped_column(sa.String(64))
    copies: Mapped[int]
    remark: Mapped[str] = mapped_column(sa.Text, default="")
    ordered_by: Mapped[str] = mapped_column(sa.String(80))
    ordered_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    applied_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    paper: Mapped[int | None]
    applicant: Mapped[str] = column_property(sa.select(Contract.owner).where(Contract.id == contract_id).scalar_subquery())
