"""Messages: from outside to one instance, and letters from one instance to another, delivered exactly once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.desk import SYSTEM, Desk
from engine.errors import NobodyWaits, NotFound, NotRunning, Refusal
from engine.incidents import attempt, open_incident, sentence_of
from engine.instances import start_instance
from engine.moved import Moved
from engine.moving import run_of
from engine.records import Instance, Letter
from engine.store import table_of

TRIES = 12  # with the waits below some two days
FIRST_WAIT, LONGEST_WAIT = 10, 6 * 3600  # seconds


def post_letter(desk: Desk, *, key: str, to_subject: str, to_id: str, name: str, data: Mapping[str, Any]) -> None:
    """Say something to the instance of another subject, after this commit; a second letter with the key says nothing."""
    _post(desk, key=key, act="message", to_subject=to_subject, to_id=to_id, name=name, initiator="", data=dict(data))


def post_start(
    desk: Desk, *, key: str, edition_key: str, subject: str, subject_id: str, initiator: str, data: Mapping[str, Any] | None = None
) -> None:
    """Start an instance of another edition, after this commit, once for the key."""
    _post(desk, key=key, act="start", to_subject=subject, to_id=subject_id, name=edition_key, initiator=initiator, data=dict(data or {}))


def undelivered(desk: Desk, limit: int) -> list[int]:
    """Letters that are ready and due, oldest first."""
    return list(
        desk.session.scalars(
            sa.select(Letter.id).where(Letter.state == "ready", Letter.next_at <= desk.now).order_by(Letter.next_at, Letter.id).limit(limit)
        )
    )


def deliver_letter(desk: Desk, letter_id: int) -> Moved | None:
    """Deliver in the receiver's own transaction; None where it was delivered before, or where nobody waits yet (tried again later)."""
    desk.actor = SYSTEM
    found = desk.session.get(Letter, letter_id)
    if found is None:
        raise NotFound(letter=letter_id)
    receiver = receiver_of(desk, found) if found.act == "message" else None
    if receiver is not None:
        run_of(desk, receiver, must_run=False)  # the instance first: one lock order everywhere
    letter = desk.session.scalar(
        sa.select(Letter).where(Letter.id == letter_id).with_for_update().execution_options(populate_existing=True)
    )
    if letter is None or letter.state != "ready":
        return None
    moved, refused = attempt(desk, lambda: _deliver(desk, letter, receiver))
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


def receiver_of(desk: Desk, letter: Letter) -> str | None:
    """The running instance of the letter's subject, or None."""
    query = sa.select(Instance.id).where(Instance.subject == letter.to_subject, Instance.subject_id == letter.to_id)
    return desk.session.scalar(query.order_by(sa.case((Instance.status == "running", 0), else_=1), Instance.id.desc()).limit(1))


def _deliver(desk: Desk, letter: Letter, receiver: str | None) -> Moved:
    if letter.act == "start":
        return start_instance(
            desk, letter.name, subject=letter.to_subject, subject_id=letter.to_id, initiator=letter.initiator, data=letter.data
        )
    if receiver is None:
        raise NobodyWaits(instance=None, name=letter.name)
    return deliver_message(desk, receiver, letter.name, letter.data)


def _try_later(desk: Desk, letter: Letter, receiver: str | None, refused: Refusal) -> None:
    letter.attempts += 1
    letter.error = sentence_of(refused)[:2000]
    letter.next_at = desk.now + dt.timedelta(seconds=min(FIRST_WAIT * 2**letter.attempts, LONGEST_WAIT))
    may_come = isinstance(refused, (NobodyWaits, NotRunning))      # not there yet, or suspended
    if not may_come or letter.attempts >= TRIES:
        letter.state = "stuck"
        if receiver is not None:
            open_incident(desk, receiver, letter.name, refused.code, letter.error)


def _post(desk: Desk, **values: Any) -> None:
    insert: Any = sqlite.insert if desk.house.store.is_sqlite else postgresql.insert
    row = {**values, "state": "ready", "attempts": 0, "next_at": desk.now, "error": ""}
    letter = desk.session.scalar(insert(table_of(Letter)).values(row).on_conflict_do_nothing(index_elements=["key"]).returning(Letter.id))
    if letter is not None:
        desk.letters.append(letter)
