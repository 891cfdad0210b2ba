"""Projects: who works on them, their budget lines, and every change of a budget."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "project",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=False),
        sa.Column("manager", sa.String(length=80), nullable=False),
        sa.Column("counterparty", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_project")))
    for name in ("department", "manager"):
        op.create_index(op.f(f"ix_project_{name}"), "project", [name])
    op.create_table(
        "project_member",
        sa.Column("project", sa.String(length=40), nullable=False),
        sa.Column("user", sa.String(length=80), nullable=False),
        sa.Column("part", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["project"], ["project.code"], name=op.f("fk_project_member_project_project")),
        sa.PrimaryKeyConstraint("project", "user", name=op.f("pk_project_member")))
    op.create_index(op.f("ix_project_member_user"), "project_member", ["user"])
    op.create_table(
        "budget_line",
        sa.Column("project", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("remark", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["project"], ["project.code"], name=op.f("fk_budget_line_project_project")),
        sa.PrimaryKeyConstraint("project", "number", name=op.f("pk_budget_line")))
    op.create_table(
        "budget_change",
        sa.Column("project", sa.String(length=40), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("before", sa.BigInteger(), nullable=True),
        sa.Column("after", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project", "line"], ["budget_line.project", "budget_line.number"],
                                name=op.f("fk_budget_change_project_budget_line")),
        sa.PrimaryKeyConstraint("project", "line", "number", name=op.f("pk_budget_change")))
