"""What people are told (通知): rows written in the command that gives the reason, once by key; read in the application."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from contracts.importing.hiding import has_just_come, is_under_way
from contracts.records import Contract, Notice
from engine.desk import Desk, Standing
from engine.errors import NotFound

PAGE = 50
SETTLED = {"settled": "decided", "returned": "withdrawn", "interrupted": "withdrawn", "cancelled": "cancelled"}


@dataclass(frozen=True)
class Told:
    """One notice as a person reads it; `facts`: title, number, step, by, reason, as far as its kind has them."""

    id: int
    kind: str
    contract_id: str | None
    item: str | None
    facts: dict[str, Any]
    at: dt.datetime
    is_read: bool


@dataclass(frozen=True)
class NoticePage:
    """Newest first; `next` is the last id of this page, None at the end."""

    rows: list[Told]
    next: int | None


def tell(desk: Desk, person: str, kind: str, *, key: str, contract_id: str | None = None, item: str | None = None, **facts: Any) -> None:
    """Write one notice; a second one with the same key is left out."""
    _write(desk, [_row(desk, person, kind, key, contract_id, item, facts)])


def tell_all(desk: Desk, people: Iterable[str], kind: str, *, key: str, **facts: Any) -> None:
    """The same to several people, about no contract; never to who gives the reason. The key is completed by each person."""
    rows = [_row(desk, person, kind, f"{key}:{person}", None, None, facts) for person in dict.fromkeys(people) if person != desk.actor.user]
    _write(desk, rows)


def tell_standing(desk: Desk, contract: Contract, standing: Standing, *, was: str) -> None:
    """Tell who is newly asked, who is asked no more, who is late, and the owner how it ended; nobody of what an import does."""
    if is_under_way(desk, contract):
        return
    asked = () if has_just_come(desk, contract) else _asked(desk, contract, standing)
    rows = [*asked, *_closed(desk, contract, standing), *_late(desk, contract, standing)]
    if contract.status != was and contract.status in ("archived", "cancelled") and contract.owner != desk.actor.user:
        facts = {**_about(contract), "by": desk.actor.user}
        rows.append(_row(desk, contract.owner, contract.status, f"{contract.status}:{standing.instance}", contract.id, None, facts))
    _write(desk, rows)


def tell_holders(desk: Desk, contract: Contract, item: str, principals: Iterable[str], kind: str, *, once: str, **facts: Any) -> int:
    """Tell everybody who has the item; `once` makes the key. How many people that is."""
    people = _people(desk, principals)
    _write(desk, [_row(desk, person, kind, f"{kind}:{item}:{once}:{person}", contract.id, item, {**_about(contract), **facts})
                  for person in people])
    return len(people)


def page(desk: Desk, *, unread_only: bool = False, after: int | None = None, limit: int = PAGE) -> NoticePage:
    """The actor's own notices."""
    query = sa.select(Notice).where(Notice.person == desk.actor.user).order_by(Notice.id.desc()).limit(limit + 1)
    if unread_only:
        query = query.where(Notice.read_at.is_(None))
    if after is not None:
        query = query.where(Notice.id < after)
    found = list(desk.session.scalars(query))
    following = found[limit - 1].id if len(found) > limit else None
    newest_first = sorted(found[:limit], key=lambda n: (n.at, n.id), reverse=True)      # ids may be younger than their time: demo, imports
    return NoticePage([Told(n.id, n.kind, n.contract_id, n.item, n.facts, n.at, n.read_at is not None) for n in newest_first], following)


def unread(desk: Desk, cap: int = 1000) -> int:
    """How many notices the actor has not read, up to `cap`."""
    few = sa.select(Notice.id).where(Notice.person == desk.actor.user, Notice.read_at.is_(None)).limit(cap).subquery()
    return desk.session.scalar(sa.select(sa.func.count()).select_from(few)) or 0


def mark_read(desk: Desk, notice_id: int | None = None) -> int:
    """Mark one of the actor's notices as read, or all. Raises NotFound for another person's. How many were unread."""
    mine = sa.and_(Notice.person == desk.actor.user, *([Notice.id == notice_id] if notice_id is not None else []))
    if notice_id is not None and desk.session.scalar(sa.select(Notice.id).where(mine)) is None:
        raise NotFound(notice=notice_id)
    marked = desk.session.execute(sa.update(Notice).where(mine, Notice.read_at.is_(None)).values(read_at=desk.now).returning(Notice.id))
    return len(marked.all())


def _asked(desk: Desk, contract: Contract, standing: Standing) -> Iterator[dict[str, Any]]:
    kinds = {"rework": "returned", "reaffirm": "text-changed"}
    for item in standing.opened:
        kind = kinds.get(item.kind, "asked")
        facts = {**_about(contract), "step": item.name or item.element, "by": desk.actor.user}
        for person in _people(desk, item.candidates):
            if person != desk.actor.user:
                yield _row(desk, person, kind, f"{kind}:{item.key}:{person}", contract.id, str(item.key), facts)


def _closed(desk: Desk, contract: Contract, standing: Standing) -> Iterator[dict[str, Any]]:
    for item in standing.closed:
        kind = SETTLED.get(item.because, "withdrawn")
        facts = {**_about(contract), "step": item.name or item.element, "by": desk.actor.user}
        for person in _people(desk, item.holders):
            if person != desk.actor.user:
                yield _row(desk, person, kind, f"{kind}:{item.key}:{person}", contract.id, str(item.key), facts)


def _late(desk: Desk, contract: Contract, standing: Standing) -> Iterator[dict[str, Any]]:
    for item in standing.late:
        kind = "escalated" if item.kind == "escalated" else "reminded"
        facts = {**_about(contract), "step": item.name or item.element, "due_at": item.due_at and item.due_at.isoformat()}
        for person in _people(desk, item.candidates):
            yield _row(desk, person, kind, f"{kind}:{item.key}:{person}:{desk.now:%Y%m%d%H}", contract.id, str(item.key), facts)


def _about(contract: Contract) -> dict[str, Any]:
    return {"title": contract.title, "number": contract.number}


def _people(desk: Desk, principals: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for principal in principals:
        kind, _, name = principal.partition(":")
        for person in [name] if kind == "u" else desk.directory.members(name):
            found[person] = None
    return list(found)


def _row(desk: Desk, person: str, kind: str, key: str, contract_id: str | None, item: str | None, facts: dict[str, Any]) -> dict[str, Any]:
    return {"key": key, "person": person, "kind": kind, "contract_id": contract_id, "item": item, "facts": facts, "at": desk.now}


def _write(desk: Desk, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    insert = sqlite.insert if desk.house.store.is_sqlite else postgresql.insert
    desk.session.execute(insert(Notice).values(rows).on_conflict_do_nothing(index_elements=["key"]))
