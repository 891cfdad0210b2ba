"""The doorbell: after a commit it tells workers that there is something to do. What it loses, the ticker rings again."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import redis

from engine.desk import SYSTEM, Desk, House, reading_at
from engine.identity import Key
from engine.records import Job
from workers.listed import DOCUMENTS, SHORT, queue_named

QUIET = 10                    # seconds in which the ticker does not ring again for the same row
FORGET = 900                  # a job that nobody took is dropped from Redis; the row stays
log = logging.getLogger(__name__)


@dataclass
class Doorbell:
    """Rings for rows by their ids. A Redis that does not answer is no error: the rows are safe."""

    client: redis.Redis
    limits: Mapping[str, int] = field(default_factory=lambda: {SHORT: 60, DOCUMENTS: 180})
    errand_seconds: int = 3600

    @classmethod
    def of(cls, client: redis.Redis, settings: Mapping[str, Any]) -> Doorbell:
        """With the limits of time that [queue] sets for short jobs, documents and errands."""
        return cls(client, {SHORT: settings["queue"]["short_seconds"], DOCUMENTS: settings["queue"]["document_seconds"]},
                   settings["queue"]["errand_seconds"])

    def wake(self, desk: Desk) -> None:
        """Ring for what a committed desk left behind: a House's `wake`."""
        if desk.jobs:
            self.ring_jobs(desk.house, (Key.parse(str(key)) for key in desk.jobs))
        self.ring_letters(desk.letters)
        self.ring_errands(desk.errands)

    def ring_jobs(self, house: House, keys: Iterable[Key], *, again: bool = False) -> int:
        """Ring for job rows, documents apart from short ones. How many rang."""
        topics = _topics(house, list(keys))
        return sum(self._ring(DOCUMENTS if getattr(house.services.get(topic), "slow", False) else SHORT,
                              "workers.service_tasks.run", str(key), again) for key, topic in topics.items())

    def ring_letters(self, letters: Iterable[int], *, again: bool = False) -> int:
        """Ring for letters from one instance to another."""
        return sum(self._ring(SHORT, "workers.deliveries.deliver", letter, again) for letter in letters)

    def ring_errands(self, errands: Iterable[int], *, again: bool = False) -> int:
        """Ring for long work that people asked for; it runs where documents are made, each in a process of its own."""
        return sum(self._ring(DOCUMENTS, "workers.errands.run", errand, again, self.errand_seconds) for errand in errands)

    def _ring(self, queue: str, function: str, argument: Any, again: bool, limit: int | None = None) -> bool:
        try:
            mark = f"chancery:rung:{function}:{argument}"
            if not self.client.set(mark, 1, ex=QUIET, nx=again):
                return False
            queue_named(queue, self.client).enqueue_call(
                function, args=(argument,), timeout=limit or self.limits[queue], result_ttl=0, failure_ttl=60, ttl=FORGET)
            return True
        except redis.RedisError as silent:
            log.warning("the queue does not answer; the ticker rings later", extra={"why": str(silent)[:200]})
            return False


def _topics(house: House, keys: list[Key]) -> dict[Key, str]:
    with reading_at(house, SYSTEM) as desk:
        found = {key: desk.session.get(Job, key) for key in keys}
        return {key: job.topic for key, job in found.items() if job is not None}
