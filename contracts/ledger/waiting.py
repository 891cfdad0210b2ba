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


def waiting(desk: Desk, source: Source, whom: str, *, few: bool = False) -> sa.ColumnElement[bool]:
    """Contracts with an open work item of mine; with one of somebody else and none of mine; with one that is late.

    `few`: other filters leave few of all; then each is looked up.
    """
    if whom == LATE:
        return source.id.in_(_contracts_of(_late(desk)))
    mine = Holder.principal.in_(principals_of(desk, desk.actor.user))
    held_by_me = source.id.in_(_contracts_of(sa.select(Holder.instance_id).where(mine)))
    if whom == ME:
        return held_by_me
    not_mine = sa.not_(sa.func.coalesce(held_by_me, sa.false()))          # unknown where an item of mine is about no contract
    return sa.and_(source["status"] == "running", _is_held(source, few=few), not_mine)


def over_budget(source: Source) -> sa.ColumnElement[bool]:
    """Contracts that asked for more than their budget line had left, at their last submission."""
    return source.id.in_(sa.select(Contract.id).where(Contract.over_budget == sa.true()))


def deviating(source: Source) -> sa.ColumnElement[bool]:
    """Contracts whose wording differs from the vetted text where it is locked."""
    return source.id.in_(sa.select(Contract.id).where(Contract.deviations > 0))


def _contracts_of(instances: sa.Select[str]) -> sa.Select[str]:
    """The contracts whose own instance, one of whose obligations, or the watch over whose term is among these.

    Looked up for one instance after another: the databases expect many more of them than there are, and would go through all contracts.
    """
    held, live = instances.distinct().subquery(), aliased(Contract)
    of = ((live.id, live.instance_id), (PlanRow.contract_id, PlanRow.instance_id), (TermWatch.contract_id, TermWatch.instance_id))
    looked_up = (sa.select(key).where(instance == held.c[0]).correlate(held).scalar_subquery() for key, instance in of)
    return sa.select(sa.func.coalesce(*looked_up)).select_from(held)


def _is_held(source: Source, *, few: bool) -> sa.ColumnElement[bool]:
    """PostgreSQL asks first for all that anybody holds, unless it is asked for one value."""
    live = aliased(Contract)
    found = (sa.and_(of == source.id, Holder.instance_id == instance) for of, instance in (
        (live.id, live.instance_id), (PlanRow.contract_id, PlanRow.instance_id), (TermWatch.contract_id, TermWatch.instance_id)))
    if few:
        return sa.or_(*(sa.select(Holder.item).where(one).limit(1).scalar_subquery().is_not(None) for one in found))
    return sa.or_(*(sa.exists().where(one) for one in found))


def _late(desk: Desk) -> sa.Select[str]:
    """Instances with an item past its due time."""
    return sa.select(WorkItem.instance_id).where(WorkItem.state == OPEN, WorkItem.due_at < desk.now)
