"""Who may act on an item: its candidates, members of its groups, whoever has claimed it, and their substitutes."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from engine.desk import Desk
from engine.errors import AlreadyDone, NotFound, NotYet, NotYours
from engine.identity import ItemId, group, person
from engine.moving import Run, require_running, run_of
from engine.records import Visit, WorkItem

_ASKED = aliased(WorkItem)
SIBLINGS = (
    sa.select(WorkItem, Visit)
    .join(_ASKED, sa.and_(_ASKED.instance_id == WorkItem.instance_id, _ASKED.visit == WorkItem.visit))
    .join(Visit, sa.and_(Visit.instance_id == WorkItem.instance_id, Visit.number == WorkItem.visit))
    .where(_ASKED.instance_id == sa.bindparam("instance"), _ASKED.number == sa.bindparam("item"))
    .order_by(WorkItem.place, WorkItem.number)
)


@dataclass(frozen=True)
class Held:
    """An item that the actor may act on, under the lock of its instance; `on_behalf_of`: the substituted person."""

    run: Run
    item: WorkItem
    visit: Visit
    on_behalf_of: str | None


def acts_for(desk: Desk, item: WorkItem) -> tuple[bool, str | None]:
    """May the actor act on the item, and for whom if not for themselves?"""
    user = desk.actor.user
    barred = (item.why or {}).get("not", ())
    if user in barred:
        return False, None
    if item.claimed_by is not None:
        if item.claimed_by == user:
            return True, None
        return (True, item.claimed_by) if item.claimed_by in desk.directory.substituted(user) else (False, None)
    if _is_asked(desk, user, item):
        return True, None
    away = next((other for other in desk.directory.substituted(user) if other not in barred and _is_asked(desk, other, item)), None)
    return away is not None, away


def _is_asked(desk: Desk, user: str, item: WorkItem) -> bool:
    if person(user) in item.candidates:
        return True
    groups = [principal for principal in item.candidates if principal.startswith("g:")]
    return bool(groups) and any(group(name) in groups for name in desk.directory.groups(user))


def held_item(desk: Desk, key: ItemId) -> Held:
    """Lock the instance, then look. Raises NotFound, AlreadyDone (by whom, when), NotRunning, NotYet, NotYours."""
    run = run_of(desk, key.instance, must_run=False)
    item, visit = _look_up(run, key)
    require_undone(item, key)
    require_running(run.instance)
    if item.state == "waiting":
        raise NotYet(item=str(key))
    may, on_behalf_of = acts_for(desk, item)
    if not may:
        raise NotYours(item=str(key), claimed_by=item.claimed_by)
    return Held(run, item, visit, on_behalf_of)


def _look_up(run: Run, key: ItemId) -> tuple[WorkItem, Visit]:
    """The item, its visit and its siblings, with one statement."""
    found = run.desk.session.execute(SIBLINGS, {"instance": key.instance, "item": key.number}).all()
    item = next((row[0] for row in found if row[0].number == key.number), None)
    if item is None:
        raise NotFound(item=str(key))
    run.items[item.visit] = [row[0] for row in found]
    return item, found[0][1]


def require_undone(item: WorkItem, key: ItemId) -> None:
    """Raises AlreadyDone, with who was first and when, or why the item was taken away."""
    if item.state in ("done", "closed"):
        raise AlreadyDone(item=str(key), by=item.done_by, at=item.done_at.isoformat() if item.done_at else None, outcome=item.outcome,
                          because=item.closed_because)
