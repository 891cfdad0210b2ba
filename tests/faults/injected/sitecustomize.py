"""Kills the process that it is loaded into, once, at a named point: put on PYTHONPATH of a real stack by tests/faults.

FAULT=ROLE:POINT:COUNT:MARK, for example `worker short:before-commit:3:/tmp/x/mark`. ROLE is the end of the command line that
starts the process; MARK is made first, so that the restarted process lives. Our own code has no fault points in it:
what it does to the world is a commit (SQLAlchemy tells before and after) or a command to Redis.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path


def _arm(point: str, count: int, mark: Path) -> None:
    left = [count]

    def strike(*_: object) -> None:
        left[0] -= 1
        if left[0] == 0 and not mark.exists():
            mark.write_text(point)
            os.kill(os.getpid(), signal.SIGKILL)

    if point.endswith("-commit"):
        from sqlalchemy import event
        from sqlalchemy.orm import Session

        event.listen(Session, point.replace("-", "_"), strike)
    elif point == "before-ring":
        import redis.connection

        send = redis.connection.AbstractConnection.send_command

        def send_or_die(self: object, *arguments: object, **more: object) -> object:
            if arguments and str(arguments[0]).upper() == "SET":
                strike()
            return send(self, *arguments, **more)               # type: ignore[arg-type]

        redis.connection.AbstractConnection.send_command = send_or_die  # type: ignore[method-assign,assignment]


if os.environ.get("FAULT"):
    role, point, count, mark = os.environ["FAULT"].split(":")
    if role in " ".join(sys.orig_argv) and not Path(mark).exists():
        _arm(point, int(count), Path(mark))
