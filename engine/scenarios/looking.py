"""What a process test asks of its world: which tasks are open, which items, jobs and messages wait; the oldest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from engine.desk import Desk
from engine.identity import Key
from engine.records import Incident, Instance, Job, Timer, Visit, Waiting, WorkItem


def instances(desk: Desk, process: str | None = None) -> list[Instance]:
    """All instances, the oldest first; only those of one process where it is named."""
    query = sa.select(Instance).order_by(Instance.started_at, Instance.id)
    return list(desk.session.scalars(query if process is None else query.where(Instance.process == process)))


def open_tasks(desk: Desk) -> list[str]:
    """The element ids that people are asked for, of all instances; once for each visit, whatever its policy makes of it."""
    found: list[str] = []
    for visit in _open_visits(desk):
        found += {element_of(item, visit) for item in _items(desk, visit) if item.state == "open"}
    return sorted(found)


def open_visit(desk: Desk, element: str) -> Visit | None:
    """The oldest open visit of the task."""
    return next((visit for visit in _open_visits(desk) if visit.element == element), None)


def open_items(desk: Desk, element: str) -> list[tuple[WorkItem, Visit]]:
    """The open items that ask for this element, reworks and reaffirmations too, the oldest first."""
    return [(item, visit) for visit in _open_visits(desk) for item in _items(desk, visit)
            if item.state == "open" and element_of(item, visit) == element]


def element_of(item: WorkItem, visit: Visit) -> str:
    """The element that an item asks for: of a rework or a reaffirmation the earlier step."""
    return str((item.why or {}).get("target") or visit.element)


def waiting_job(desk: Desk, name: str) -> Key | None:
    """The oldest job of the element or the topic that nobody has done."""
    query = (sa.select(Job.instance_id, Job.number).join(Instance, Instance.id == Job.instance_id)
             .where(sa.or_(Job.element == name, Job.topic == name), Job.state.in_(("ready", "claimed")), Instance.status == "running")
             .order_by(Job.opened_at, Instance.started_at, Job.instance_id, Job.number).limit(1))
    found = desk.session.execute(query).first()
    return Key(*found) if found else None


def waiting_for(desk: Desk, message: str) -> list[Waiting]:
    """The tokens that wait for the message, the oldest first."""
    query = sa.select(Waiting).join(Instance, Instance.id == Waiting.instance_id)
    query = query.where(Waiting.kind == "message", Waiting.name == message, Instance.status == "running")
    return list(desk.session.scalars(query.order_by(Instance.started_at, Waiting.instance_id, Waiting.number)))


def next_due(desk: Desk) -> dt.datetime | None:
    """The moment of the next timer that may still fire."""
    stopped = sa.exists().where(Incident.instance_id == Timer.instance_id, Incident.timer == Timer.number, Incident.closed_at.is_(None))
    query = sa.select(Timer.due_at).join(Instance, Instance.id == Timer.instance_id).where(Instance.status == "running", ~stopped)
    return desk.session.scalar(query.order_by(Timer.due_at).limit(1))


def incidents(desk: Desk) -> list[str]:
    """What can't go on by itself, in a sentence each. That nothing is waited for any more is no failure: `open: []` may say so."""
    query = sa.select(Incident).where(Incident.closed_at.is_(None), Incident.code != "stuck")
    found = desk.session.scalars(query.order_by(Incident.opened_at, Incident.number))
    return [f"{incident.element}: {incident.message}" for incident in found]


def _open_visits(desk: Desk) -> Sequence[Visit]:
    query = sa.select(Visit).join(Instance, Instance.id == Visit.instance_id).where(Visit.closed_at.is_(None), Instance.status == "running")
    return desk.session.scalars(query.order_by(Visit.opened_at, Instance.started_at, Visit.instance_id, Visit.number)).all()


def _items(desk: Desk, visit: Visit) -> Sequence[WorkItem]:
    query = sa.select(WorkItem).where(WorkItem.instance_id == visit.instance_id, WorkItem.visit == visit.number)
    return desk.session.scalars(query.order_by(WorkItem.place, WorkItem.number)).all()
