"""The outbox: what one instance says to another is a row of its own transaction, delivered after the commit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.desk import Desk
from engine.identity import Key
from engine.records import Instance, Letter, Waiting
from engine.store import table_of

TO_INSTANCE = "instance"             # a letter's `to_subject` where `to_id` is an instance and not what one is about


def post_letter(desk: Desk, *, key: str, to_subject: str, to_id: str, name: str, data: Mapping[str, Any]) -> None:
    """Say something to the instance of another subject, after this commit; a second letter with the key says nothing."""
    _post(desk, key=key, act="message", to_subject=to_subject, to_id=to_id, name=name, initiator="", data=dict(data))


def post_start(
    desk: Desk, *, key: str, edition_key: str, subject: str, subject_id: str, initiator: str, data: Mapping[str, Any] | None = None
) -> None:
    """Start an instance of another edition, after this commit, once for the key."""
    _post(desk, key=key, act="start", to_subject=subject, to_id=subject_id, name=edition_key, initiator=initiator, data=dict(data or {}))


def post_cancel(desk: Desk, *, key: str, to_subject: str, to_id: str, reason: str) -> None:
    """End the instance of another subject, after this commit, whatever its diagram says; one that has ended stays as it is."""
    _post(desk, key=key, act="cancel", to_subject=to_subject, to_id=to_id, name="cancel", initiator="", data={"reason": reason})


def post_thrown(desk: Desk, thrower: Instance, number: int, kind: str, name: str) -> int:
    """What a diagram throws, to the other instances that wait for it: how many letters are posted.

    A signal goes to all that listen; a message to one of the same subject, the oldest of several. The key is the thrower's number.
    """
    key = str(Key(str(thrower.id), number))
    waiting = (sa.select(Waiting.instance_id).distinct().join(Instance, Instance.id == Waiting.instance_id).order_by(Waiting.instance_id)
               .where(Waiting.kind == kind, Waiting.name == name, Instance.id != thrower.id, Instance.status.in_(("running", "suspended"))))
    if kind == "message":
        waiting = waiting.where(Instance.subject == thrower.subject, Instance.subject_id == thrower.subject_id, Waiting.correlation == "")
    receivers = list(desk.session.scalars(waiting.limit(1) if kind == "message" else waiting))
    for receiver in receivers:
        _post(desk, key=f"{key}>{receiver}" if kind == "signal" else key, act=kind, to_subject=TO_INSTANCE, to_id=str(receiver), name=name,
              initiator="", data={})
    return len(receivers)


def undelivered(desk: Desk, limit: int) -> list[int]:
    """Letters that are ready and due, oldest first."""
    ready = sa.select(Letter.id).where(Letter.state == "ready", Letter.next_at <= desk.now)
    return list(desk.session.scalars(ready.order_by(Letter.next_at, Letter.id).limit(limit)))


def receiver_of(desk: Desk, letter: Letter) -> str | None:
    """The instance that a letter is for, or that is about its subject (a running one before others, the newest of several); or None."""
    if letter.to_subject == TO_INSTANCE:
        return letter.to_id
    query = sa.select(Instance.id).where(Instance.subject == letter.to_subject, Instance.subject_id == letter.to_id)
    return desk.session.scalar(query.order_by(sa.case((Instance.status == "running", 0), else_=1), Instance.id.desc()).limit(1))


def ready_again(desk: Desk, instance: Instance) -> None:
    """Letters to this instance that are stuck are tried anew."""
    for subject, of in ((instance.subject, instance.subject_id), (TO_INSTANCE, str(instance.id))):
        stuck = sa.select(Letter).where(Letter.to_subject == subject, Letter.to_id == of, Letter.state == "stuck", Letter.act != "start")
        for letter in desk.session.scalars(stuck):
            letter.state, letter.attempts, letter.next_at = "ready", 0, desk.now
            desk.letters.append(letter.id)


def _post(desk: Desk, **values: Any) -> None:
    insert: Any = sqlite.insert if desk.house.store.is_sqlite else postgresql.insert
    row = {**values, "state": "ready", "attempts": 0, "next_at": desk.now, "error": ""}
    letter = desk.session.scalar(insert(table_of(Letter)).values(row).on_conflict_do_nothing(index_elements=["key"]).returning(Letter.id))
    if letter is not None:
        desk.letters.append(letter)
