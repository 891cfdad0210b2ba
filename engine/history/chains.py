"""The history: append-only, one hash chain for each instance and one more, `house`."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.desk import Desk
from engine.errors import NotFound
from engine.locking import HOUSE, locked_instance
from engine.records import Chain, Entry, Instance


def record(desk: Desk, chain: str | Instance, act: str, *, element: str | None = None, facts: Mapping[str, Any] | None = None,
           on_behalf_of: str | None = None) -> Entry:
    """Append one link under the lock of its instance (or of the chain's head). Raises NotFound."""
    name = chain if isinstance(chain, str) else str(chain.id)
    head = _head(desk, name)
    length, previous = (head.chain_length, head.chain_head) if isinstance(head, Instance) else (head.length, head.head)
    facts = orjson.loads(orjson.dumps(dict(facts or {}), default=str))
    entry = Entry(chain=name, number=length + 1, at=desk.now, actor=desk.actor.user, on_behalf_of=on_behalf_of, act=act, element=element,
                  facts=facts, previous=previous)
    entry.hash = hash_of(entry)
    if isinstance(head, Instance):
        head.chain_length, head.chain_head = entry.number, entry.hash
    else:
        head.length, head.head = entry.number, entry.hash
    desk.session.add(entry)
    return entry


def hold_house(desk: Desk) -> None:
    """Take the house's chain for the rest of this command: who does the same at once waits, and then reads what this one left."""
    _head(desk, HOUSE)


def hashed_text(entry: Entry) -> str:
    """The text over which an entry is hashed, after the hash of the one before it."""
    told = {"chain": str(entry.chain), "number": entry.number, "at": entry.at.astimezone(dt.UTC).isoformat(), "actor": entry.actor,
            "on_behalf_of": entry.on_behalf_of, "act": entry.act, "element": entry.element, "facts": entry.facts}
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS).decode()


def hash_of(entry: Entry) -> str:
    """What binds a link to the one before it."""
    return hashlib.sha256((entry.previous + hashed_text(entry)).encode()).hexdigest()


def entries(desk: Desk, chain: str) -> list[Entry]:
    """All links of a chain, oldest first."""
    return list(desk.session.scalars(sa.select(Entry).where(Entry.chain == chain).order_by(Entry.number)))


def _head(desk: Desk, chain: str) -> Instance | Chain:
    """What names the chain's end, under its lock: two links with one number are impossible."""
    held: Instance | Chain | None = locked_instance(desk, chain) if chain != HOUSE else desk.kept.get(HOUSE)
    if held is None and chain == HOUSE:
        held = desk.kept[HOUSE] = _locked_house(desk)
    if held is None:
        raise NotFound(chain=chain)
    return held


def _locked_house(desk: Desk) -> Chain:
    query = sa.select(Chain).where(Chain.name == HOUSE).with_for_update().execution_options(populate_existing=True)
    found = desk.session.scalar(query)
    if found is None:
        # Of two that write the very first entry on PostgreSQL the second waits here for the first.
        insert: Any = sqlite.insert if desk.house.store.is_sqlite else postgresql.insert
        desk.session.execute(insert(Chain).values(name=HOUSE, length=0, head="").on_conflict_do_nothing())
        found = desk.session.scalar(query)
    assert found is not None
    return found
