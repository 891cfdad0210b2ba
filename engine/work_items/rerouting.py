"""Straight back, but the rework changed what routes: the process walks from the reworked step again, and asks whom it asks now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engine.flow.naming import is_routed_by
from engine.flow.values import storable
from engine.records import Visit, WorkItem
from engine.returning import walk_from
from engine.rows.items import leave_inboxes
from engine.work_items.acting import acts_for
from engine.work_items.decided import decided_otherwise

if TYPE_CHECKING:
    from engine.moving import Run

BECAUSE = "route-changed"


def is_rerouted(run: Run, visit: Visit, rework: WorkItem) -> bool:
    """Walk again if the rework changed the way; the returner's item and all others of the process are then closed.

    Raises NotReturnable where it can't be walked to, TableRefused where a table has no answer.
    """
    step = rework.why["target"]
    changed = [*_tables(run, visit, step), *_facts(run, visit)]
    if changed:
        run.record(BECAUSE, element=step, facts={"item": rework.number, "visit": visit.number, "changed": changed})
        walk_from(run, visit, step, BECAUSE)
    return bool(changed)


def done_already(run: Run, rework: WorkItem) -> Visit | None:
    """The reworked step's new visit with its item done by the rework, so that nobody is asked twice; None where others are asked."""
    run.write()
    desk = run.desk
    for asked in [one for one in run.opened if one.element == rework.why["target"]]:
        item = desk.session.get_one(WorkItem, (run.instance.id, asked.key.number))
        if item.state == "open" and acts_for(desk, item)[0]:
            item.state, item.outcome, item.comment, item.wrote = "done", rework.outcome, rework.comment, rework.wrote
            item.shown, item.done_by, item.done_for, item.done_at = rework.shown, rework.done_by, rework.done_for, desk.now
            leave_inboxes(run, [item.number])
            run.opened.remove(asked)
            facts = {"item": item.number, "visit": item.visit, "kind": item.kind, "outcome": item.outcome, "by_rework": rework.number}
            run.record("completed", element=asked.element, on_behalf_of=item.done_for, facts=facts)
            return desk.session.get_one(Visit, (run.instance.id, item.visit))
    return None


def _tables(run: Run, visit: Visit, step: str) -> Iterator[dict[str, Any]]:
    """Tables behind the step that answer otherwise now; those before it would not be asked by walking."""
    earlier = sa.select(sa.func.max(Visit.number)).where(Visit.instance_id == visit.instance_id, Visit.element == step,
                                                         Visit.number < visit.number, Visit.outcome.is_not(None))
    return decided_otherwise(run, since=run.desk.session.scalar(earlier) or 0)


def _facts(run: Run, visit: Visit) -> Iterator[dict[str, Any]]:
    """Facts that are not what they were when the returner was asked, and that a condition or an assignee names."""
    for name, now in storable(run.facts).items():
        if now != visit.data.get(name) and is_routed_by(run.specs, name):
            yield {"fact": name, "before": visit.data.get(name), "after": now}
