"""What a supplement or change asks of its main contract's amount stands in a column, where budgets can add it up."""

from __future__ import annotations

import json
from decimal import Decimal

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

CONTRACT = sa.table("contract", sa.column("id", sa.Uuid(as_uuid=False)), sa.column("relation", sa.String), sa.column("values", sa.Text),
                    sa.column("amount_change", sa.BigInteger))


def upgrade() -> None:
    op.add_column("contract", sa.Column("amount_change", sa.BigInteger(), nullable=False, server_default="0"))
    bind = op.get_bind()
    agreed = sa.select(CONTRACT.c.id, CONTRACT.c["values"]).where(CONTRACT.c.relation.in_(("supplement", "change", "termination")))
    for contract_id, values in bind.execute(agreed).all():
        if change := (json.loads(values) or {}).get("amount_change"):
            moved = sa.update(CONTRACT).where(CONTRACT.c.id == contract_id)
            bind.execute(moved.values(amount_change=int(Decimal(str(change)).scaleb(2))))
