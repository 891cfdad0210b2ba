"""Our own queue server: on a socket for us alone, keeping its jobs, ended with its parent."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workers.test_supervisor import pid_of, until
from workers import valkey
from workers.supervisor import Part, Supervisor


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Supervisor]:
    supervisor = Supervisor(tmp_path, [Part("queue", lambda: valkey.command_for(tmp_path))])
    supervisor.take_over()
    supervisor.start()
    until(lambda: valkey.answers(valkey.connect(valkey.url_of(tmp_path))))
    yield supervisor
    supervisor.end(patience=2)


def test_its_socket_is_for_us_alone(queue: Supervisor, tmp_path: Path) -> None:
    assert stat.S_IMODE(valkey.socket_of(tmp_path).stat().st_mode) == 0o700
    assert stat.S_IMODE(valkey.socket_of(tmp_path).parent.stat().st_mode) == 0o700


def test_killed_it_comes_back_with_what_it_held(queue: Supervisor, tmp_path: Path) -> None:
    client = valkey.connect(valkey.url_of(tmp_path))
    client.set("kept", "yes")
    until(lambda: client.info("persistence")["aof_pending_bio_fsync"] == 0)
    os.kill(pid_of(queue.parts[0]), signal.SIGKILL)
    queue.watch(seconds=1.0)
    until(lambda: valkey.answers(client))
    assert client.get("kept") == b"yes"
    client.close()


def test_a_deep_data_folder_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120)
    assert len(str(valkey.socket_of(deep))) <= valkey.LONGEST_SOCKET
    assert valkey.socket_of(deep) == valkey.socket_of(deep)
