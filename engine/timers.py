"""Timers: drawn ones and the scheduler's own (remind, late, escalate). Only `fire_timer` fires them, as the actor `system`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engine.desk import SYSTEM, Desk
from engine.identity import Key, person
from engine.incidents import attempt, open_incident, sentence_of
from engine.moved import Moved
from engine.moving import Run, run_of
from engine.records import Incident, Instance, Timer, Visit, WorkItem
from engine.returning import go_back
from engine.rows.items import holders_of, move, open_items
from engine.rows.visits import outcomes_of
from engine.work_items.assignment import superior_of
from engine.work_items.completing import end_visit

GRACE = 1                                    # working days between late and escalated, and between reminders


@dataclass(frozen=True)
class LateItem:
    """An item whose holders are reminded, or that was given to a superior (`escalated`)."""

    key: Key
    element: str
    name: str
    kind: str
    candidates: tuple[str, ...]
    due_at: dt.datetime | None


def due(desk: Desk, limit: int) -> list[Key]:
    """Timers of running instances that are due, oldest first; those behind an open incident wait for a person."""
    stopped = sa.exists().where(Incident.instance_id == Timer.instance_id, Incident.timer == Timer.number, Incident.closed_at.is_(None))
    query = (sa.select(Timer.instance_id, Timer.number).join(Instance, Instance.id == Timer.instance_id)
             .where(Timer.due_at <= desk.now, Instance.status == "running", ~stopped).order_by(Timer.due_at).limit(limit))
    return [Key(instance, number) for instance, number in desk.session.execute(query)]


def fire_timer(desk: Desk, key: Key) -> Moved | None:
    """Fire one that is due; None where somebody was first, or where it failed and became an incident. Raises NotFound."""
    desk.actor = SYSTEM
    run = run_of(desk, key.instance, must_run=False)
    timer = desk.session.get(Timer, (key.instance, key.number))
    if timer is None or timer.due_at > desk.now or run.instance.status != "running":
        return None
    element = timer.element
    moved, refused = attempt(desk, lambda: _fire(run_of(desk, key.instance), key))
    if refused is not None:
        open_incident(desk, key.instance, element, refused.code, sentence_of(refused), timer=key.number)
    return moved


def _fire(run: Run, key: Key) -> Moved:
    timer = run.desk.session.get_one(Timer, (key.instance, key.number))
    if timer.kind == "drawn":
        run.record("timer-fired", element=timer.element, facts={"timer": timer.number, "due_at": timer.due_at.isoformat()})
        token = str(timer.token)
        run.step(lambda flow: flow.fire(token, run.desk.now), token)
        return run.finish()
    visit = run.desk.session.get_one(Visit, (key.instance, timer.visit))
    then = visit.task["properties"].get("whenLate", "remind") if timer.kind == "late" else timer.kind
    run.record("late", element=visit.element, facts={"visit": visit.number, "then": then, "due_at": timer.due_at.isoformat()})
    (_escalate if timer.kind == "escalate" else LATE.get(then, _remind))(run, visit, timer)
    return run.finish()


def _remind(run: Run, visit: Visit, timer: Timer) -> None:
    _tell_late(run, visit, "reminded")
    timer.due_at = run.desk.calendar.after(run.desk.now, GRACE)


def _announce_escalation(run: Run, visit: Visit, timer: Timer) -> None:
    _tell_late(run, visit, "reminded")
    timer.kind, timer.due_at = "escalate", run.desk.calendar.after(run.desk.now, GRACE)


def _escalate(run: Run, visit: Visit, timer: Timer) -> None:
    """The superiors of those who are asked may act too, as far as there are any; afterwards all are reminded."""
    found = [_ask_superiors(run, visit, item) for item in open_items(run, visit.number) if item.state == "open"]
    _tell_late(run, visit, "escalated" if any(found) else "reminded")
    timer.kind, timer.due_at = "remind", run.desk.calendar.after(run.desk.now, GRACE)


def _ask_superiors(run: Run, visit: Visit, item: WorkItem) -> bool:
    """False where nobody stands above them, or administrators are to name who decides: what is late gives them no authority."""
    directory = run.desk.directory
    if (item.why or {}).get("rule") == "administrators":
        return False
    barred = set((item.why or {}).get("not", ()))
    asked = [name for principal in item.candidates for kind, _, name in [principal.partition(":")]
             for name in ([name] if kind == "u" else directory.members(name))]
    people = [item.claimed_by] if item.claimed_by else asked
    found = [superior_of(directory, one, {*barred, *asked}) for one in people]
    superiors = list(dict.fromkeys(one for one in found if one))
    if not superiors:
        return False
    item.candidates = list(dict.fromkeys([*item.candidates, *map(person, superiors)]))
    late = {"escalated_to": superiors, "late": people, "late_since": item.due_at.isoformat() if item.due_at else None}
    item.why, item.claimed_by = {**(item.why or {}), **late}, None
    move(run, item)
    run.record("escalated", element=visit.element, facts={"item": item.number, "to": superiors})
    return True


def _pass(run: Run, visit: Visit, timer: Timer) -> None:
    run.record("passed", element=visit.element, facts={"visit": visit.number, "because": "late"})
    end_visit(run, visit, outcomes_of(visit.task["properties"])[0])


def _return(run: Run, visit: Visit, timer: Timer) -> None:
    if not go_back(run, visit, "late"):
        _remind(run, visit, timer)


def _tell_late(run: Run, visit: Visit, kind: str) -> None:
    for item in open_items(run, visit.number):
        if item.state == "open":
            key = Key(str(run.instance.id), item.number)
            run.late.append(LateItem(key, visit.element, visit.name, kind, tuple(holders_of(item)), item.due_at))


LATE: dict[str, Any] = {"remind": _remind, "escalate": _announce_escalation, "pass": _pass, "return": _return}
