"""Rows for tokens that listen for a signal, beside those that wait for a message."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("waiting") as waiting:
        waiting.add_column(sa.Column("kind", sa.String(length=20), nullable=False, server_default="message"))
    with op.batch_alter_table("waiting") as waiting:
        waiting.alter_column("kind", server_default=None)
