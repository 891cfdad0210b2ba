"""The ledger's own rows: each contract at the end of each day on which it changed; the views that people saved."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from contracts.records import Contract
from engine.store import BigKey, InstanceId, Json, Record, UtcTime, table_of

OPEN = dt.date(9999, 12, 31)               # `until` of the row that still holds
FIELDS = ("number", "title", "type", "counterparty", "counterparty_code", "direction", "amount", "changed_amount", "net", "tax", "currency",
          "invoiced_amount", "settled_amount", "risk_level", "stage", "status", "owner", "department", "project", "parent_id", "relation",
          "renewal", "source", "signed_on", "starts_on", "ends_on", "file_number", "created_at", "submitted_at", "ended_at", "updated_at")
# What filters and sums read: an index over all of it is a ledger without the form's values, so that no query walks the wide rows.
READ_TOGETHER = ("status", "stage", "direction", "currency", "type", "department", "owner", "project", "risk_level", "counterparty",
                 "amount", "changed_amount", "net", "tax", "invoiced_amount", "settled_amount", "signed_on", "starts_on", "ends_on",
                 "submitted_at", "updated_at", "parent_id", "relation", "renewal", "title", "number")
_live = table_of(Contract)


class ContractDay(Record):
    """A contract as it stood at the end of `day`, and of every day until the one before `until`."""

    __table__ = sa.Table(
        "contract_day", Record.metadata,
        sa.Column("contract_id", InstanceId, sa.ForeignKey("contract.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("until", sa.Date, nullable=False),
        *(sa.Column(name, _live.c[name].type, nullable=_live.c[name].nullable) for name in FIELDS),
        sa.Index("ix_contract_day_read_together", "until", "day", "contract_id", *READ_TOGETHER))


class LedgerView(Record):
    """What somebody saved under a name (视图): columns, filters and order of the ledger, or a report.

    `kind`: ledger, report. `shared_with`: "" nobody, * everybody, d:ENG a department and those under it, r:legal a role.
    """

    __tablename__ = "ledger_view"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    owner: Mapped[str] = mapped_column(sa.String(80), index=True)
    kind: Mapped[str] = mapped_column(sa.String(10), default="ledger")
    name: Mapped[str] = mapped_column(sa.String(60))
    shows: Mapped[Any] = mapped_column(Json)                                     # {"columns": [...], "filters": {...}, "sort": "-amount"}
    shared_with: Mapped[str] = mapped_column(sa.String(60), default="")
    saved_at: Mapped[dt.datetime] = mapped_column(UtcTime)


sa.Index("ix_contract_read_together", *(_live.c[name] for name in (*READ_TOGETHER, "decided_by", "id")))
SEEN = ("id", "status", "owner", "department", "project", "decided_by", "direction", "currency")
COUNTED = ("status", "stage", "ends_on", "renewal", "direction", "currency", "id")       # of one owner, of one project
sa.Index("ix_contract_seen", *(_live.c[name] for name in SEEN))
sa.Index("ix_contract_of_owner", *(_live.c[name] for name in ("owner", *COUNTED)))
sa.Index("ix_contract_of_project", *(_live.c[name] for name in ("project", *COUNTED)))
sa.Index("ix_contract_of_instance", _live.c.instance_id, _live.c.id)
sa.Index("ix_contract_updated_at", _live.c.updated_at, _live.c.id)
sa.Index("ix_contract_over_budget", _live.c.id, sqlite_where=sa.text("over_budget = 1"), postgresql_where=sa.text("over_budget"))
sa.Index("ix_contract_deviating", _live.c.id, sqlite_where=sa.text("deviations > 0"), postgresql_where=sa.text("deviations > 0"))
