"""Indexes for what is counted of one owner or one project, and from an instance to its contract."""

from __future__ import annotations

from alembic import op

revision = "0024"
down_revision = "0023"

SEEN = ("id", "status", "owner", "department", "project", "decided_by", "direction", "currency")
COUNTED = ("status", "stage", "ends_on", "renewal", "direction", "currency", "id")


def upgrade() -> None:
    op.create_index("ix_contract_of_owner", "contract", ["owner", *COUNTED])
    op.create_index("ix_contract_of_project", "contract", ["project", *COUNTED])
    op.drop_index(op.f("ix_contract_project"), "contract")
    op.create_index("ix_contract_of_instance", "contract", ["instance_id", "id"])
    op.drop_index("ix_contract_seen", "contract")
    op.create_index("ix_contract_seen", "contract", list(SEEN))
