"""What a company's contracts have beside one service contract's: type, source, parent, project, risk as it routes; kinds of plan rows."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

TEXTS = {"type_sha": (64, ""), "source": (10, "template"), "relation": (20, ""), "project": (40, ""), "risk_level": (10, "normal"),
         "renewal": (12, "")}


def upgrade() -> None:
    added: list[sa.Column[Any]] = [
        sa.Column(name, sa.String(length=length), nullable=False, server_default=default)
        for name, (length, default) in TEXTS.items()]
    added += [sa.Column(name, sa.BigInteger(), nullable=False, server_default="0") for name in ("changed_amount", "invoiced_amount")]
    added += [sa.Column("over_budget", sa.Boolean(), nullable=False, server_default=sa.false()),
              sa.Column("deviations", sa.Integer(), nullable=False, server_default="0")]
    with op.batch_alter_table("contract") as contract:
        for column in added:
            contract.add_column(column)
        contract.add_column(sa.Column("budget_line", sa.Integer(), nullable=True))
        contract.add_column(sa.Column("batch_id", sa.Integer(), nullable=True))
        contract.add_column(sa.Column("parent_id", sa.Uuid(as_uuid=False), nullable=True))
        contract.create_foreign_key(op.f("fk_contract_parent_id_contract"), "contract", ["parent_id"], ["id"])
        for name in ("parent_id", "project", "batch_id"):
            contract.create_index(op.f(f"ix_contract_{name}"), [name])
    op.execute("UPDATE contract SET risk_level = risk")
    with op.batch_alter_table("plan_row") as row:
        row.add_column(sa.Column("kind", sa.String(length=20), nullable=False, server_default="payment"))
    with op.batch_alter_table("contract") as contract:
        for column in added:
            contract.alter_column(column.name, server_default=None)
    with op.batch_alter_table("plan_row") as row:
        row.alter_column("kind", server_default=None)
    op.create_table(
        "contract_type",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_contract_type")))
