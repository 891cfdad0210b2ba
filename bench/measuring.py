"""Times, statements and commits of one thing, many times."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from engine.store import Store

NOT_STATEMENTS = ("BEGIN", "PRAGMA", "COMMIT")


@dataclass
class Measured:
    """Milliseconds of each time, by the wall and of the processor; statements and commits of all together."""

    times: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    statements: int = 0
    commits: int = 0

    @contextmanager
    def once(self) -> Iterator[None]:
        start, worked = time.perf_counter(), time.process_time()
        yield
        self.times.append((time.perf_counter() - start) * 1000)
        self.worked.append((time.process_time() - worked) * 1000)

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def worked_p50(self) -> float:
        return statistics.median(self.worked)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[18]

    @property
    def per_second(self) -> float:
        return 1000 * len(self.times) / sum(self.times)


@contextmanager
def counted(store: Store, measured: Measured) -> Iterator[None]:
    """Count what the database is asked at both doors meanwhile."""

    def statement(_connection: Any, _cursor: Any, text: str, *_: Any) -> None:
        measured.statements += not text.startswith(NOT_STATEMENTS)

    def commit(_connection: Any) -> None:
        measured.commits += 1

    heard = [(doors, name, hear) for doors in (store.writing, store.reading)
             for name, hear in (("before_cursor_execute", statement), ("commit", commit))]
    for doors, name, hear in heard:
        sa.event.listen(doors, name, hear)
    try:
        yield
    finally:
        for doors, name, hear in heard:
            sa.event.remove(doors, name, hear)


def bytes_of(store: Store) -> int:
    """What the database takes on disk, after its own cleaning."""
    with store.writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if store.is_sqlite:
            pages, size = (connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("page_count", "page_size"))
            return int(pages or 0) * int(size or 0)
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar() or 0)
