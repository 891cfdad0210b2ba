"""Why a draft came back: who returned it, when, with which words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from contracts.records import Contract
from engine.desk import Desk
from engine.identity import Key
from engine.records import Entry, WorkItem


@dataclass(frozen=True)
class Returned:
    """The last return of a contract; `straight`: it goes back to the returner at once when it is submitted."""

    by: str
    at: dt.datetime
    reason: str
    straight: bool


def why_returned(desk: Desk, contract: Contract, item: Key) -> Returned | None:
    """The return that opened this item, or None for the first drafting."""
    kind = desk.session.scalar(sa.select(WorkItem.kind).where(WorkItem.instance_id == item.instance, WorkItem.number == item.number))
    last = sa.select(Entry).where(Entry.chain == contract.instance_id, Entry.act == "returned").order_by(Entry.number.desc()).limit(1)
    entry = desk.session.scalar(last)
    if entry is None:
        return None
    return Returned(entry.actor, entry.at, str((entry.facts or {}).get("reason", "")), kind == "rework")
