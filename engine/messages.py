"""Messages and signals from outside to one instance, and letters from one instance to another, delivered exactly once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from engine.desk import SYSTEM, Desk
from engine.errors import NobodyWaits, NotFound, NotRunning, Refusal
from engine.incidents import attempt, open_incident, sentence_of
from engine.instances import cancel_instance, start_instance
from engine.moved import Moved
from engine.moving import Run, run_of
from engine.outbox import receiver_of
from engine.records import Letter

TRIES = 12  # with the waits below some two days
FIRST_WAIT, LONGEST_WAIT = 10, 6 * 3600  # seconds


def deliver_letter(desk: Desk, letter_id: int) -> Moved | None:
    """Deliver in the receiver's own transaction; None where it was delivered before, or where nobody waits yet (tried again later)."""
    desk.actor = SYSTEM
    found = desk.session.get(Letter, letter_id)
    if found is None:
        raise NotFound(letter=letter_id)
    receiver = receiver_of(desk, found) if found.act != "start" else None
    run = None if receiver is None else run_of(desk, receiver, must_run=False)      # the instance first: one lock order everywhere
    letter = desk.session.scalar(
        sa.select(Letter).where(Letter.id == letter_id).with_for_update().execution_options(populate_existing=True)
    )
    if letter is None or letter.state != "ready":
        return None
    moved, refused = attempt(desk, lambda: _deliver(desk, letter, run))
    if refused is None:
        letter.state = "delivered"
        return moved
    _try_later(desk, letter, receiver, refused)
    return None


def deliver_message(desk: Desk, instance_id: str, name: str, data: Mapping[str, Any], correlation: str = "") -> Moved:
    """Hand a message to the token that waits for it. Raises NotFound, NotRunning, NobodyWaits, FlowRefused."""
    run = run_of(desk, instance_id)
    run.record("message", facts={"name": name, "data": dict(data), **({"correlation": correlation} if correlation else {})})
    if not run.step(lambda flow: flow.message(name, dict(data), correlation)):
        raise NobodyWaits(instance=instance_id, name=name)
    return run.finish()


def deliver_signal(desk: Desk, instance_id: str, name: str, data: Mapping[str, Any]) -> Moved | None:
    """Let the instance hear the signal; None where nothing in it listens. Raises NotFound, NotRunning, FlowRefused."""
    run = run_of(desk, instance_id)
    heard = run.step(lambda flow: flow.signal(name, dict(data)))
    if heard:
        run.record("signal", facts={"name": name, "data": dict(data)})
    moved = run.finish()                     # new facts may have moved it though nobody listened
    return moved if heard else None


def _deliver(desk: Desk, letter: Letter, receiver: Run | None) -> Moved | None:
    if letter.act == "start":
        return start_instance(
            desk, letter.name, subject=letter.to_subject, subject_id=letter.to_id, initiator=letter.initiator, data=letter.data
        )
    if receiver is None:
        raise NobodyWaits(instance=None, name=letter.name)
    instance = receiver.instance
    if letter.act == "cancel":
        return cancel_instance(desk, str(instance.id), letter.data["reason"]) if instance.ended_at is None else None
    if letter.act == "message":
        return deliver_message(desk, str(instance.id), letter.name, letter.data)
    # a signal: who has ended meanwhile, or does not listen any more, has not missed anything
    return deliver_signal(desk, str(instance.id), letter.name, letter.data) if instance.ended_at is None else None


def _try_later(desk: Desk, letter: Letter, receiver: str | None, refused: Refusal) -> None:
    letter.attempts += 1
    letter.error = sentence_of(refused)[:2000]
    letter.next_at = desk.now + dt.timedelta(seconds=min(FIRST_WAIT * 2**letter.attempts, LONGEST_WAIT))
    may_come = isinstance(refused, (NobodyWaits, NotRunning))      # not there yet, or suspended
    if not may_come or letter.attempts >= TRIES:
        letter.state = "stuck"
        if receiver is not None:
            open_incident(desk, receiver, letter.name, refused.code, letter.error)
