"""Errands: asked for by a person, claimed by a worker, settled; looked at, cancelled and fetched by who asked, and by nobody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts import notices
from contracts.errands.records import Errand
from contracts.files.filed import Filed
from engine.desk import Desk
from engine.errors import NotFound, Refusal, _l

LEASE = dt.timedelta(seconds=60)           # a worker that says nothing for so long counts as dead
KEPT = dt.timedelta(days=7)
TRIES = 4
AT_ONCE = 5                                # of one person, not ended
BROKE_OFF = _l("The work broke off several times. Ask for it again, or tell an administrator.")
LISTED = 50
UNDER_WAY = ("waiting", "working")


class TooMany(Refusal):
    """The person has errands enough that have not ended; facts: most."""

    code, status = "too-many-errands", 429
    title = _l("Several of your errands are still under way.")
    hint = _l("Wait until one is done, or cancel one.")


@dataclass(frozen=True)
class Order:
    """A claimed errand; outlives its session. `kept` is what the worker before left, when it died."""

    id: int
    kind: str
    asked_by: str
    facts: Mapping[str, Any]
    attempt: int
    kept: Any


@dataclass(frozen=True)
class Result:
    """A file in the vault, under the name that the person gets it by."""

    sha: str
    name: str
    media: str


@dataclass(frozen=True)
class Told:
    """An errand as who asked for it sees it."""

    id: int
    kind: str
    name: str
    state: str
    asked_at: dt.datetime
    done: int
    total: int | None
    error: str
    ended_at: dt.datetime | None
    has_result: bool

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


def ask(desk: Desk, kind: str, facts: Mapping[str, Any]) -> Told:
    """Ask for long work; a worker begins it after the commit. `facts["name"]` is what the person calls it. Raises TooMany."""
    under_way = (Errand.asked_by == desk.actor.user, Errand.state.in_(UNDER_WAY))
    query = sa.select(sa.func.count()).select_from(Errand).where(*under_way)
    if (desk.session.scalar(query) or 0) >= AT_ONCE:
        raise TooMany(most=AT_ONCE)
    errand = Errand(kind=kind, asked_by=desk.actor.user, asked_at=desk.now, facts=dict(facts), next_at=desk.now, state="waiting", attempt=0,
                    done=0, result_name="", error="")
    desk.session.add(errand)
    desk.session.flush()  # house rule: the queue is rung by its id
    desk.errands.append(errand.id)
    return _told(errand)


def mine(desk: Desk) -> list[Told]:
    """What the actor asked for, newest first."""
    query = sa.select(Errand).where(Errand.asked_by == desk.actor.user).order_by(Errand.id.desc()).limit(LISTED)
    return [_told(errand) for errand in desk.session.scalars(query)]


def one_of_mine(desk: Desk, errand_id: int) -> Told:
    """One of them. Raises NotFound for another person's."""
    return _told(_mine(desk, errand_id))


def result_of(desk: Desk, errand_id: int) -> Filed:
    """The file that came of it. Raises NotFound: another person's, not done, swept."""
    errand = _mine(desk, errand_id)
    if errand.result_sha is None:
        raise NotFound(errand=errand_id)
    return Filed(errand.result_sha, errand.result_name, errand.result_media)


def cancel(desk: Desk, errand_id: int) -> Told:
    """Give it up; its worker stops at its next step. Without effect on one that has ended. Raises NotFound."""
    errand = _mine(desk, errand_id, locked=True)
    if errand.state in UNDER_WAY:
        errand.state, errand.ended_at = "cancelled", desk.now
    return _told(errand)


def ringable(desk: Desk, limit: int) -> list[int]:
    """Errands that a worker may take now: waiting, or of a worker that fell silent."""
    query = sa.select(Errand.id).where(Errand.state.in_(UNDER_WAY), Errand.next_at <= desk.now).order_by(Errand.next_at)
    return list(desk.session.scalars(query.limit(limit)))


def claim(desk: Desk, errand_id: int) -> Order | None:
    """Take it for as long as the lease lasts. None: another has it, it has ended, or it broke off too often."""
    errand = _locked(desk, errand_id)
    if errand is None or errand.state not in UNDER_WAY or errand.next_at > desk.now:
        return None
    if errand.attempt >= TRIES:
        _end(desk, errand, "failed", BROKE_OFF)
        return None
    errand.state, errand.attempt, errand.next_at = "working", errand.attempt + 1, desk.now + LEASE
    return Order(errand.id, errand.kind, errand.asked_by, errand.facts, errand.attempt, errand.kept)


def go_on(desk: Desk, order: Order, done: int, total: int | None, kept: Any = None) -> bool:
    """Say how far it is and keep the claim. False: it was cancelled, or is another worker's by now."""
    mine = (Errand.id == order.id, Errand.state == "working", Errand.attempt == order.attempt)
    values: dict[str, Any] = {"done": done, "total": total, "next_at": desk.now + LEASE, **({} if kept is None else {"kept": kept})}
    moved = desk.session.execute(sa.update(Errand).where(*mine).values(**values).returning(Errand.id))
    return moved.first() is not None


def settle(desk: Desk, order: Order, result: Result | None) -> None:
    """It is done; who asked is told. Without effect where it was cancelled or is another worker's."""
    errand = _held(desk, order)
    if errand is None:
        return
    if result is not None:
        errand.result_sha, errand.result_name, errand.result_media = result.sha, result.name, result.media
    errand.done = errand.total if errand.total is not None else errand.done
    _end(desk, errand, "done")


def fail(desk: Desk, order: Order, error: str) -> None:
    """It can't be done; who asked is told why."""
    errand = _held(desk, order)
    if errand is not None:
        _end(desk, errand, "failed", error)


def forget_errands(desk: Desk) -> int:
    """Remove what ended more than seven days ago; the sweep then takes its files. How many."""
    gone = desk.session.execute(sa.delete(Errand).where(Errand.ended_at <= desk.now - KEPT).returning(Errand.id))
    return len(gone.all())


def _end(desk: Desk, errand: Errand, state: str, error: str = "") -> None:
    errand.state, errand.error, errand.ended_at = state, error[:4000], desk.now
    notices.tell(desk, errand.asked_by, f"errand-{state}", key=f"errand:{errand.id}", title=errand.facts.get("name", ""), errand=errand.id)


def _mine(desk: Desk, errand_id: int, *, locked: bool = False) -> Errand:
    errand = _locked(desk, errand_id) if locked else desk.session.get(Errand, errand_id)
    if errand is None or errand.asked_by != desk.actor.user:
        raise NotFound(errand=errand_id)
    return errand


def _locked(desk: Desk, errand_id: int) -> Errand | None:
    return desk.session.get(Errand, errand_id, with_for_update=True, populate_existing=True)


def _held(desk: Desk, order: Order) -> Errand | None:
    errand = _locked(desk, order.id)
    return errand if errand is not None and errand.state == "working" and errand.attempt == order.attempt else None


def _told(errand: Errand) -> Told:
    return Told(errand.id, errand.kind, str(errand.facts.get("name", "")), errand.state, errand.asked_at, errand.done, errand.total,
                errand.error, errand.ended_at, errand.result_sha is not None)
