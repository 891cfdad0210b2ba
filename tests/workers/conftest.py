"""A real queue server for the tests of this folder, one a session, emptied for each test."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.workers.test_supervisor import until
from workers import valkey
from workers.supervisor import Part, Supervisor


@pytest.fixture(scope="session")
def queue_server() -> Iterator[str]:
    """The URL of a Valkey of this session."""
    with tempfile.TemporaryDirectory(prefix="chancery-queue-") as folder:
        data = Path(folder)
        supervisor = Supervisor(data, [Part("queue", lambda: valkey.command_for(data))])
        supervisor.take_over()
        supervisor.start()
        client = valkey.connect(valkey.url_of(data))
        until(lambda: valkey.answers(client))
        client.close()
        yield valkey.url_of(data)
        supervisor.end(patience=2)


@pytest.fixture
def queue(queue_server: str) -> Iterator[redis.Redis]:
    """An empty queue server."""
    client = valkey.connect(queue_server)
    client.flushall()
    yield client
    client.close()
