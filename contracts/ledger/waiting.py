"""Whom contracts wait for: me, others, somebody who is late; which are over their budget or differ from our text. All known of now only."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from contracts.ledger.sources import Source
from contracts.linking.renewing.records import TermWatch
from contracts.records import Contract, PlanRow
from engine.desk import Desk
from engine.records import Holder, WorkItem
from engine.work_items.inbox import principals_of

ME, OTHERS, LATE = WAITS_FOR = ("me", "others", "late")
OPEN: sa.ColumnElement[str] = sa.literal_column("'open'")         # bound, it would not be seen that the index of open items serves


def waiting(desk: Desk, source: Source, whom: str) -> sa.ColumnElement[bool]:
    """Contracts with an open work item of mine; with one of somebody else and none of mine; with one that is late."""
    if whom == LATE:
        return source.id.in_(_contracts_of(_late(desk)))
    mine = Holder.principal.in_(principals_of(desk, desk.actor.user))
    held_by_me = source.id.in_(_contracts_of(sa.select(Holder.instance_id).where(mine)))
    return held_by_me if whom == ME else sa.and_(source["status"] == "running", _is_held(source), sa.not_(held_by_me))


def over_budget(source: Source) -> sa.ColumnElement[bool]:
    """Contracts that asked for more than their budget line had left, at their last submission."""
    return source.id.in_(sa.select(Contract.id).where(Contract.over_budget == sa.true()))


def deviating(source: Source) -> sa.ColumnElement[bool]:
    """Contracts whose wording differs from the vetted text where it is locked."""
    return source.id.in_(sa.select(Contract.id).where(Contract.deviations > 0))


def _contracts_of(instances: sa.Select[str]) -> sa.Select[str]:
    """The contracts whose own instance, one of whose obligations, or the watch over whose term is among these."""
    held = instances.distinct().subquery()
    of = sa.select(held.c[0])
    found = sa.union_all(sa.select(Contract.id).where(Contract.instance_id.in_(of)),
                         sa.select(PlanRow.contract_id).where(PlanRow.instance_id.in_(of)),
                         sa.select(TermWatch.contract_id).where(TermWatch.instance_id.in_(of))).subquery()
    return sa.select(found.c[0])


def _is_held(source: Source) -> sa.ColumnElement[bool]:
    live = aliased(Contract)
    return sa.or_(
        sa.exists().where(live.id == source.id, Holder.instance_id == live.instance_id),
        sa.exists().where(PlanRow.contract_id == source.id, Holder.instance_id == PlanRow.instance_id),
        sa.exists().where(TermWatch.contract_id == source.id, Holder.instance_id == TermWatch.instance_id))


def _late(desk: Desk) -> sa.Select[str]:
    """Instances with an item past its due time."""
    return sa.select(WorkItem.instance_id).where(WorkItem.state == OPEN, WorkItem.due_at < desk.now)
