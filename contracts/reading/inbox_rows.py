"""The inbox (待办) with what each item is about: what is asked of me, what I did, what I wait for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa

from contracts.deciding.asked import contract_id_of, step_of
from contracts.ledger.filters import Filters
from contracts.ledger.listing import LedgerPage
from contracts.ledger.listing import page as ledger_page
from contracts.permissions import visible
from contracts.records import Contract, PlanRow
from engine.desk import Desk
from engine.errors import Invalid, _l
from engine.identity import Key, person
from engine.records import Instance, Visit, WorkItem
from engine.work_items import inbox

PAGE = 50


@dataclass(frozen=True)
class InboxRow:
    """One item and its contract; `plan_row` names the obligation where the item is one's."""

    key: Key
    step: str
    element: str
    kind: str
    form: str
    contract_id: str
    title: str
    number: str | None
    counterparty: str
    amount: Decimal | None
    currency: str
    sent_by: str
    since: dt.datetime
    due_at: dt.datetime | None
    claimed_by: str | None
    candidates: tuple[str, ...]
    plan_row: str | None
    outcome: str | None = None
    done_at: dt.datetime | None = None


@dataclass(frozen=True)
class InboxPage:
    """One page of an inbox's tab; `next` continues it."""

    rows: list[InboxRow]
    next: str | None


def asked_of_me(desk: Desk, *, after: str | None = None, limit: int = PAGE) -> InboxPage:
    """What waits for the actor, for their groups and for those whom they stand in for; most urgent first."""
    page = inbox.page(desk, desk.actor.user, limit=limit, after=after)
    return InboxPage(rows_for(desk, [row.key for row in page.rows]), page.next)


def done_by_me(desk: Desk, *, after: str | None = None, limit: int = PAGE) -> InboxPage:
    """What the actor decided, newest first."""
    order = (WorkItem.done_at, WorkItem.instance_id, WorkItem.number)
    query = (sa.select(*order).where(WorkItem.done_by == desk.actor.user, WorkItem.state == "done")
             .order_by(*(column.desc() for column in order)))
    if after:
        at, key = _parse(after)
        here = (sa.literal(at, WorkItem.done_at.type), sa.literal(key.instance, WorkItem.instance_id.type), sa.literal(key.number))
        query = query.where(sa.tuple_(*order) < sa.tuple_(*here))
    found = [(at, Key(instance, number)) for at, instance, number in desk.session.execute(query.limit(limit + 1))]
    last = found[limit - 1] if len(found) > limit else None
    return InboxPage(rows_for(desk, [key for _, key in found[:limit]]), f"{last[0].isoformat()}~{last[1]}" if last and last[0] else None)


def waited_for(desk: Desk, *, after: str | None = None) -> LedgerPage:
    """The actor's own running contracts, with who has them."""
    return ledger_page(desk, Filters(owner=(desk.actor.user,), status=("running",)), after=after)


def rows_for(desk: Desk, keys: Sequence[Key]) -> list[InboxRow]:
    """These items in this order, as far as the actor may see their contracts."""
    named = WorkItem.instance_id.in_({key.instance for key in keys})       # of a list of pairs SQLite reads every item there ever was
    query = (sa.select(WorkItem, Visit, Instance)
             .join(Visit, sa.and_(Visit.instance_id == WorkItem.instance_id, Visit.number == WorkItem.visit))
             .join(Instance, Instance.id == WorkItem.instance_id)
             .where(named, sa.tuple_(WorkItem.instance_id, WorkItem.number).in_([tuple(key) for key in keys])))
    rows_of = desk.session.execute(query) if keys else ()
    found = {Key(item.instance_id, item.number): (item, visit, instance) for item, visit, instance in rows_of}
    about = _contracts(desk, {contract_id_of(instance) for _, _, instance in found.values()})
    rows = _plan_rows(desk, [instance.subject_id for _, _, instance in found.values() if instance.subject == "obligation"])
    return [_row(key, *found[key], about[contract_id_of(found[key][2])], rows)
            for key in keys if key in found and contract_id_of(found[key][2]) in about]


def _contracts(desk: Desk, ids: set[str]) -> dict[str, Contract]:
    query = sa.select(Contract).where(Contract.id.in_(ids), visible(desk, few=True))
    return {contract.id: contract for contract in desk.session.scalars(query)} if ids else {}


def _plan_rows(desk: Desk, subject_ids: list[str]) -> dict[str, PlanRow]:
    keys = [(contract, int(number)) for contract, _, number in (subject.partition(".") for subject in subject_ids)]
    named = PlanRow.contract_id.in_({contract for contract, _ in keys})
    query = sa.select(PlanRow).where(named, sa.tuple_(PlanRow.contract_id, PlanRow.number).in_(keys))
    return {f"{row.contract_id}.{row.number}": row for row in desk.session.scalars(query)} if keys else {}


def _row(key: Key, item: WorkItem, visit: Visit, instance: Instance, contract: Contract, rows: dict[str, PlanRow]) -> InboxRow:
    row = rows.get(instance.subject_id)
    form = (visit.task.get("properties") or {}).get("formKey", "")
    element, step = step_of(item, visit)
    return InboxRow(key, step, element, item.kind, form, contract.id, contract.title, contract.number,
                contract.counterparty, row.amount if row else contract.amount, contract.currency, contract.owner, item.opened_at,
                item.due_at, item.claimed_by, tuple(item.candidates), row.name if row else None, item.outcome, item.done_at)


def is_mine_alone(row: InboxRow, user: str) -> bool:
    """Asked of this person by name, or claimed by them; else of a group."""
    return row.claimed_by == user or person(user) in row.candidates


def _parse(after: str) -> tuple[dt.datetime, Key]:
    at, _, key = after.partition("~")
    try:
        moment = dt.datetime.fromisoformat(at)
    except ValueError as unreadable:
        raise Invalid(fields={"after": _l("This page does not exist; start again from the first.")}) from unreadable
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC), Key.parse(key)
