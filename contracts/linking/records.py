"""What a signed supplement, change or termination did to its main contract: one row, written in the move that made it take effect."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from contracts.money.column import Money
from engine.store import Record, UtcTime


class LinkEffect(Record):
    """Keyed by the linked contract, so that it takes effect once."""

    __tablename__ = "link_effect"
    contract_id: Mapped[str] = mapped_column(sa.ForeignKey("contract.id"), primary_key=True)
    parent_id: Mapped[str] = mapped_column(sa.ForeignKey("contract.id"), index=True)
    relation: Mapped[str] = mapped_column(sa.String(20))                        # supplement, change, termination
    amount_change: Mapped[Decimal] = mapped_column(Money, default=Decimal("0"))
    ends_before: Mapped[dt.date | None]
    ends_after: Mapped[dt.date | None]
    dropped_payments: Mapped[int] = mapped_column(default=0)                    # open obligations of the main contract that fell away
    added_payments: Mapped[int] = mapped_column(default=0)                      # its own plan rows, which joined the main contract's
    moved_payments: Mapped[int] = mapped_column(default=0)                      # open rows of it that are more or less than before
    at: Mapped[dt.datetime] = mapped_column(UtcTime)
