"""The ticker: fires what is due, delivers what is left, rings again for what was lost. Of several, one ticks."""

from __future__ import annotations

import datetime as dt
import logging
import os
import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from contracts.errands import errands
from engine import jobs, messages, outbox, timers
from engine.desk import SYSTEM, House, at_desk, reading_at
from engine.leases import Lease, drop_lease, take_lease
from workers.doorbell import Doorbell
from workers.schedule import Schedule

AT_ONCE = 200                 # rows of a kind in one tick; the next tick takes the rest
LEASE = "ticker"
log = logging.getLogger(__name__)


@dataclass
class Ticker:
    """One ticking process. `tick` looks once; `run` until it is told to stop."""

    house: House
    bell: Doorbell
    schedule: Schedule = field(default_factory=Schedule)
    lease: dt.timedelta = dt.timedelta(seconds=15)
    name: str = field(default_factory=lambda: f"{socket.gethostname()}.{os.getpid()}")
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self, seconds: float) -> None:
        """Tick every so many seconds; an error ends one look, never the ticker."""
        while not self.stopping.is_set():
            try:
                self.tick()
            except Exception:
                log.exception("a tick failed; the next one tries again")
            self.stopping.wait(seconds)
        with at_desk(self.house, SYSTEM) as desk:
            drop_lease(desk, LEASE, self.name)

    def tick(self) -> dict[str, int]:
        """Look once: how many of each kind were done or rung for. Nothing where another ticker has the lease."""
        if not self._has_lease():
            return {}
        return {
            "timers": self._each("timer", self._due(timers.due), timers.fire_timer),
            "letters": self._each("letter", self._due(outbox.undelivered), messages.deliver_letter),
            "jobs": self.bell.ring_jobs(self.house, self._due(jobs.ringable), again=True),
            "errands": self.bell.ring_errands(self._due(errands.ringable), again=True),
            "periodic": self.schedule.run_due(self.house),
        }

    def _has_lease(self) -> bool:
        """Prolonged in the second half of its time only: a write each second would cost a sync each second."""
        with reading_at(self.house, SYSTEM) as desk:
            held = desk.session.get(Lease, LEASE)
            if held and held.holder == self.name and held.until - desk.now > self.lease / 2:
                return True
            if held and held.holder != self.name and held.until > desk.now:
                return False
        with at_desk(self.house, SYSTEM) as desk:
            return take_lease(desk, LEASE, self.name, self.lease)

    def _due(self, find: Callable[..., Iterable[Any]]) -> list[Any]:
        with reading_at(self.house, SYSTEM) as desk:
            return list(find(desk, AT_ONCE))

    def _each(self, kind: str, found: Iterable[Any], act: Callable[..., Any]) -> int:
        """Each in a command of its own, so that a broken row stops no other."""
        done = 0
        for row in found:
            if self.stopping.is_set():
                break
            try:
                with at_desk(self.house, SYSTEM) as desk:
                    act(desk, row)
                done += 1
            except Exception:
                log.exception("%s %s failed", kind, row)
        return done
