"""The directory of counterparties: names, contacts, papers, blacklistings; and which of them a contract is with."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def _text(name: str, length: int, *, empty: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=empty)


def _of(table: str) -> list[Any]:
    """What every row of a counterparty begins with."""
    return [sa.Column("counterparty_id", KEY, nullable=False), sa.Column("number", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(["counterparty_id"], ["counterparty.id"], name=op.f(f"fk_{table}_counterparty_id_counterparty")),
            sa.PrimaryKeyConstraint("counterparty_id", "number", name=op.f(f"pk_{table}"))]


def upgrade() -> None:
    op.create_table(
        "counterparty",
        sa.Column("id", KEY, nullable=False),
        _text("kind", 12), _text("name", 200), _text("code", 18, empty=True), sa.Column("sought", sa.Text(), nullable=False),
        _text("address", 200), _text("representative", 60), _text("phone", 40), _text("email", 120), _text("bank", 120),
        _text("account", 40),
        _text("account_by", 80, empty=True), sa.Column("account_at", MOMENT, nullable=True),
        sa.Column("account_replaces", sa.Boolean(), nullable=False),
        _text("confirmed_by", 80, empty=True), sa.Column("confirmed_at", MOMENT, nullable=True), _text("tax_remarks", 400),
        sa.Column("merged_into", KEY, nullable=True), sa.Column("from_contract", sa.Boolean(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False), _text("added_by", 80), sa.Column("changed_at", MOMENT, nullable=False),
        _text("changed_by", 80), sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["merged_into"], ["counterparty.id"], name=op.f("fk_counterparty_merged_into_counterparty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counterparty")),
        sa.UniqueConstraint("code", name=op.f("uq_counterparty_code")))
    op.create_index(op.f("ix_counterparty_merged_into"), "counterparty", ["merged_into"])
    op.create_table("counterparty_name", *_of("counterparty_name"), _text("name", 200), _text("key", 400))
    op.create_index(op.f("ix_counterparty_name_key"), "counterparty_name", ["key"])
    op.create_table("counterparty_contact", *_of("counterparty_contact"), _text("name", 60), _text("post", 60), _text("phone", 40),
                    _text("email", 120))
    op.create_table(
        "counterparty_paper", *_of("counterparty_paper"), _text("kind", 20), _text("about", 120), _text("paper_number", 80),
        sa.Column("valid_from", sa.Date(), nullable=True), sa.Column("valid_to", sa.Date(), nullable=True), _text("name", 255),
        _text("media", 120), _text("sha", 64), sa.Column("size", sa.Integer(), nullable=False), _text("added_by", 80),
        sa.Column("added_at", MOMENT, nullable=False), _text("removed_by", 80, empty=True), sa.Column("removed_at", MOMENT, nullable=True))
    op.create_index(op.f("ix_counterparty_paper_valid_to"), "counterparty_paper", ["valid_to"])
    op.create_index(op.f("ix_counterparty_paper_sha"), "counterparty_paper", ["sha"])
    op.create_table(
        "blacklisting", *_of("blacklisting"), _text("reason", 400), sa.Column("until", sa.Date(), nullable=True),
        sa.Column("at", MOMENT, nullable=False), _text("by", 80), sa.Column("lifted_at", MOMENT, nullable=True),
        _text("lifted_by", 80, empty=True), _text("lifted_reason", 400))
    op.create_table("counterparty_entry", *_of("counterparty_entry"))
    with op.batch_alter_table("contract") as contract:
        contract.add_column(sa.Column("counterparty_id", KEY, nullable=True))
        contract.create_foreign_key(op.f("fk_contract_counterparty_id_counterparty"), "counterparty", ["counterparty_id"], ["id"])
        contract.create_index(op.f("ix_contract_counterparty_id"), ["counterparty_id"])
