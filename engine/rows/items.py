"""Work items as rows: asked, asked again, taken away; in the inboxes as long as they are open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

import sqlalchemy as sa

from engine.identity import Key, person
from engine.moved import ClosedItem, OpenItem
from engine.records import Holder, Visit, WorkItem
from engine.work_items.assignment import Proposed

if TYPE_CHECKING:
    from engine.moving import Run

NO_HURRY = dt.timedelta(days=30)
DAY = 86400


def items_of(run: Run, visit: int) -> list[WorkItem]:
    """All items of a visit, in their order; looked up once in a command."""
    if visit not in run.items:
        run.items[visit] = list(run.desk.session.scalars(sa.select(WorkItem).where(
            WorkItem.instance_id == run.instance.id, WorkItem.visit == visit).order_by(WorkItem.place, WorkItem.number)))
    return run.items[visit]


def open_items(run: Run, visit: int) -> list[WorkItem]:
    """The items of a visit that are open or wait."""
    return [item for item in items_of(run, visit) if item.state in ("open", "waiting")]


def open_item(run: Run, visit: int, element: str, name: str, proposed: Proposed, *, due_at: dt.datetime | None, priority: int = 50,
              place: int = 0, state: str = "open", kind: str = "decide", parent: int | None = None, barred: Iterable[str] = ()) -> int:
    """One item under a visit, in the inboxes of its candidates unless it waits; `barred` may never act on it. Its number."""
    candidates, why = tuple(proposed.candidates), dict(proposed.why)
    if barred:
        why["not"] = sorted({*why.get("not", ()), *barred})
    number = run.add(WorkItem, visit=visit, parent=parent, kind=kind, state=state, candidates=list(candidates), place=place,
                     weight=proposed.weight, priority=priority, why=why, opened_at=run.desk.now, due_at=due_at)
    if state == "open":
        hold(run, number, candidates, urgency_of(due_at, run.desk.now, priority))
        run.opened.append(OpenItem(Key(str(run.instance.id), number), element, name, kind, candidates, due_at, why))
    return number


def ask_again(run: Run, visit: Visit, item: WorkItem) -> None:
    """Open an item that waited."""
    item.state, item.opened_at = "open", run.desk.now
    hold(run, item.number, holders_of(item), urgency_of(item.due_at, run.desk.now, item.priority))
    key = Key(str(run.instance.id), item.number)
    run.opened.append(OpenItem(key, visit.element, visit.name, item.kind, tuple(item.candidates), item.due_at, item.why))
    asked = [{"item": item.number, "candidates": item.candidates}]
    run.record("asked", element=visit.element, facts={"visit": visit.number, "items": asked})


def close_items(run: Run, visit: Visit, items: Iterable[WorkItem], because: str) -> None:
    """Take items away undone; `because` is said to their holders."""
    closing = list(items)
    for item in closing:
        if item.state == "open":
            key = Key(str(run.instance.id), item.number)
            run.closed.append(ClosedItem(key, visit.element, visit.name, because, tuple(holders_of(item))))
        item.state, item.closed_because, item.done_at = "closed", because, run.desk.now
    leave_inboxes(run, [item.number for item in closing])
    if closing:
        run.record("closed", element=visit.element, facts={"items": [item.number for item in closing], "because": because})


def hold(run: Run, item: int, principals: Iterable[str], urgency: int) -> None:
    """Put an item into inboxes."""
    for principal in dict.fromkeys(principals):
        run.new[Holder].append({"instance_id": run.instance.id, "item": item, "principal": principal, "urgency": urgency})


def move(run: Run, item: WorkItem) -> None:
    """Take an open item out of the inboxes where it was, into those of its holders of now."""
    leave_inboxes(run, [item.number])
    hold(run, item.number, holders_of(item), urgency_of(item.due_at, item.opened_at, item.priority))


def leave_inboxes(run: Run, items: Iterable[int]) -> None:
    """Take items out of all inboxes."""
    numbers = set(items)
    run.new[Holder] = [row for row in run.new[Holder] if row["item"] not in numbers]
    run.delete(Holder, numbers)


def holders_of(item: WorkItem) -> list[str]:
    """The principals that have an open item: who claimed it, else all who are asked."""
    return [person(item.claimed_by)] if item.claimed_by else list(item.candidates)


def urgency_of(due_at: dt.datetime | None, opened_at: dt.datetime, priority: int) -> int:
    """Smaller is more urgent: when it is due, a day earlier for each point of priority above 50."""
    return int((due_at or opened_at + NO_HURRY).timestamp()) - (priority - 50) * DAY
