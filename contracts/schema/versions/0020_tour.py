"""Who has seen the first tour of the pages; those who are here already know them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column("people_user", sa.Column("toured_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE people_user SET toured_at = added_at")
