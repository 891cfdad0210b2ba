"""Where ledger rows are read from: the contracts as they are now, or as they were at the end of a past day. The same query fits both."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from contracts.ledger.records import ContractDay
from contracts.people.company import today
from contracts.permissions import visible
from contracts.records import Contract
from engine.desk import Desk
from engine.errors import Invalid, _l
from engine.store import table_of


@dataclass(frozen=True)
class Source:
    """A table with the ledger's fields; `conditions` leave what the actor may see. `as_of` is None for now."""

    table: sa.FromClause
    id: sa.ColumnElement[str]
    conditions: tuple[sa.ColumnElement[bool], ...]
    day: dt.date                               # today, or the day that it is read as of
    as_of: dt.date | None = None
    over_at: dt.datetime | None = None         # the end of that day

    def __getitem__(self, name: str) -> sa.ColumnElement[Any]:
        return self.table.c[name]


def source_of(desk: Desk, as_of: dt.date | None = None) -> Source:
    """The ledger of now, or of the end of a past day, of what the actor may see today. Raises Invalid for a day that is not past."""
    if as_of is None:
        live = table_of(Contract)
        return Source(live, live.c.id, (visible(desk),), today(desk))
    if as_of >= today(desk):
        raise Invalid(fields={"as_of": _l("Choose a day that is over: today's ledger is the one without a day.")})
    over_at = dt.datetime.combine(as_of + dt.timedelta(days=1), dt.time(), ZoneInfo(desk.house.zone))
    days, seen = table_of(ContractDay), visible(desk)
    mine = () if isinstance(seen, sa.True_) else (days.c.contract_id.in_(sa.select(Contract.id).where(seen)),)
    return Source(days, days.c.contract_id, (days.c.day <= as_of, days.c.until > as_of, *mine), as_of, as_of, over_at)
