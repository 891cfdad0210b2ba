"""Kills the process that it is loaded into, at a named point, when it is ordered to: put on PYTHONPATH of a real stack by tests/faults.

FAULTS=FOLDER. The test writes FOLDER/order, `ROLE:POINT:COUNT:NUMBER`, for example `worker short:before-commit:2:7`; ROLE is in the
command line that started the process, COUNT counts from the moment at which the order was written. Who dies for it renames the order to
`struck-NUMBER` first, so that one dies and the restarted process lives. Each point passed is written to FOLDER/passed.
Our own code has no fault points in it: what it does to the world is a commit (SQLAlchemy tells before and after) or a command to Redis.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

ROLE = " ".join(sys.orig_argv[2:])


def _arm(folder: Path) -> None:
    counted: dict[str, int] = {}

    def passes(point: str) -> None:
        with (folder / "passed").open("a") as passed:
            passed.write(f"{ROLE}:{point}\n")
        try:
            role, wanted, count, number = (folder / "order").read_text().split(":")
        except (FileNotFoundError, ValueError):
            return
        if role not in ROLE or wanted != point:
            return
        counted[number] = counted.get(number, 0) + 1
        if counted[number] == int(count):
            try:
                (folder / "order").rename(folder / f"struck-{number}")
            except FileNotFoundError:                       # another process of the same role was first
                return
            os.kill(os.getpid(), signal.SIGKILL)

    from sqlalchemy import event
    from sqlalchemy.orm import Session

    for point in ("before-commit", "after-commit"):
        event.listen(Session, point.replace("-", "_"), lambda *_, point=point: passes(point))
    import redis.connection

    send = redis.connection.AbstractConnection.send_command

    def send_or_die(self: object, *arguments: object, **more: object) -> object:
        if arguments and str(arguments[0]).upper() == "SET":
            passes("before-ring")
        return send(self, *arguments, **more)               # type: ignore[arg-type]

    redis.connection.AbstractConnection.send_command = send_or_die  # type: ignore[method-assign,assignment]


if os.environ.get("FAULTS") and ROLE.split(" ")[0] in ("web", "worker", "ticker"):
    _arm(Path(os.environ["FAULTS"]))
