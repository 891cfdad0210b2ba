"""The locks of a command: its instance, first and never two; behind it, for some, the house. Instances speak to each other by letters."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from engine.desk import Desk
from engine.records import Instance

# Built once: to build a statement costs as much as to run it. What was read before the lock came is read anew.
LOCKED = (sa.select(Instance).where(Instance.id == sa.bindparam("instance")).with_for_update()
          .options(undefer(Instance.state)).execution_options(populate_existing=True))

HOUSE = "house"                      # the chain of logins, roles, editions and settings


class LockOrder(RuntimeError):
    """A bug: two commands that lock in different orders would wait for each other for ever."""


def locked_instance(desk: Desk, instance_id: str) -> Instance | None:
    """The instance with its state, held until the command ends; None where there is none.

    Raises LockOrder for a second one, and for one behind the house.
    """
    held: Instance | None = desk.kept.get("locked")
    if held is None:
        if HOUSE in desk.kept:
            raise LockOrder(f"the house is locked, and so {instance_id} can't be")
        held = desk.kept["locked"] = desk.session.scalar(LOCKED, {"instance": instance_id})
    elif str(held.id) != instance_id:
        raise LockOrder(f"{held.id} is locked, and so {instance_id} can't be")
    return held
