"""What linked contracts did to their main one; payments that fell away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "link_effect",
        sa.Column("contract_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("parent_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("amount_change", sa.BigInteger(), nullable=False),
        sa.Column("ends_before", sa.Date(), nullable=True),
        sa.Column("ends_after", sa.Date(), nullable=True),
        sa.Column("dropped_payments", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_link_effect_contract_id_contract")),
        sa.ForeignKeyConstraint(["parent_id"], ["contract.id"], name=op.f("fk_link_effect_parent_id_contract")),
        sa.PrimaryKeyConstraint("contract_id", name=op.f("pk_link_effect")))
    op.create_index(op.f("ix_link_effect_parent_id"), "link_effect", ["parent_id"])
    op.create_table(
        "term_watch",
        sa.Column("contract_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("instance_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_term_watch_contract_id_contract")),
        sa.PrimaryKeyConstraint("contract_id", name=op.f("pk_term_watch")),
        sa.UniqueConstraint("instance_id", name=op.f("uq_term_watch_instance_id")))
    with op.batch_alter_table("plan_row") as row:
        row.add_column(sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True))
