"""What waits for a person or a group while somebody wants to take them away."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from contracts.people.company import company
from engine.desk import Desk
from engine.errors import Refusal, _l
from engine.identity import group, person
from engine.records import Holder


class GroupHasItems(Refusal):
    """Work items wait for a group that would have nobody any more; facts: group, items."""

    code, status = "group-has-items", 409
    title = _l("Work waits for a group that would have nobody any more.")
    hint = _l("Put somebody else into the group first.")


def open_items(desk: Desk, login: str) -> int:
    """How many open items only this person can do: their own, and those of groups in which nobody else is active."""
    return count_held(desk, principals_alone(desk, login))


def principals_alone(desk: Desk, login: str) -> list[str]:
    """The person, and the groups in which nobody else is active."""
    known = company(desk)
    alone = [circle.name for circle in known.groups.values()
             if login in circle.members and not any(known.is_active(other) for other in circle.members if other != login)]
    return [person(login), *map(group, alone)]


def count_held(desk: Desk, principals: Iterable[str]) -> int:
    """How many open items these people and groups have."""
    query = sa.select(Holder.instance_id, Holder.item).where(Holder.principal.in_(sorted(principals))).distinct()
    return desk.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0


def held_by_all(desk: Desk) -> dict[str, int]:
    """How many open items each person and group has: {"u:li": 3}."""
    return dict(desk.session.execute(sa.select(Holder.principal, sa.func.count()).group_by(Holder.principal)).all())


def require_groups_served(desk: Desk, groups: Iterable[str], *, without: str) -> None:
    """Raises GroupHasItems where `without` is the last active member of one of the groups and work waits for it."""
    known = company(desk)
    for name in sorted(groups):
        left = [login for login in known.groups[name].members if login != without and known.is_active(login)]
        items = 0 if left else count_held(desk, [group(name)])
        if items:
            raise GroupHasItems(group=name, items=items)
