"""Incidents (异常): what can't go on by itself waits for a person, and nothing else of its command is kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import sqlalchemy as sa

from engine import history
from engine.desk import Desk, at_desk
from engine.errors import Refusal, Unavailable
from engine.locking import locked_instance
from engine.records import Incident, Instance
from engine.store import table_of

Answer = TypeVar("Answer")


def attempt(desk: Desk, act: Callable[[], Answer]) -> tuple[Answer | None, Refusal | None]:
    """Do it wholly or not at all: a refusal rolls back what it had begun and is handed over instead of raised."""
    counts = {name: len(getattr(desk, name)) for name in ("jobs", "letters", "notices", "after_commit")}
    try:
        with desk.session.begin_nested():
            return act(), None
    except Refusal as refused:
        for name, count in counts.items():
            del getattr(desk, name)[count:]
        desk.kept.clear()
        return None, refused


def open_incident(
    desk: Desk, instance_id: str, element: str, code: str, message: str, *, job: int | None = None, timer: int | None = None
) -> int:
    """Write an incident under the instance's lock; one stays one while it is open. Its number."""
    instance = locked_instance(desk, instance_id)
    assert instance is not None
    same = desk.session.scalar(
        sa.select(Incident.number).where(
            Incident.instance_id == instance_id,
            Incident.closed_at.is_(None),
            Incident.element == element,
            Incident.code == code,
            Incident.job.is_(None) if job is None else Incident.job == job,
            Incident.timer.is_(None) if timer is None else Incident.timer == timer,
        )
    )
    if same is not None:
        return same
    number = instance.next_number
    instance.next_number = number + 1
    desk.session.execute(
        sa.insert(table_of(Incident)),
        [
            {
                "instance_id": instance_id,
                "number": number,
                "element": element,
                "job": job,
                "timer": timer,
                "code": code[:80],
                "message": message[:4000],
                "opened_at": desk.now,
                "closed_at": None,
            }
        ],
    )
    history.record(desk, instance, "incident", element=element, facts={"incident": number, "code": code, "message": message[:400]})
    return number


def tell_operators(stopped: Desk, refused: Refusal) -> None:
    """A person's command changed nothing because the process can't go on from there: that is an incident, in a command of its own."""
    held = stopped.kept.get("locked")
    element = str(refused.facts.get("element") or refused.facts.get("table") or "")
    if held is None:
        return
    with suppress(Unavailable), at_desk(stopped.house, stopped.actor) as desk:
        instance = desk.session.get(Instance, sa.inspect(held).identity)
        if instance is not None:                # one that was to be started is not there
            open_incident(desk, str(instance.id), element[:255], refused.code, sentence_of(refused))


def close_incidents(desk: Desk, instance_id: str, *, timer: int | None = None, job: int | None = None) -> None:
    """What an incident stopped went on."""
    column, number = (Incident.timer, timer) if timer is not None else (Incident.job, job)
    desk.session.execute(
        sa.update(table_of(Incident))
        .where(Incident.instance_id == instance_id, column == number, Incident.closed_at.is_(None))
        .values(closed_at=desk.now)
    )


def sentence_of(refused: Refusal) -> str:
    """What an operator reads: the title and the facts."""
    told = ", ".join(f"{name}: {value}" for name, value in refused.facts.items())
    return f"{refused.title} {told}".strip()
