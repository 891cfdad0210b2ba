"""Answers under an Idempotency-Key: what was answered is kept seven days, in the transaction that did what was asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from engine.desk import Desk
from engine.errors import Refusal, _l
from engine.store import Record, UtcTime

KEPT = dt.timedelta(days=7)
LONGEST_KEY = 200


class OtherRequest(Refusal):
    """The key was used for another request before; facts: key."""

    code, status = "key-used", 422
    title = _l("This key was used for another request.")
    hint = _l("Give every request an Idempotency-Key of its own; repeat a key only with the same content.")


class KeptAnswer(Record):
    """What a person's program was answered under a key. `request` is the SHA-256 of method, address and body."""

    __tablename__ = "kept_answer"
    user: Mapped[str] = mapped_column("login", sa.String(80), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(LONGEST_KEY), primary_key=True)
    request: Mapped[str] = mapped_column(sa.String(64))
    status: Mapped[int | None]
    media: Mapped[str] = mapped_column(sa.String(120), default="")
    body: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    at: Mapped[dt.datetime] = mapped_column(UtcTime, index=True)


@dataclass(frozen=True)
class Answer:
    """An answer as it went out."""

    status: int
    media: str
    body: bytes


def claim_key(desk: Desk, key: str, request: str) -> Answer | None:
    """The answer that was given under this key, or None: it is ours now. Raises OtherRequest.

    Of two at the same moment the second waits here for the first one's commit, then gets its answer.
    """
    insert: Any = sqlite.insert if desk.house.store.is_sqlite else postgresql.insert
    put = insert(KeptAnswer).values(user=desk.actor.user, key=key, request=request, at=desk.now, media="").on_conflict_do_nothing()
    if desk.session.execute(put.returning(KeptAnswer.key)).first():
        return None
    row = desk.session.get_one(KeptAnswer, (desk.actor.user, key))
    if row.at <= desk.now - KEPT:
        row.request, row.status, row.body, row.at = request, None, None, desk.now
        return None
    if row.request != request or row.status is None:
        raise OtherRequest(key=key)
    return Answer(row.status, row.media, row.body or b"")


def keep_answer(desk: Desk, key: str, answer: Answer) -> None:
    """Write down what is answered under a key that was claimed at this desk."""
    desk.session.execute(sa.update(KeptAnswer).where(KeptAnswer.user == desk.actor.user, KeptAnswer.key == key)
                         .values(status=answer.status, media=answer.media, body=answer.body))


def forget_answers(desk: Desk) -> int:
    """Remove what is older than seven days; how many."""
    gone = desk.session.execute(sa.delete(KeptAnswer).where(KeptAnswer.at <= desk.now - KEPT).returning(KeptAnswer.key))
    return len(gone.all())
