"""Time passes in a process test: the clock goes from one due timer to the next, as the ticker would meet them."""

from __future__ import annotations

import datetime as dt

from engine import timers
from engine.clock import later
from engine.errors import Refusal, _l
from engine.scenarios import looking
from engine.scenarios.starting import hear, start_due
from engine.scenarios.world import World

MOST_FIRINGS = 5_000


class TooManyTimers(Refusal):
    """So much time passes that timers fire without end; facts: fired."""

    code, status = "too-many-timers", 422
    title = _l("Too many timers fire in this time.")
    hint = _l("Let less time pass in one step.")


def let_pass(world: World, duration: str) -> None:
    """Move the clock on by a duration, firing each timer at its time. Raises BadTime, TooManyTimers."""
    end = later(world.now, duration, world.days)
    for _ in range(MOST_FIRINGS):
        moment = _next(world)
        if moment is None or moment > end:
            world.tell(max(end, world.now))
            return
        world.tell(max(moment, world.now))
        _fire(world)
    raise TooManyTimers(fired=MOST_FIRINGS)


def _next(world: World) -> dt.datetime | None:
    with world.reading() as desk:
        drawn = looking.next_due(desk)
    starts = [dt.datetime.fromisoformat(due) for _, _, due, _, _ in world.told.timers]
    return min([moment for moment in (drawn, *starts) if moment is not None], default=None)


def _fire(world: World) -> None:
    start_due(world)
    with world.reading() as desk:
        due = timers.due(desk, 1)
    for key in due:
        world.do(timers.fire_timer, key)
    hear(world)
