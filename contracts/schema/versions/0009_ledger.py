"""The ledger of past days, filled for the contracts that there are from now and their history; the ledger's indexes; saved views.

Days are those of Asia/Shanghai: a house in another zone lets `chancery doctor --repair` write them anew.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import sqlalchemy as sa
from alembic import op

from contracts.ledger.looking_back import Change, days_back
from engine.store import UtcTime

revision = "0009"
down_revision = "0008"

ZONE = ZoneInfo("Asia/Shanghai")
TEXTS = {"title": 200, "type": 40, "counterparty": 200, "counterparty_code": 18, "direction": 10, "currency": 3, "risk_level": 10,
         "stage": 20, "status": 20, "owner": 80, "department": 40, "project": 40, "relation": 20, "renewal": 12, "source": 10}
MONEY = ("changed_amount", "invoiced_amount", "settled_amount")
MAYBE_MONEY = ("amount", "net", "tax")
DATES = ("signed_on", "starts_on", "ends_on")
READ_TOGETHER = ("status", "stage", "direction", "currency", "type", "department", "owner", "project", "risk_level", "counterparty",
                 "amount", "changed_amount", "net", "tax", "invoiced_amount", "settled_amount", "signed_on", "starts_on", "ends_on",
                 "submitted_at", "updated_at", "parent_id", "relation", "title", "number")
FIELDS: list[tuple[str, Any, bool]] = [
    *((name, sa.String(length), False) for name, length in TEXTS.items()), *((name, sa.BigInteger(), False) for name in MONEY),
    *((name, sa.BigInteger(), True) for name in MAYBE_MONEY), *((name, sa.Date(), True) for name in DATES),
    ("number", sa.String(80), True), ("file_number", sa.String(80), True), ("parent_id", sa.Uuid(as_uuid=False), True),
    ("created_at", UtcTime(), False), ("updated_at", UtcTime(), False), ("submitted_at", UtcTime(), True), ("ended_at", UtcTime(), True)]


def upgrade() -> None:
    op.create_table(
        "contract_day",
        sa.Column("contract_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        *(sa.Column(name, kind.impl if isinstance(kind, UtcTime) else kind, nullable=nullable) for name, kind, nullable in FIELDS),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_contract_day_contract_id_contract"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("contract_id", "day", name=op.f("pk_contract_day")))
    op.create_index("ix_contract_day_read_together", "contract_day", ["until", "day", "contract_id", *READ_TOGETHER])
    for name in ("department", "stage"):                    # these led away from the index that has all that is read
        op.drop_index(op.f(f"ix_contract_{name}_contract_updated_at"), "contract")
    op.create_index("ix_contract_read_together", "contract", [*READ_TOGETHER, "id"])
    op.create_index("ix_contract_updated_at", "contract", ["updated_at", "id"])
    _fill(op.get_bind())
    _create_views()


def _create_views() -> None:
    op.create_table(
        "ledger_view",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.Column("shared_with", sa.String(length=60), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_view")))
    op.create_index(op.f("ix_ledger_view_owner"), "ledger_view", ["owner"])


def _fill(connection: sa.Connection) -> None:
    names = [name for name, _, _ in FIELDS]
    columns = [sa.column(name, kind) for name, kind, _ in FIELDS]
    keys = (sa.column("id", sa.Uuid(as_uuid=False)), sa.column("instance_id", sa.Uuid(as_uuid=False)))
    contract = sa.table("contract", *keys, *columns)
    days = sa.table("contract_day", sa.column("contract_id", sa.Uuid(as_uuid=False)), sa.column("day", sa.Date),
                    sa.column("until", sa.Date), *(sa.column(name, kind) for name, kind, _ in FIELDS))
    changes = _changes(connection)
    for row in connection.execute(sa.select(contract)).mappings().all():
        found = days_back({name: row[name] for name in names}, changes[row["id"]], ZONE)
        connection.execute(sa.insert(days), [{"contract_id": row["id"], "day": one.day, "until": one.until, **one.fields} for one in found])


def _changes(connection: sa.Connection) -> dict[str, list[Change]]:
    """By contract the ledger entries of its own chain and those of its obligations."""
    uuid = sa.Uuid(as_uuid=False)
    own = sa.table("contract", sa.column("id", uuid), sa.column("instance_id", uuid))
    rows = sa.table("plan_row", sa.column("contract_id", uuid), sa.column("instance_id", uuid))
    both = (*connection.execute(sa.select(own)), *connection.execute(sa.select(rows)))
    of = {instance: contract for contract, instance in both if instance}
    entry = sa.table("entry", sa.column("chain", sa.String), sa.column("number", sa.Integer), sa.column("at", UtcTime()),
                     sa.column("act", sa.String), sa.column("facts", sa.Text))
    query = sa.select(entry.c.chain, entry.c.at, entry.c.facts).where(entry.c.act == "ledger").order_by(entry.c.chain, entry.c.number)
    found: dict[str, list[Change]] = defaultdict(list)
    for chain, at, facts in connection.execute(query):
        if chain in of:
            before = orjson.loads(facts or "{}").get("before") or {}
            found[of[chain]].append(Change(at, {name: _read(name, value) for name, value in before.items()}))
    return found


def _read(name: str, value: Any) -> Any:
    if value is None or name not in {*MONEY, *MAYBE_MONEY, *DATES}:
        return value
    return dt.date.fromisoformat(value) if name in DATES else int(Decimal(value).scaleb(2))
