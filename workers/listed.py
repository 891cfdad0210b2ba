"""What may run in a worker: functions on a list, by name, with plain arguments, and nothing else that a job can carry.

Who can write to Redis could else run any importable function: a forged JSON job did (facts in tests/workers).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from rq import Queue, SimpleWorker, Worker
from rq.job import Job
from rq.serializers import JSONSerializer

LISTED = frozenset({"workers.service_tasks.run", "workers.deliveries.deliver", "workers.errands.run"})
SHORT, DOCUMENTS = "short", "documents"
log = logging.getLogger(__name__)


class NotListed(ValueError):
    """A job asked for a function that no worker of ours runs."""


class ListedJob(Job):
    """A job that runs a listed function only; callbacks, web hooks and repeats that somebody wrote into it are dropped."""

    @property
    def func(self) -> Callable[..., Any]:
        name, arguments = self.func_name, self.args
        if name not in LISTED or self.instance is not None or self.kwargs or not _plain(arguments):
            log.error("refused a job that is not on the list", extra={"job": self.id, "function": str(name)[:200]})
            raise NotListed(str(name)[:200])
        found: Callable[..., Any] = super().func
        return found

    def restore(self, raw_data: Any) -> Any:
        restored = super().restore(raw_data)
        self._success_callback_name = self._failure_callback_name = self._stopped_callback_name = None
        self.webhooks, self.repeats_left, self.repeat_intervals = [], None, None
        return restored


def _plain(arguments: Any) -> bool:
    return isinstance(arguments, list | tuple) and len(arguments) <= 2 and all(isinstance(each, str | int) for each in arguments)


def queue_named(name: str, connection: Any) -> Queue:
    """One of our queues; jobs are JSON."""
    return Queue(name, connection=connection, serializer=JSONSerializer, job_class=ListedJob)


def worker_for(name: str, connection: Any) -> SimpleWorker | Worker:
    """Short jobs run in the worker itself; each document in a process of its own, which may die."""
    kind = SimpleWorker if name == SHORT else Worker
    return kind([queue_named(name, connection)], connection=connection, serializer=JSONSerializer, job_class=ListedJob,
                maintenance_interval=60, worker_ttl=60, log_job_description=False)
