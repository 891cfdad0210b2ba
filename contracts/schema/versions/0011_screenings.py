"""What the linter found of a draft at each of its submissions; uploaded texts, and what each says."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "screening",
        sa.Column("contract_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_number", sa.Integer(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("deviations", sa.Text(), nullable=False),
        sa.Column("risk", sa.String(length=10), nullable=False),
        sa.Column("risk_level", sa.String(length=10), nullable=False),
        sa.Column("screened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("screened_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_screening_contract_id_contract")),
        sa.PrimaryKeyConstraint("contract_id", "number", name=op.f("pk_screening")))
    op.create_table(
        "wording",
        sa.Column("contract_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("paper", sa.Integer(), nullable=False),
        sa.Column("said_sha", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_wording_contract_id_contract")),
        sa.PrimaryKeyConstraint("contract_id", "paper", name=op.f("pk_wording")))
