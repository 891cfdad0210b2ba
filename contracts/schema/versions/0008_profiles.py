"""A person's own time zone and look."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("people_user") as user:
        user.add_column(sa.Column("zone", sa.String(length=40), nullable=False, server_default=""))
        user.add_column(sa.Column("look", sa.String(length=10), nullable=False, server_default=""))
    with op.batch_alter_table("people_user") as user:
        user.alter_column("zone", server_default=None)
        user.alter_column("look", server_default=None)
