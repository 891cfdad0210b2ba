"""Who decided on each contract, in its row and the ledger's index; indexes for payments that are open, settled, of an instance."""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

READ_TOGETHER = ("status", "stage", "direction", "currency", "type", "department", "owner", "project", "risk_level", "counterparty",
                 "amount", "changed_amount", "net", "tax", "invoiced_amount", "settled_amount", "signed_on", "starts_on", "ends_on",
                 "submitted_at", "updated_at", "parent_id", "relation", "renewal", "title", "number")
LONGEST = 400
OPEN_TOGETHER = ("due_on", "contract_id", "number", "amount", "kind", "comes_up_at", "instance_id", "began_at", "settled_on",
                 "dropped_at")
SEEN = ("id", "status", "owner", "department", "project", "decided_by")
OPEN, SETTLED, BEGUN = map(sa.text, ("settled_on IS NULL AND dropped_at IS NULL AND instance_id IS NOT NULL", "settled_on IS NOT NULL",
                                     "instance_id IS NOT NULL"))


def upgrade() -> None:
    op.add_column("contract", sa.Column("decided_by", sa.Text(), nullable=False, server_default=""))
    _fill()
    op.drop_index("ix_contract_read_together", "contract")
    op.create_index("ix_contract_read_together", "contract", [*READ_TOGETHER, "decided_by", "id"])
    op.create_index("ix_contract_seen", "contract", list(SEEN))
    op.drop_index("ix_plan_row_open", "plan_row")
    op.create_index("ix_plan_row_open", "plan_row", list(OPEN_TOGETHER), sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("ix_plan_row_settled", "plan_row", ["settled_on", "contract_id", "number", "instance_id"], sqlite_where=SETTLED,
                    postgresql_where=SETTLED)
    op.create_index("ix_plan_row_instance", "plan_row", ["instance_id", "contract_id"], sqlite_where=BEGUN, postgresql_where=BEGUN)


def _fill() -> None:
    """As contracts/deciding/deciders.py writes it from here on."""
    database = op.get_bind()
    found: dict[str, set[str]] = defaultdict(set)
    for table, key in (("contract", "id"), ("plan_row", "contract_id"), ("term_watch", "contract_id")):
        done = (f"SELECT DISTINCT {table}.{key}, work_item.done_by FROM {table}"
                f" JOIN work_item ON work_item.instance_id = {table}.instance_id WHERE work_item.done_by IS NOT NULL")
        for contract, login in database.execute(sa.text(done)):
            found[contract].add(login)
    rows = [{"contract": contract, "kept": _kept(sorted(logins))} for contract, logins in found.items()]
    if rows:
        database.execute(sa.text("UPDATE contract SET decided_by = :kept WHERE id = :contract"), rows)


def _kept(logins: list[str]) -> str:
    written = ""
    for login in logins:
        longer = f"{written or '|'}{login}|"
        if len(longer) > LONGEST:
            return written + "*"
        written = longer
    return written
