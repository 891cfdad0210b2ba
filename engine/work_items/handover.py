"""Hand an item over (转办): somebody else is asked instead."""

from __future__ import annotations

from engine.desk import Desk
from engine.errors import Invalid, _l
from engine.identity import ItemId, Key, person
from engine.moved import ClosedItem, Moved, OpenItem
from engine.rows.items import move
from engine.work_items.acting import held_item

LATE = ("escalated_to", "late", "late_since")       # what an escalation wrote, which is over with the handing over


def hand_over(desk: Desk, item: ItemId, to: str, reason: str) -> Moved:
    """Ask `to` instead of the actor. Raises NotFound, NotYours, AlreadyDone, Invalid (nobody active, barred, or oneself)."""
    held = held_item(desk, item)
    run, row, visit = held.run, held.item, held.visit
    if to == desk.actor.user or not desk.directory.is_active(to) or to in (row.why or {}).get("not", ()):
        raise Invalid(fields={"to": _l("This person can't be asked.")})
    before = tuple(row.candidates)
    row.candidates, row.claimed_by = [person(to)], None
    kept = {name: value for name, value in (row.why or {}).items() if name not in LATE}
    row.why = {**kept, "rule": "handed-over", "by": desk.actor.user, "reason": reason, "before": list(before)}
    move(run, row)
    run.record(
        "handed-over",
        element=visit.element,
        facts={"item": row.number, "to": to, "reason": reason, "before": list(before)},
        on_behalf_of=held.on_behalf_of,
    )
    key = Key(str(run.instance.id), row.number)
    run.opened.append(OpenItem(key, visit.element, visit.name, row.kind, tuple(row.candidates), row.due_at, row.why))
    run.closed.append(
        ClosedItem(key, visit.element, visit.name, "handed-over", tuple(one for one in before if one != person(desk.actor.user)))
    )
    return run.finish()
