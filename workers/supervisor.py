"""The supervisor of `chancery up`: starts the parts, restarts what dies, ends all with itself."""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

from workers import processes

STEADY = 30.0                 # who lived this long starts its back-off anew
LONGEST = 30.0
LARGEST_LOG = 20_000_000
log = logging.getLogger(__name__)


class AlreadyUp(RuntimeError):
    """Another supervisor has this data folder."""


@dataclass
class Part:
    """One child: its name, its command, asked anew before each start."""

    name: str
    command: Callable[[], Sequence[str]]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    next_start: float = 0.0

    def start(self, logs: Path) -> None:
        with _log_file(logs / f"{self.name}.log") as output:
            self.process = processes.start(list(self.command()), output)
        self.started = time.monotonic()

    def died(self) -> bool:
        """It ended: when to start it again is set, later each time."""
        if self.process is None or self.process.poll() is None:
            return False
        self.failures = 1 if time.monotonic() - self.started > STEADY else self.failures + 1
        self.next_start = time.monotonic() + min(0.25 * 2 ** (self.failures - 1), LONGEST)
        log.warning("%s ended with %s; it is started again", self.name, self.process.returncode)
        self.process = None
        return True


def _log_file(path: Path) -> IO[bytes]:
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".1.log"))
    return path.open("ab")


def _locked(path: Path) -> IO[str]:
    """The file, locked by us until it is closed, whatever way we end. Raises AlreadyUp."""
    lock = path.open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as taken:
        with lock:
            lock.seek(0)
            raise AlreadyUp(f"Chancery is already running on {path.parents[1]} (process {lock.read().strip() or '?'}).") from taken
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


@dataclass
class Supervisor:
    """The parts of one data folder, in the order of their start; they end in the opposite order."""

    data: Path
    parts: list[Part]
    stopping: threading.Event = field(default_factory=threading.Event)
    _lock: IO[str] | None = None

    @property
    def noted(self) -> Path:
        return self.data / "run" / "children"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    def take_over(self) -> list[str]:
        """Have the folder for ourselves and end what a killed supervisor left. Raises AlreadyUp. Names of what was ended."""
        for folder in (self.noted.parent, self.logs):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = _locked(self.data / "run" / "lock")
        return processes.end_leftovers(self.noted)

    def start(self) -> None:
        for part in self.parts:
            part.start(self.logs)
        self._note()

    def watch(self, seconds: float | None = None) -> None:
        """Restart what dies, until `stop` is asked for, or so many seconds."""
        end = time.monotonic() + seconds if seconds is not None else None
        while not self.stopping.wait(0.2) and (end is None or time.monotonic() < end):
            dead = [part for part in self.parts if part.died()]
            due = [part for part in self.parts if part.process is None and time.monotonic() >= part.next_start]
            for part in due:
                part.start(self.logs)
            if dead or due:
                self._note()

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping.set()

    def stop_on_signals(self) -> None:
        for wanted in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(wanted, self.stop)

    def end(self, patience: float = 15.0) -> None:
        """End all parts, the last started first: nobody rings at a queue that is gone."""
        for part in reversed(self.parts):
            if part.process is not None:
                processes.end_group(part.process.pid, patience)
                part.process.wait()
                part.process = None
        self.noted.unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.close()

    def _note(self) -> None:
        """Written before anybody can kill us, so that the next start can end what is left."""
        alive = [part for part in self.parts if part.process is not None]
        lines = [f"{part.name} {part.process.pid} {processes.birth_of(part.process.pid)}\n" for part in alive if part.process]
        fresh = self.noted.with_suffix(".new")
        fresh.write_text("".join(lines))
        fresh.replace(self.noted)


def answers(address: str) -> bool:
    """Does a web server answer there, well?"""
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, ValueError):
        return False
