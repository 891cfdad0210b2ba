"""What SQLite knows of its own tables: without it, it can't tell an index that leads to ten rows from one that leads to all."""

from __future__ import annotations

import sqlalchemy as sa

from engine.desk import Desk

LOOKED_AT = 20_000                         # entries of each index; the whole ones of a hundred thousand contracts would take a second


def renew_statistics(desk: Desk) -> None:
    """Count anew how values are spread over the indexes. PostgreSQL does so by itself."""
    if desk.house.store.is_sqlite:
        desk.session.execute(sa.text(f"PRAGMA analysis_limit = {LOOKED_AT}"))
        desk.session.execute(sa.text("ANALYZE"))
