"""Who is asked at the moment about which contracts, since when."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.linking.renewing.records import TermWatch
from contracts.records import Contract, PlanRow
from engine.desk import Desk
from engine.records import Holder, WorkItem


@dataclass(frozen=True)
class Holding:
    """Who is asked at the moment, since when: a principal (u:li, g:legal)."""

    principal: str
    since: dt.datetime
    due_at: dt.datetime | None


def holdings(desk: Desk, contracts: Iterable[Contract]) -> dict[str, tuple[Holding, ...]]:
    """By contract id who is asked now; longest waiting first."""
    return holdings_of(desk, {contract.instance_id: contract.id for contract in contracts if contract.instance_id
                              and contract.status == "running"})


def holdings_by_id(desk: Desk, contract_ids: Iterable[str]) -> dict[str, tuple[Holding, ...]]:
    """The same, of running contracts by their ids."""
    query = sa.select(Contract.instance_id, Contract.id).where(Contract.id.in_(list(contract_ids)))
    return holdings_of(desk, {str(instance): contract for instance, contract in desk.session.execute(query) if instance})


def holdings_of(desk: Desk, of: dict[str, str]) -> dict[str, tuple[Holding, ...]]:
    """By contract id, from instance to contract: over its own instance, those of its obligations and the watch over its term."""
    rows = sa.select(PlanRow.instance_id, PlanRow.contract_id).where(
        PlanRow.contract_id.in_(set(of.values())), PlanRow.instance_id.is_not(None), PlanRow.settled_on.is_(None))
    watches = sa.select(TermWatch.instance_id, TermWatch.contract_id).where(TermWatch.contract_id.in_(set(of.values())))
    others: sa.CompoundSelect[Any] = sa.union_all(rows, watches)
    of = of | {instance: contract for instance, contract in desk.session.execute(others) if instance} if of else {}
    found: dict[str, list[Holding]] = defaultdict(list)
    query = (sa.select(Holder.instance_id, Holder.principal, WorkItem.opened_at, WorkItem.due_at)
             .join(WorkItem, sa.and_(WorkItem.instance_id == Holder.instance_id, WorkItem.number == Holder.item))
             .where(Holder.instance_id.in_(of)).order_by(WorkItem.opened_at))
    for instance, principal, since, due_at in desk.session.execute(query) if of else []:
        found[of[instance]].append(Holding(principal, since, due_at))
    return defaultdict(tuple, {contract: tuple(held) for contract, held in found.items()})
