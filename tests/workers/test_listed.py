"""A worker runs what is on the list and nothing else, whatever somebody wrote into Redis."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from rq import Queue
from rq.job import Callback
from rq.serializers import JSONSerializer

from workers import listed
from workers.listed import SHORT, worker_for

RAN: list[Any] = []


def note(argument: Any) -> None:
    RAN.append(argument)


def note_success(*_: Any) -> None:
    RAN.append("callback")


@pytest.fixture(autouse=True)
def ran(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    RAN.clear()
    monkeypatch.setattr(listed, "LISTED", frozenset({"tests.workers.test_listed.note"}))
    logging.getLogger("rq").setLevel(logging.CRITICAL)
    yield RAN


def forge(queue: redis.Redis, function: str, *arguments: Any, **more: Any) -> None:
    """As who reaches Redis would: with RQ's own classes."""
    Queue(SHORT, connection=queue, serializer=JSONSerializer).enqueue_call(function, args=arguments, **more)


def work(queue: redis.Redis) -> None:
    worker_for(SHORT, queue).work(burst=True, logging_level="CRITICAL")


def test_a_listed_function_runs(queue: redis.Redis, ran: list[Any]) -> None:
    forge(queue, "tests.workers.test_listed.note", 7)
    work(queue)
    assert ran == [7]


def test_another_function_does_not(queue: redis.Redis, tmp_path: Path) -> None:
    forge(queue, "os.system", f"touch {tmp_path / 'ran'}")
    forge(queue, "pathlib.Path.touch", str(tmp_path / "ran"))
    work(queue)
    assert not (tmp_path / "ran").exists()


def test_a_callback_in_a_job_is_dropped(queue: redis.Redis, ran: list[Any]) -> None:
    forge(queue, "tests.workers.test_listed.note", 1, on_success=Callback(note_success))
    work(queue)
    assert ran == [1]


@pytest.mark.parametrize("argument", [{"a": 1}, ["x"], None, 1.5])
def test_an_argument_that_is_no_id_is_refused(queue: redis.Redis, ran: list[Any], argument: Any) -> None:
    forge(queue, "tests.workers.test_listed.note", argument)
    work(queue)
    assert ran == []


def test_a_pickled_job_is_not_read(queue: redis.Redis, ran: list[Any]) -> None:
    Queue(SHORT, connection=queue).enqueue_call(note, args=(3,))
    work(queue)
    assert ran == []
