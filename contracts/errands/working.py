"""How a worker does an errand: claimed, worked on with nothing open, settled; it says how far it is and hears when it was cancelled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Protocol

from contracts.errands import errands
from contracts.errands.errands import Order, Result
from contracts.people.company import company
from engine.desk import SYSTEM, Actor, House, at_desk, reading_at
from engine.errors import NotYours, Refusal
from engine.incidents import sentence_of

OFTEN = dt.timedelta(seconds=1)            # not more often, for each time is a commit


class Withdrawn(Exception):
    """The errand was cancelled, or is another worker's by now: stop."""


class Progress:
    """What the work says of itself: `told(done, total)`. Raises Withdrawn."""

    def __init__(self, house: House, order: Order) -> None:
        self.house, self.order, self.last = house, order, None

    def told(self, done: int, total: int | None, kept: Any = None) -> None:
        """Write it down at most once a second; what is `kept` always."""
        now = self.house.clock()
        if kept is None and self.last is not None and now - self.last < OFTEN:
            return
        self.last = now
        with at_desk(self.house, SYSTEM) as desk:
            if not errands.go_on(desk, self.order, done, total, kept):
                raise Withdrawn()

    last: dt.datetime | None


class Kind(Protocol):
    """What an errand of a kind does. Safe to begin anew; with `order.kept` it may go on where a dead worker stopped."""

    def work(self, house: House, order: Order, progress: Progress) -> Result | None: ...


def run_errand(house: House, errand_id: int) -> None:
    """Claim, work, settle. Safe to run twice. What is a bug leaves the claim; the lease runs out and the ticker rings again."""
    with at_desk(house, SYSTEM) as desk:
        order = errands.claim(desk, errand_id)
    if order is None:
        return
    kinds: Mapping[str, Kind] = house.parts["errands"]
    try:
        result = kinds[order.kind].work(house, order, Progress(house, order))
    except Withdrawn:
        return
    except Refusal as refused:
        with at_desk(house, SYSTEM) as desk:
            errands.fail(desk, order, sentence_of(refused))
        return
    with at_desk(house, SYSTEM) as desk:
        errands.settle(desk, order, result)


def asker_of(house: House, order: Order) -> Actor:
    """Who asked, with the roles of this moment. Raises NotYours for whoever was disabled since."""
    with reading_at(house, SYSTEM) as desk:
        known = company(desk).users.get(order.asked_by)
    if known is None or not known.is_active:
        raise NotYours(user=order.asked_by)
    return Actor(known.login, known.roles)
