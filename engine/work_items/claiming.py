"""Claim an item of one's group (认领), or put it back."""

from __future__ import annotations

from engine.desk import Desk
from engine.errors import NotYours
from engine.identity import ItemId
from engine.rows.items import move
from engine.work_items.acting import held_item


def claim(desk: Desk, item: ItemId) -> None:
    """Take an item for oneself; others do not see it in their inboxes any more. Raises NotFound, NotYours, AlreadyDone, NotRunning."""
    held = held_item(desk, item)
    if held.item.claimed_by == desk.actor.user:
        return
    held.item.claimed_by = desk.actor.user
    move(held.run, held.item)
    held.run.record("claimed", element=held.visit.element, facts={"item": item.number}, on_behalf_of=held.on_behalf_of)
    held.run.write()


def release(desk: Desk, item: ItemId) -> None:
    """Put a claimed item back to those who were asked. Raises NotFound, NotYours, AlreadyDone, NotRunning."""
    held = held_item(desk, item)
    if held.item.claimed_by is None:
        raise NotYours(item=str(item))
    held.item.claimed_by = None
    move(held.run, held.item)
    held.run.record("released", element=held.visit.element, facts={"item": item.number})
    held.run.write()
