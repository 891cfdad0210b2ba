"""The history of a contract as people read it: the chain of its instance and those of its obligations, newest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.linking.renewing.records import TermWatch
from contracts.reading.element_names import element_names
from contracts.records import Contract, PlanRow
from engine.desk import Desk
from engine.records import Entry

PAGE = 200


@dataclass(frozen=True)
class Line:
    """One entry of a chain; `step` is the name of the task where there is one, `row` the plan row of an obligation's chain."""

    chain: str
    number: int
    at: dt.datetime
    actor: str
    on_behalf_of: str | None
    act: str
    step: str | None
    row: str | None
    facts: dict[str, Any]
    previous: str
    hash: str


def page_of(desk: Desk, contract: Contract, *, before: dt.datetime | None = None, limit: int = PAGE) -> list[Line]:
    """The newest entries of all chains of the contract, before a moment."""
    of_rows = desk.session.execute(sa.select(PlanRow.instance_id, PlanRow.name).where(PlanRow.contract_id == contract.id))
    rows = {instance: name for instance, name in of_rows if instance}
    watch = desk.session.scalar(sa.select(TermWatch.instance_id).where(TermWatch.contract_id == contract.id))
    chains = [chain for chain in (contract.instance_id, *rows, watch) if chain]
    query = sa.select(Entry).where(Entry.chain.in_(chains)).order_by(Entry.at.desc(), Entry.chain, Entry.number.desc()).limit(limit)
    if before is not None:
        query = query.where(Entry.at < before)
    names = element_names(desk, chains)
    return [Line(e.chain, e.number, e.at, e.actor, e.on_behalf_of, e.act, names.get(e.element, e.element) if e.element else None,
                 rows.get(e.chain), e.facts or {}, e.previous, e.hash) for e in desk.session.scalars(query)]
