"""Claim an item of one's group (认领), or put it back."""

from __future__ import annotations

from engine.desk import Desk
from engine.errors import NotYours
from engine.identity import ItemId, person
from engine.moving import Run
from engine.records import WorkItem
from engine.rows.closing import leave_inboxes
from engine.rows.opening import hold, urgency_of
from engine.work_items.acting import held_item


def claim(desk: Desk, item: ItemId) -> None:
    """Take an item for oneself; others do not see it in their inboxes any more. Raises NotFound, NotYours, AlreadyDone, NotRunning."""
    held = held_item(desk, item)
    if held.item.claimed_by == desk.actor.user:
        return
    held.item.claimed_by = desk.actor.user
    _move(held.run, held.item, [person(desk.actor.user)])
    held.run.record("claimed", element=held.visit.element, facts={"item": item.number}, on_behalf_of=held.on_behalf_of)
    held.run.write()


def release(desk: Desk, item: ItemId) -> None:
    """Put a claimed item back to those who were asked. Raises NotFound, NotYours, AlreadyDone, NotRunning."""
    held = held_item(desk, item)
    if held.item.claimed_by is None:
        raise NotYours(item=str(item))
    held.item.claimed_by = None
    _move(held.run, held.item, held.item.candidates)
    held.run.record("released", element=held.visit.element, facts={"item": item.number})
    held.run.write()


def _move(run: Run, item: WorkItem, principals: list[str]) -> None:
    leave_inboxes(run, [item.number])
    hold(run, item.number, principals, urgency_of(item.due_at, item.opened_at, item.priority))
