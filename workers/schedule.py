"""Everything that is done by the clock and belongs to no instance, in one list."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from contracts.errands.errands import forget_errands
from contracts.files.named_files import sweep_files
from contracts.keeping.kept_answers import forget_answers
from contracts.keeping.statistics import renew_statistics
from engine.desk import SYSTEM, Desk, House, at_desk

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Periodic:
    """A small command that keeps the house tidy; safe to do twice."""

    name: str
    every: dt.timedelta
    act: Callable[[Desk], object]


PERIODIC: tuple[Periodic, ...] = (
    Periodic("forget errands that ended seven days ago", dt.timedelta(hours=6), forget_errands),
    Periodic("sweep files that no row names", dt.timedelta(days=1), sweep_files),
    Periodic("forget answers that were kept for seven days", dt.timedelta(days=1), forget_answers),
    Periodic("count anew how values are spread", dt.timedelta(days=1), renew_statistics),
)


@dataclass
class Schedule:
    """What was done when, by this ticker; after a start everything is done once."""

    periodic: tuple[Periodic, ...] = PERIODIC
    done: dict[str, dt.datetime] = field(default_factory=dict)

    def run_due(self, house: House) -> int:
        """Do what is due, each in a command of its own. How many."""
        now = house.clock()
        due = [each for each in self.periodic if each.name not in self.done or now - self.done[each.name] >= each.every]
        for each in due:
            self.done[each.name] = now              # before: what fails waits for its next turn
            with at_desk(house, SYSTEM) as desk:
                each.act(desk)
            log.info("did %s", each.name)
        return len(due)
