"""Straight back (直达): an earlier doer reworks under my visit; then my item opens again, and approvals of another text are asked anew."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from engine.identity import person
from engine.moving import Run
from engine.records import Visit, WorkItem
from engine.rows.items import ask_again, items_of, open_item
from engine.rows.jobs import order_job
from engine.rows.visits import outcomes_of
from engine.work_items.approvals import approved_elements
from engine.work_items.assignment import Proposed


def ask_rework(run: Run, visit: Visit, item: WorkItem, earlier: Visit, doer: str, reason: str) -> None:
    """My item waits; who did the earlier step is asked to do it again."""
    item.state = "waiting"
    why = {
        "rule": "rework",
        "target": earlier.element,
        "name": earlier.name,
        "by": run.desk.actor.user,
        "reason": reason,
        "back_to": item.number,
        "digest": run.digest(),
        "outcomes": outcomes_of(earlier.task["properties"]),
        "properties": earlier.task["properties"],
    }
    open_item(
        run, visit.number, earlier.element, earlier.name, Proposed((person(doer),), why), due_at=None, kind="rework", parent=item.number
    )


def rework_done(run: Run, visit: Visit, rework: WorkItem) -> None:
    """Run what a resubmission runs; without such a job the returner is asked again at once."""
    topic = rework.why.get("properties", {}).get("resubmit")
    if topic:
        given = {"rework": rework.number}
        job = order_job(run, topic, rework.why["target"], token=None, given=given, visit=visit.number)
        run.kept.setdefault("reworking", {}).setdefault(str(visit.number), []).append(job)
    else:
        come_back(run, visit, rework)


def come_back(run: Run, visit: Visit, rework: WorkItem) -> None:
    """Open the returner's item again; approvals of this run given on another text are taken away and asked anew."""
    back = next(item for item in items_of(run, visit.number) if item.number == rework.why["back_to"])
    if back.state == "waiting":
        ask_again(run, visit, back)
    digest = run.digest()
    if digest != rework.why["digest"]:
        _ask_to_reaffirm(run, visit, digest, back.number)


def _ask_to_reaffirm(run: Run, visit: Visit, digest: str, back: int) -> None:
    for given, where in run.desk.session.execute(_approvals(run)):
        if given.shown and given.shown != digest and given.done_by and not _is_asked(run, visit, given):
            run.record(
                "approval-withdrawn",
                element=where.element,
                facts={"item": given.number, "by": given.done_by, "shown": given.shown, "now": digest},
            )
            why = {"rule": "reaffirm", "item": given.number, "target": where.element, "name": where.name, "shown": given.shown}
            who = person(given.done_for or given.done_by)
            open_item(run, visit.number, where.element, where.name, Proposed((who,), why), due_at=None, kind="reaffirm", parent=back)


def _is_asked(run: Run, visit: Visit, given: WorkItem) -> bool:
    asked = [item.why for item in items_of(run, visit.number) if item.kind == "reaffirm" and item.state == "open"]
    return any(why.get("item") == given.number for why in asked)


def _approvals(run: Run) -> Any:
    """Approvals that count: given in the newest visit of each step, and not returned behind since."""
    newest = (
        sa.select(sa.func.max(Visit.number))
        .where(Visit.instance_id == run.instance.id, Visit.element.in_(approved_elements(run)), Visit.outcome.is_not(None))
        .group_by(Visit.element)
    )
    current = sa.select(Visit.number).where(Visit.instance_id == run.instance.id, Visit.closed_at.is_(None))
    return (
        sa.select(WorkItem, Visit)
        .join(Visit, sa.and_(Visit.instance_id == WorkItem.instance_id, Visit.number == WorkItem.visit))
        .where(
            WorkItem.instance_id == run.instance.id,
            WorkItem.state == "done",
            WorkItem.kind == "decide",
            sa.or_(WorkItem.visit.in_(newest), WorkItem.visit.in_(current)),
        )
        .order_by(WorkItem.number)
    )
