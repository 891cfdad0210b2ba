"""The databases know how values are spread over indexes, and SQLite is told."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.keeping.statistics import renew_statistics
from engine.desk import SYSTEM, at_desk


def test_the_spread_of_an_index_is_counted(chancery_house):
    with at_desk(chancery_house, SYSTEM) as desk:
        renew_statistics(desk)
    if chancery_house.store.is_sqlite:
        with chancery_house.store.reading.connect() as connection:
            counted = connection.execute(sa.text("SELECT tbl FROM sqlite_stat1")).scalars().all()
        assert {"department", "role_grant"} <= set(counted)
