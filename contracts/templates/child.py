"""The process in which uploaded templates are read and filled in: `python -m contracts.templates.child`, one order, then it ends.

It gives itself limits before it reads anything: seconds of the processor, memory, no file longer than nothing.
"""

from __future__ import annotations

import resource
import sys
from typing import Any

import orjson

MEMORY, SECONDS = 768 * 1024 * 1024, 10
REFUSED, TOO_HEAVY = 3, 4                  # exit codes


def limit() -> None:
    """From here on a bomb ends this process and nothing else."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def work(order: dict[str, Any], docx: bytes) -> bytes:
    """What is answered: a .docx, or what was read as JSON. Raises CannotRender, TextLost."""
    from contracts.documents.rendering import render
    from contracts.templates.findings import Named
    from contracts.templates.tags import read_tags

    if order["act"] == "render":
        return render(docx, order["values"])
    known = {name: Named(shape, tuple(parts)) for name, (shape, parts) in order["known"].items()}
    return orjson.dumps(read_tags(docx, known).told())


def main() -> int:
    """Read the order and the file from standard input, answer on standard output."""
    from engine.errors import Refusal

    limit()
    try:
        head, _, docx = sys.stdin.buffer.read().partition(b"\n")
        answer = work(orjson.loads(head), docx)
    except Refusal as refused:
        sys.stdout.buffer.write(orjson.dumps({"code": refused.code, "facts": refused.facts}, default=str))
        return REFUSED
    except (MemoryError, RecursionError):
        return TOO_HEAVY
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
