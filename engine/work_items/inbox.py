"""The inbox (待办): the first rows of each of my principals, merged by urgency, paged by key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from engine.desk import Desk
from engine.errors import Invalid, _l
from engine.identity import Key, group, person
from engine.records import Holder

CAP = 1000


@dataclass(frozen=True)
class InboxRow:
    """One open item that a principal of mine has."""

    key: Key
    principal: str
    urgency: int


@dataclass(frozen=True)
class InboxPage:
    """Most urgent first; `next` continues it."""

    rows: tuple[InboxRow, ...]
    next: str | None


def principals_of(desk: Desk, user: str) -> list[str]:
    """Oneself, one's groups, and those whom one stands in for, with their groups."""
    people = [user, *desk.directory.substituted(user)]
    return list(dict.fromkeys([*(person(one) for one in people), *(group(name) for one in people for name in desk.directory.groups(one))]))


def page(desk: Desk, user: str, *, limit: int = 50, after: str | None = None) -> InboxPage:
    """A page of what waits for the user, their groups, and those they stand in for. Raises Invalid for a made-up `after`."""
    since = _parse(after) if after else None
    found: dict[Key, InboxRow] = {}
    for principal in principals_of(desk, user):
        for row in _of(desk, principal, since, limit + 1):
            found.setdefault(row.key, row)
    rows = sorted(found.values(), key=lambda row: (row.urgency, row.key))
    more = len(rows) > limit
    last = rows[limit - 1] if more else None
    return InboxPage(tuple(rows[:limit]), f"{last.urgency}~{last.key}" if last else None)


def counts(desk: Desk, user: str) -> int:
    """How many items wait, counted up to 1,000."""
    parts = [sa.select(Holder.instance_id, Holder.item).where(Holder.principal == principal).limit(CAP).subquery()
             for principal in principals_of(desk, user)]
    found = sa.union(*map(sa.select, parts)).subquery()          # an item that two of them have counts once
    return min(desk.session.scalar(sa.select(sa.func.count()).select_from(found)) or 0, CAP)


def _of(desk: Desk, principal: str, since: tuple[int, Key] | None, limit: int) -> Iterable[InboxRow]:
    order = (Holder.urgency, Holder.instance_id, Holder.item)
    query = sa.select(*order).where(Holder.principal == principal).order_by(*order).limit(limit)
    if since:
        urgency, key = since
        here = (sa.literal(urgency), sa.literal(key.instance, Holder.instance_id.type), sa.literal(key.number))
        query = query.where(Holder.urgency >= urgency, sa.tuple_(*order) > sa.tuple_(*here))
    return [InboxRow(Key(instance, item), principal, urgency) for urgency, instance, item in desk.session.execute(query)]


def _parse(after: str) -> tuple[int, Key]:
    urgency, _, key = after.partition("~")
    if not urgency.removeprefix("-").isdecimal() or not urgency.isascii() or len(urgency) > 15:
        raise Invalid(fields={"after": _l("This page does not exist; start again from the first.")})
    return int(urgency), Key.parse(key)
