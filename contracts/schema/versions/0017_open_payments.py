"""Since when a plan row is an obligation, when its payment was recorded; indexes for what is open, late, or over its budget."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

READ_TOGETHER = ("status", "stage", "direction", "currency", "type", "department", "owner", "project", "risk_level", "counterparty",
                 "amount", "changed_amount", "net", "tax", "invoiced_amount", "settled_amount", "signed_on", "starts_on", "ends_on",
                 "submitted_at", "updated_at", "parent_id", "relation", "renewal", "title", "number")
OPEN = sa.text("settled_on IS NULL AND dropped_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("plan_row") as row:
        row.add_column(sa.Column("began_at", sa.DateTime(timezone=True), nullable=True))
        row.add_column(sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))
    of = "SELECT {} FROM instance WHERE instance.id = plan_row.instance_id"           # it ends in the command that settles the row
    op.execute(f"UPDATE plan_row SET began_at = ({of.format('started_at')}) WHERE instance_id IS NOT NULL")
    op.execute(f"UPDATE plan_row SET settled_at = ({of.format('ended_at')}) WHERE settled_on IS NOT NULL AND instance_id IS NOT NULL")
    op.create_index("ix_plan_row_open", "plan_row", ["due_on", "contract_id", "amount", "kind", "instance_id", "began_at"],
                    sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("ix_contract_over_budget", "contract", ["id"],
                    sqlite_where=sa.text("over_budget = 1"), postgresql_where=sa.text("over_budget"))
    is_open = sa.text("state = 'open'")
    op.create_index("ix_work_item_open_due", "work_item", ["due_at", "instance_id"], sqlite_where=is_open, postgresql_where=is_open)
    op.drop_index("ix_contract_read_together", "contract")
    op.create_index("ix_contract_read_together", "contract", [*READ_TOGETHER, "id"])
    op.drop_index("ix_contract_day_read_together", "contract_day")
    op.create_index("ix_contract_day_read_together", "contract_day", ["until", "day", "contract_id", *READ_TOGETHER])
