"""Counterparties that an import brought and that go with it: only those that nobody has looked at, and that nothing else names."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from contracts.counterparties.records import Counterparty
from engine import history
from engine.desk import Desk
from engine.store import Record

OWN = ("counterparty_name", "counterparty_contact", "counterparty_entry")         # what an entry consists of
AT_ONCE = 500


def forget_untouched(desk: Desk, ids: Sequence[int]) -> int:
    """Remove them from the directory; how many. The house's history keeps that they were there."""
    history.hold_house(desk)
    gone = 0
    for start in range(0, len(ids), AT_ONCE):
        few = set(ids[start:start + AT_ONCE]) - _named(desk, ids[start:start + AT_ONCE])
        query = sa.select(Counterparty).where(Counterparty.id.in_(few), Counterparty.from_contract.is_(True), Counterparty.version == 1)
        rows = list(desk.session.scalars(query))
        for row in rows:
            history.record(desk, history.HOUSE, "counterparty-removed", facts={"counterparty": row.id, "name": row.name, "code": row.code})
        _delete(desk, [row.id for row in rows])
        gone += len(rows)
    return gone


def _named(desk: Desk, ids: Sequence[int]) -> set[int]:
    """Those that a row of any other table names: a contract, a paper, a merged entry ..."""
    found: set[int] = set()
    for table in Record.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == "counterparty" and table.name not in OWN:
                found |= set(desk.session.scalars(sa.select(key.parent).where(key.parent.in_(ids)).distinct()))
    return found


def _delete(desk: Desk, ids: Sequence[int]) -> None:
    for name in OWN:
        table = Record.metadata.tables[name]
        desk.session.execute(sa.delete(table).where(table.c.counterparty_id.in_(ids)))
    parties = Record.metadata.tables["counterparty"]
    desk.session.execute(sa.delete(parties).where(parties.c.id.in_(ids)))
