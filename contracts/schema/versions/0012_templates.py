"""The library of templates: templates, their versions, what was done with each; contracts found by the version that they pinned."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "template",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("use", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_template")))
    op.create_index(op.f("ix_template_type"), "template", ["type"])
    op.create_table(
        "template_version",
        sa.Column("template", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *[sa.Column(name, sa.String(length=64), nullable=False) for name in ("docx_sha", "form_sha", "version_sha")],
        sa.Column("is_ours", sa.Boolean(), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        *[column for act in ("submitted", "published", "retired")
          for column in (sa.Column(f"{act}_by", sa.String(length=80), nullable=True), sa.Column(f"{act}_at", moment, nullable=True))],
        sa.ForeignKeyConstraint(["template"], ["template.key"], name=op.f("fk_template_version_template_template")),
        sa.PrimaryKeyConstraint("template", "number", name=op.f("pk_template_version")))
    op.create_index(op.f("ix_template_version_version_sha"), "template_version", ["version_sha"])
    op.create_table(
        "template_deed",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("template", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["template", "number"], ["template_version.template", "template_version.number"],
                                name=op.f("fk_template_deed_template_number_template_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_deed")))
    op.create_index(op.f("ix_template_deed_template_template_deed_number"), "template_deed", ["template", "number"])
    with op.batch_alter_table("contract") as contract:
        contract.create_index(op.f("ix_contract_template_version"), ["template_version"])
