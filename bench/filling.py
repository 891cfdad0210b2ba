"""Open work items by the hundred thousand, written directly: what an inbox looks like after years."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from typing import Any

import sqlalchemy as sa

from engine.desk import House
from engine.identity import group, new_id, person
from engine.records import Holder, Instance, Visit, WorkItem

PRINCIPALS = [*(person(f"user-{number}") for number in range(200)), *(group(f"group-{number}") for number in range(12)),
              group("legal"), person("li")]
AT_ONCE = 2000


def fill_inbox(house: House, items: int, seed: int = 7) -> None:
    """So many open items of as many instances; a fifth of them is legal's and li's."""
    chance, now = random.Random(seed), house.clock()
    rows = (_rows(chance, now) for _ in range(items))
    while batch := list(itertools.islice(rows, AT_ONCE)):
        with house.store.writing.begin() as connection:
            for table, number in ((Instance, 0), (Visit, 1), (WorkItem, 2), (Holder, 3)):
                connection.execute(sa.insert(table), [row[number] for row in batch])


def _rows(chance: random.Random, now: dt.datetime) -> tuple[dict[str, Any], ...]:
    key, due = new_id(), now + dt.timedelta(minutes=chance.randrange(-9000, 90000))
    principal = chance.choice(PRINCIPALS[-2:]) if chance.random() < 0.2 else chance.choice(PRINCIPALS)
    instance = {"id": key, "key": "bench", "edition": 1, "digest": "0" * 64, "process": "bench", "subject": "nothing", "subject_id": key,
                "initiator": "chen", "status": "running", "stage": "review", "state": b"", "version": 1, "next_number": 3, "chain_length": 0,
                "chain_head": "", "started_at": now, "ended_at": None}
    visit = {"instance_id": key, "number": 1, "element": "legal-review", "name": "Legal review", "turn": 1, "token": key, "process": "bench",
             "stage": "review", "task": {}, "data": {}, "opened_at": now, "closed_at": None, "outcome": None}
    item = {"instance_id": key, "number": 2, "visit": 1, "parent": None, "kind": "decide", "state": "open", "candidates": [principal],
            "claimed_by": None, "place": 0, "weight": 1, "priority": 50, "why": {}, "opened_at": now, "due_at": due, "comment": "", "wrote": {}}
    return instance, visit, item, {"instance_id": key, "item": 2, "principal": principal, "urgency": int(due.timestamp())}

