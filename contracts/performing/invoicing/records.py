"""The row of an invoice."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from contracts.money.column import Money
from engine.store import Record, UtcTime

STANDS = sa.text("voided_at IS NULL")


class Invoice(Record):
    """An invoice (发票) of a contract, keyed by it. A red one (红字) has negative amounts and names the one that it takes back.

    `cancelled_at`: a red one took it back, or it was void; a void one (`voided_at`) gives its number free.
    """

    __tablename__ = "invoice"
    __table_args__ = (sa.Index("uq_invoice_standing", "invoice_code", "invoice_number", unique=True, sqlite_where=STANDS,
                               postgresql_where=STANDS),)
    contract_id: Mapped[str] = mapped_column(sa.ForeignKey("contract.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    invoice_number: Mapped[str] = mapped_column(sa.String(20))                     # 发票号码: 20 digits, or 8 to 12 with a code
    invoice_code: Mapped[str] = mapped_column(sa.String(12), default="")           # 发票代码
    kind: Mapped[str] = mapped_column(sa.String(10))                               # special 专票, ordinary 普票
    direction: Mapped[str] = mapped_column(sa.String(3))                           # in: from the counterparty; out: ours
    gross: Mapped[Decimal] = mapped_column(Money)
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    issued_on: Mapped[dt.date]
    plan_row: Mapped[int | None]
    paper: Mapped[int | None]                                                      # of the contract's papers
    red_of: Mapped[int | None]                                                     # the invoice that this red one takes back
    recorded_by: Mapped[str] = mapped_column(sa.String(80))
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    cancelled_by: Mapped[str | None] = mapped_column(sa.String(80))
    cancelled_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    voided_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    reason: Mapped[str] = mapped_column(sa.String(400), default="")
