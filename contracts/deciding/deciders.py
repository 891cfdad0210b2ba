"""Who did something for a contract, kept in its row: a work item of its own, of one of its payments, of the watch over its term.

Who has decided on a contract may read it ever after; looked up in the items of years, that alone would cost a page of the ledger more
than all the rest. `decided_by` is `|li|wang|`; where it would grow too long it ends with `*`, and the items are asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapper, Session, object_session

from contracts.linking.renewing.records import TermWatch
from contracts.records import Contract, PlanRow
from engine.desk import Actor, Desk, House, at_desk, reading_at
from engine.records import WorkItem
from engine.store import table_of

SIGN, MORE = "|", "*"                      # no login name has either
LONGEST = 400                              # characters: it stands in the ledger's index, and an index of PostgreSQL has no long rows
Contracts = Collection[str] | sa.CompoundSelect[Any]
DONE = "instances whose items were done"
_live = table_of(Contract)


def decided(desk: Desk, user: str) -> sa.ColumnElement[bool]:
    """Contracts for which this person did something."""
    at: Any = sa.func.instr if desk.house.store.is_sqlite else sa.func.strpos
    items = _contracts_of(sa.select(WorkItem.instance_id).where(WorkItem.done_by == user)).subquery()
    found: sa.ColumnElement[bool] = at(Contract.decided_by, f"{SIGN}{user}{SIGN}") > 0
    return sa.or_(found, sa.and_(at(Contract.decided_by, MORE) > 0, Contract.id.in_(sa.select(items.c[0]))))


def as_kept(logins: Iterable[str]) -> str:
    """What the row keeps of them.

    >>> as_kept(["wang", "li"])
    '|li|wang|'
    """
    written = ""
    for login in sorted(set(logins)):
        longer = f"{written or SIGN}{login}{SIGN}"
        if len(longer) > LONGEST:
            return written + MORE
        written = longer
    return written


def write_deciders(desk: Desk) -> None:
    """Bring the row of every contract on whose items this command decided to what the items say: a part of a House's `before_commit`."""
    instances = desk.session.info.pop(DONE, None)
    if instances:
        write_deciders_of(desk, _contracts_of(instances))


def write_deciders_of(desk: Desk, contract_ids: Contracts) -> None:
    """Past the session: nothing of the ledger's days changes with it. One statement reads, one a contract writes."""
    for contract, logins in sorted(_decided(desk, contract_ids).items()):
        kept = as_kept(logins)
        changed = sa.update(_live).where(_live.c.id == contract, _live.c.decided_by != kept).values(decided_by=kept)
        desk.session.connection().execute(changed)


def differences(desk: Desk) -> list[str]:
    """Every contract whose row does not say who decided on it; empty is well."""
    found = _decided(desk, None)
    return [f"{contract}: {kept or 'nobody'}" for contract, kept in desk.session.execute(sa.select(_live.c.id, _live.c.decided_by))
            if kept != as_kept(found[str(contract)])]


def rewrite(house: House, actor: Actor) -> None:
    """Write those anew."""
    with reading_at(house, actor) as looking:
        wrong = [line.partition(":")[0] for line in differences(looking)]
    with at_desk(house, actor) as desk:
        write_deciders_of(desk, wrong)


def _contracts_of(instances: Collection[str] | sa.Select[Any]) -> sa.CompoundSelect[Any]:
    return sa.union(sa.select(Contract.id).where(Contract.instance_id.in_(instances)),
                    sa.select(PlanRow.contract_id).where(PlanRow.instance_id.in_(instances)),
                    sa.select(TermWatch.contract_id).where(TermWatch.instance_id.in_(instances)))


def _decided(desk: Desk, only: Contracts | None) -> dict[str, set[str]]:
    """Who did something, by contract; of those that are asked for also where it is nobody."""
    parts: list[Any] = []
    if only is not None:
        parts.append(sa.select(Contract.id, sa.cast(sa.null(), sa.String)).where(Contract.id.in_(only)))
    for key, instance in ((Contract.id, Contract.instance_id), (PlanRow.contract_id, PlanRow.instance_id),
                          (TermWatch.contract_id, TermWatch.instance_id)):
        query = sa.select(key, WorkItem.done_by).join_from(key.parent, WorkItem, WorkItem.instance_id == instance).distinct()
        parts.append(query.where(WorkItem.done_by.is_not(None), *(() if only is None else (key.in_(only),))))
    found: dict[str, set[str]] = defaultdict(set)
    for contract, login in desk.session.execute(sa.union_all(*parts)):
        found[str(contract)] |= {login} - {None}
    return found


@sa.event.listens_for(WorkItem, "after_insert")
@sa.event.listens_for(WorkItem, "after_update")
def _hear_item(_mapper: Mapper[Any], _connection: sa.Connection, item: WorkItem) -> None:
    session: Session | None = object_session(item)
    if session is not None and sa.inspect(item).attrs.done_by.history.has_changes():
        session.info.setdefault(DONE, set()).add(str(item.instance_id))
