"""Instances: start (or enter now and begin later), cancel, suspend, resume."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from engine.desk import Desk
from engine.editions import live, specs_for
from engine.errors import NotFound, NotRunning, NotYours
from engine.flow import Flow
from engine.identity import new_id
from engine.moved import ClosedItem, Moved, OpenItem
from engine.moving import Run, require_running, run_of
from engine.records import Incident, Instance
from engine.rows.following import close_gone
from engine.store import table_of


def start_instance(
    desk: Desk,
    key: str,
    *,
    subject: str,
    subject_id: str,
    initiator: str,
    data: Mapping[str, Any] | None = None,
    process: str | None = None,
    start: str | None = None,
    instance_id: str | None = None,
) -> Moved:
    """Start an instance of the live edition, at its plain start events or at the one named by `start`.

    Raises NotFound, NotYours, FlowRefused, NobodyToAsk.
    """
    run = _written(desk, key, subject, subject_id, initiator, process, instance_id, "running")
    run.begin(Flow.start(run.specs, run.instance.process, {**(data or {}), **run.facts}, desk.now, desk.calendar, event=start))
    return run.finish()


def enter_instance(desk: Desk, key: str, *, subject: str, subject_id: str, initiator: str) -> str:
    """Write an instance of the live edition down, with its lock and its history: it is held, has no token yet and asks nobody.

    `begin_instance` lets it go. Raises NotFound, NotYours.
    """
    return str(_written(desk, key, subject, subject_id, initiator, None, None, "held").instance.id)


def begin_instance(desk: Desk, instance_id: str, *, at: str | None = None) -> Moved:
    """Let a held instance begin: at its plain start events, or on the element named, as if a token had come there.

    Raises NotFound, NotRunning, FlowRefused.
    """
    run = run_of(desk, instance_id, must_run=False)
    if run.instance.status != "held":
        raise NotRunning(instance=instance_id, status=run.instance.status)
    diagram = run.specs.diagrams[run.instance.process]
    if at is not None and at not in diagram.walkable:
        raise NotFound(element=at)
    run.instance.status = "running"
    run.record("begun", element=at)
    run.begin(Flow.start(run.specs, run.instance.process, run.facts, desk.now, desk.calendar, event=at))
    return run.finish()


def _written(desk: Desk, key: str, subject: str, subject_id: str, initiator: str, process: str | None, instance_id: str | None,
             status: str) -> Run:
    """The row of a new instance, locked, with the first link of its history."""
    if desk.actor.user != "system" and not desk.house.authority.allows(desk, "start", key):
        raise NotYours(act="start", key=key)
    edition = live(desk, key)
    specs = specs_for(desk, edition.digest)
    chosen = process or specs.top
    if chosen not in specs.processes:
        raise NotFound(process=chosen)
    row = {
        "id": instance_id or new_id(),
        "key": key,
        "edition": edition.number,
        "digest": edition.digest,
        "process": chosen,
        "subject": subject,
        "subject_id": subject_id,
        "initiator": initiator,
        "status": status,
        "stage": None,
        "state": b"",
        "version": 1,
        "next_number": 1,
        "chain_length": 0,
        "chain_head": "",
        "started_at": desk.now,
        "ended_at": None,
    }
    desk.session.execute(sa.insert(table_of(Instance)), row)
    run = run_of(desk, str(row["id"]), must_run=False)
    run.record(
        "started", facts={"key": key, "edition": edition.number, "subject": subject, "subject_id": subject_id, "initiator": initiator}
    )
    return run


def cancel_instance(desk: Desk, instance_id: str, reason: str) -> Moved:
    """End an instance before its end: everything open is closed and its holders are told. Raises NotFound, NotYours, NotRunning."""
    run = run_of(desk, instance_id, must_run=False)
    if run.instance.status not in ("running", "suspended", "held"):
        raise NotRunning(instance=instance_id, status=run.instance.status)
    if not (desk.house.authority.allows(desk, "cancel", instance_id) or desk.actor.user == "system"):
        raise NotYours(act="cancel", instance=instance_id)
    cancel(run, reason)
    return run.finish()


def cancel(run: Run, reason: str, *, because: str = "cancelled") -> None:
    """Close everything that is open in a locked instance."""
    run.record("cancelled", facts={"reason": reason})
    if run.instance.status != "held":                       # a held one has no token yet, and so no state
        rows = run.kept["rows"]
        close_gone(run, {}, because)
        assert not rows
    run.instance.status, run.instance.ended_at = "cancelled", run.desk.now
    run.desk.session.execute(
        sa.update(table_of(Incident))
        .where(Incident.instance_id == run.instance.id, Incident.closed_at.is_(None))
        .values(closed_at=run.desk.now)
    )


def suspend_instance(desk: Desk, instance_id: str, reason: str) -> Moved:
    """Nothing moves until it is resumed: no item, timer, job or letter. Raises NotFound, NotYours, NotRunning."""
    run = _operated(desk, instance_id)
    require_running(run.instance)
    run.instance.status = "suspended"
    run.record("suspended", facts={"reason": reason})
    return run.finish()


def resume_instance(desk: Desk, instance_id: str, reason: str = "") -> Moved:
    """Let a suspended instance go on. Raises NotFound, NotYours, NotRunning."""
    run = _operated(desk, instance_id)
    if run.instance.status != "suspended":
        raise NotRunning(instance=instance_id, status=run.instance.status)
    run.instance.status = "running"
    run.record("resumed", facts={"reason": reason})
    return run.finish()


def _operated(desk: Desk, instance_id: str) -> Run:
    run = run_of(desk, instance_id, must_run=False)
    if not desk.house.authority.allows(desk, "operate", instance_id):
        raise NotYours(act="operate", instance=instance_id)
    return run


__all__ = ["ClosedItem", "Moved", "OpenItem", "begin_instance", "cancel", "cancel_instance", "enter_instance", "resume_instance",
           "start_instance", "suspend_instance"]
