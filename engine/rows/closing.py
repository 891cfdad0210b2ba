"""Tokens that are gone take their rows along; items that are closed leave the inboxes, and their holders are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from engine.identity import Key
from engine.moved import ClosedItem
from engine.moving import Run
from engine.records import Holder, Incident, Job, Timer, Visit, Waiting, WorkItem
from engine.store import table_of


def _by_number(record: type[Any], column: str = "number") -> sa.Delete:
    table = table_of(record)
    return sa.delete(table).where(table.c.instance_id == sa.bindparam("instance"), table.c[column] == sa.bindparam("wanted"))


# Built once, and over tables: one that is built over records goes through the mapper each time.
DELETES = {Timer: _by_number(Timer), Waiting: _by_number(Waiting), Holder: _by_number(Holder, "item")}


def close_gone(run: Run, tokens: Mapping[str, Any], because: str) -> None:
    """Close the rows of tokens that are no more."""
    rows = run.kept["rows"]
    gone = [rows.pop(name) for name in [name for name in rows if name not in tokens]]
    numbers = {kind: [row[1] for row in gone if row[0] == kind] for kind in ("user", "job", "timer", "message", "signal")}
    for visit in numbers["user"]:
        close_visit(run, visit, because)
    late = [row[2] for row in gone if row[0] == "user" and row[2]]
    delete(run, Timer, numbers["timer"] + late)
    delete(run, Waiting, numbers["message"] + numbers["signal"])
    if numbers["job"]:
        withdraw_jobs(run, numbers["job"])


def delete(run: Run, record: type[Any], numbers: Iterable[int]) -> None:
    """Delete rows of the instance by their numbers (holders by that of their item)."""
    wanted = [{"instance": run.instance.id, "wanted": number} for number in numbers]
    if wanted:
        run.desk.session.execute(DELETES[record], wanted)


def close_visit(run: Run, number: int, because: str, outcome: str | None = None) -> None:
    """Close a visit and what is still open under it; `because` is said to the holders."""
    visit = run.desk.session.get_one(Visit, (run.instance.id, number))
    if visit.closed_at is None:
        visit.closed_at, visit.outcome = run.desk.now, outcome
        close_items(run, visit, open_items(run, number), because)
        jobs = list(run.kept.get("reworking", {}).pop(str(number), []))
        if jobs:
            withdraw_jobs(run, jobs)


def open_items(run: Run, visit: int) -> list[WorkItem]:
    """The items of a visit that are open or wait."""
    return [item for item in items_of(run, visit) if item.state in ("open", "waiting")]


def items_of(run: Run, visit: int) -> list[WorkItem]:
    """All items of a visit, in their order; looked up once in a command."""
    if visit not in run.items:
        run.items[visit] = list(run.desk.session.scalars(sa.select(WorkItem).where(
            WorkItem.instance_id == run.instance.id, WorkItem.visit == visit).order_by(WorkItem.place, WorkItem.number)))
    return run.items[visit]


def close_items(run: Run, visit: Visit, items: Iterable[WorkItem], because: str) -> None:
    """Take items away undone."""
    closing = list(items)
    for item in closing:
        holders = (f"u:{item.claimed_by}",) if item.claimed_by else tuple(item.candidates)
        if item.state == "open":
            run.closed.append(ClosedItem(Key(str(run.instance.id), item.number), visit.element, visit.name, because, holders))
        item.state, item.closed_because, item.done_at = "closed", because, run.desk.now
    leave_inboxes(run, [item.number for item in closing])
    if closing:
        run.record("closed", element=visit.element, facts={"items": [item.number for item in closing], "because": because})


def leave_inboxes(run: Run, items: Iterable[int]) -> None:
    """Take items out of all inboxes."""
    numbers = list(items)
    if numbers:
        run.new[Holder] = [row for row in run.new[Holder] if row["item"] not in numbers]
        delete(run, Holder, numbers)


def withdraw_jobs(run: Run, numbers: Iterable[int]) -> None:
    """Jobs whose token is gone are not run any more; their incidents are over."""
    wanted, session = list(numbers), run.desk.session
    session.execute(sa.update(table_of(Job)).where(Job.instance_id == run.instance.id, Job.number.in_(wanted), Job.state != "done")
                    .values(state="withdrawn", ended_at=run.desk.now))
    session.execute(sa.update(table_of(Incident)).where(Incident.instance_id == run.instance.id, Incident.job.in_(wanted),
                                                        Incident.closed_at.is_(None)).values(closed_at=run.desk.now))
