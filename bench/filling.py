"""Open work items by the hundred thousand, written directly: what an inbox looks like after years.

One instance is really started; all others are copies of its rows, each with an id, a due time and people of its own.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from engine import editions, history
from engine.desk import SYSTEM, House, at_desk
from engine.identity import group, new_id, person
from engine.instances import start_instance
from engine.records import Entry, Holder, Instance, Timer, Visit, WorkItem
from engine.rows.items import urgency_of
from engine.store import table_of

PRINCIPALS = [*(person(f"user-{number}") for number in range(200)), *(group(f"group-{number}") for number in range(12)),
              group("legal"), person("li")]
ASKED = Path(__file__).parent / "asked" / "asked.bpmn"
TABLES = (Instance, Visit, WorkItem, Holder, Timer, Entry)
AT_ONCE = 2000
Rows = dict[type[Any], list[dict[str, Any]]]


def fill_inbox(house: House, items: int, seed: int = 7) -> None:
    """So many open items of as many instances; a fifth of them is legal's and li's."""
    chance, pattern = random.Random(seed), _started(house)
    copies = (_copy(pattern, chance) for _ in range(items - 1))
    while batch := list(itertools.islice(copies, AT_ONCE)):
        with house.store.writing.begin() as connection:
            for record in TABLES:
                connection.execute(sa.insert(table_of(record)), [row for copy in batch for row in copy[record]])


def _started(house: House) -> Rows:
    """The rows of one instance that a use case has started."""
    with at_desk(house, SYSTEM) as desk:
        editions.publish(desk, "asked", {ASKED.name: ASKED.read_bytes()}, "bench")
    with at_desk(house, SYSTEM) as desk:
        moved = start_instance(desk, "asked", subject="nothing", subject_id="1", initiator="chen")
    with house.store.reading.connect() as connection:
        return {record: [dict(row) for row in connection.execute(sa.select(table_of(record)).where(_key_of(record) == moved.instance)).mappings()]
                for record in TABLES}


def _key_of(record: type[Any]) -> sa.Column[Any]:
    columns = table_of(record).c
    return columns.id if record is Instance else columns.chain if record is Entry else columns.instance_id


def _copy(pattern: Rows, chance: random.Random) -> Rows:
    key = new_id()
    principal = chance.choice(PRINCIPALS[-2:]) if chance.random() < 0.2 else chance.choice(PRINCIPALS)
    (item,), (instance,) = pattern[WorkItem], pattern[Instance]
    due = item["opened_at"] + dt.timedelta(minutes=chance.randrange(-9000, 90000))
    own: dict[type[Any], dict[str, Any]] = {
        WorkItem: {"candidates": [principal], "due_at": due}, Timer: {"due_at": due},
        Holder: {"principal": principal, "urgency": urgency_of(due, item["opened_at"], item["priority"])}}
    rows = {record: [row | {"instance_id": key} | own.get(record, {}) for row in pattern[record]] for record in (Visit, WorkItem, Holder, Timer)}
    entries = list(_chain(pattern[Entry], key, {"subject_id": key}, {"candidates": [principal]}, due))
    return {**rows, Entry: entries, Instance: [instance | {"id": key, "subject_id": key, "chain_head": entries[-1]["hash"]}]}


def _chain(entries: list[dict[str, Any]], key: str, started: dict[str, Any], asked: dict[str, Any], due: dt.datetime) -> Iterator[dict[str, Any]]:
    previous = ""
    for row in sorted(entries, key=lambda row: row["number"]):
        facts = row["facts"] | started if row["act"] == "started" else \
            row["facts"] | {"items": [item | asked for item in row["facts"]["items"]], "due_at": due.isoformat()}
        entry = row | {"chain": key, "facts": facts, "previous": previous}
        entry["hash"] = previous = history.hash_of(Entry(**entry))
        yield entry
