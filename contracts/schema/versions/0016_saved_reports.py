"""Reports are saved and shared as views of the ledger are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("ledger_view", sa.Column("kind", sa.String(length=10), server_default="ledger", nullable=False))
