"""Child processes that end with their parent, and what a killed parent left behind."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def start(command: Sequence[str], output: IO[bytes], environ: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start a child in a group of its own, so that Ctrl-C reaches it through us; on Linux it gets SIGTERM when we die."""
    parent = os.getpid()

    def end_with_parent() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:          # it died between the fork and this line
                os._exit(1)

    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=environ,
                            start_new_session=True, preexec_fn=end_with_parent)


def birth_of(pid: int) -> str:
    """When the process was born, as the kernel counts: with the number it names one process for ever. "" when there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False


def end_group(pid: int, patience: float) -> None:
    """End a group politely, then for good."""
    for wanted, wait in ((signal.SIGTERM, patience), (signal.SIGKILL, 5.0)):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, wanted)
        end = time.monotonic() + wait
        while time.monotonic() < end:
            if not _group_lives(pid):
                return
            time.sleep(0.05)


def _group_lives(group: int) -> bool:
    """Zombies do not count: without an init that reaps they stay."""
    if not Path("/proc").is_dir():
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, 0)
            return True
        return False
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(fields[2]) == group and fields[0] != "Z":
                    return True
    return False


def end_leftovers(noted: Path) -> list[str]:
    """End the processes that a killed supervisor noted and that still live. Their names."""
    ended = []
    for line in noted.read_text().splitlines() if noted.exists() else []:
        name, pid, birth = line.split(" ")
        if birth and birth_of(int(pid)) == birth:
            end_group(int(pid), 5.0)
            ended.append(name)
    noted.unlink(missing_ok=True)
    return ended
