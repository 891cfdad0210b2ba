"""The supervisor restarts what dies and leaves nothing behind, whatever way it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workers import processes
from workers.supervisor import AlreadyUp, Part, Supervisor

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
KILLED = """
import sys; from pathlib import Path; from workers.supervisor import Part, Supervisor
supervisor = Supervisor(Path(sys.argv[1]), [Part("one", lambda: ["sh", "-c", "trap '' TERM; sleep 60"])])
supervisor.take_over(); supervisor.start(); print("up", flush=True); supervisor.watch()
"""


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    made = Supervisor(tmp_path, [Part("one", lambda: SLEEPER), Part("two", lambda: SLEEPER)])
    yield made
    made.end(patience=1)


def until(true: Callable[[], object], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def pid_of(part: Part) -> int:
    assert part.process is not None
    return part.process.pid


def test_a_killed_part_is_started_again(supervisor: Supervisor) -> None:
    supervisor.take_over()
    supervisor.start()
    first = pid_of(supervisor.parts[0])
    os.kill(first, signal.SIGKILL)
    supervisor.watch(seconds=1.0)
    assert processes.birth_of(pid_of(supervisor.parts[0]))
    assert pid_of(supervisor.parts[0]) != first


def test_a_part_that_dies_again_and_again_is_started_less_and_less_often(supervisor: Supervisor) -> None:
    supervisor.parts = [Part("broken", lambda: [sys.executable, "-c", "raise SystemExit(3)"])]
    supervisor.take_over()
    supervisor.start()
    supervisor.watch(seconds=2.5)
    assert 2 <= supervisor.parts[0].failures <= 4


def test_all_parts_end_with_it(supervisor: Supervisor) -> None:
    supervisor.take_over()
    supervisor.start()
    pids = [pid_of(part) for part in supervisor.parts]
    supervisor.end()
    assert [processes.birth_of(pid) for pid in pids] == ["", ""]
    assert not supervisor.noted.exists()


def test_two_can_not_run_on_one_data_folder(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.take_over()
    with pytest.raises(AlreadyUp, match=str(os.getpid())):
        Supervisor(tmp_path, []).take_over()


@pytest.fixture
def killed(tmp_path: Path) -> int:
    """The pid of a part whose supervisor was killed, and that does not end by itself."""
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert parent.stdout and parent.stdout.readline() == "up\n"
    pid = int((tmp_path / "run" / "children").read_text().split()[1])
    parent.kill()
    parent.wait()
    parent.stdout.close()
    return pid


def test_what_a_killed_one_left_is_ended_at_the_next_start(killed: int, supervisor: Supervisor) -> None:
    assert processes.birth_of(killed)
    assert supervisor.take_over() == ["one"]
    until(lambda: not processes.birth_of(killed) or processes.is_zombie(killed))


def test_another_process_with_a_noted_number_is_left_alone(supervisor: Supervisor, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "children").write_text(f"one {os.getpid()} 12345\n")
    assert supervisor.take_over() == []
