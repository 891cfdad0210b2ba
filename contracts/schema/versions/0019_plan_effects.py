"""How many rows of its main contract's payment plan an agreement has added or changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    for name in ("added_payments", "moved_payments"):
        op.add_column("link_effect", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
