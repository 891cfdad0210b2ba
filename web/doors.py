"""The two doors of a request: `desk()` writes, `reading()` reads; both know who is asking and commit before the answer is built."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app, g

from engine.desk import Actor, Desk, House, at_desk, reading_at
from engine.errors import Refusal, _l


class SignIn(Refusal):
    """Nobody is signed in, and this is not for everybody."""

    code, status = "sign-in", 401
    title = _l("Please sign in.")
    hint = _l("Your session has ended, or you have not signed in yet.")


def the_house() -> House:
    house: House = current_app.extensions["chancery"]
    return house


def actor() -> Actor:
    """Who is asking, with their roles and this request's id. Raises SignIn."""
    asker = g.get("asker")
    if asker is None:
        raise SignIn()
    return Actor(asker.actor.user, asker.actor.roles, g.request_id)


@contextmanager
def desk() -> Iterator[Desk]:
    """Commit once at the end or change nothing. Under an Idempotency-Key the answer is kept in the same transaction (web/keyed.py)."""
    keyed = g.get("keyed")
    if keyed is not None:
        with keyed.desk(actor()) as mine, _in_hand(mine):
            yield mine
    else:
        with at_desk(the_house(), actor()) as mine, _in_hand(mine):
            yield mine


@contextmanager
def reading() -> Iterator[Desk]:
    """A desk that can't write: pages and lists."""
    with reading_at(the_house(), actor()) as mine, _in_hand(mine):
        yield mine


@contextmanager
def anybody() -> Iterator[Desk]:
    """A writing desk of somebody who is not signed in: to sign in, or to become the first administrator."""
    with at_desk(the_house(), Actor("", frozenset(), g.request_id)) as mine, _in_hand(mine):
        yield mine


@contextmanager
def at_hand() -> Iterator[Desk]:
    """The desk that this request has open, for the names of people; a reading one where none is."""
    if (held := g.get("in_hand")) is not None:
        yield held
    else:
        with reading_at(the_house(), Actor("", frozenset(), g.get("request_id", ""))) as mine:
            yield mine


@contextmanager
def _in_hand(mine: Desk) -> Iterator[None]:
    before, g.in_hand = g.get("in_hand"), mine
    try:
        yield
    finally:
        g.in_hand = before
