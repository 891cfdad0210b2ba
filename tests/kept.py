"""States that many tests begin with, reached once a process by doing it, and put back as copies after that.

A state is known as long as nobody wrote since it was put there: `remembered` then needs only the name of what comes next.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa

from contracts.schema.tables import all_tables
from engine.desk import House
from engine.store import Store

T = TypeVar("T")
Files = Mapping[str, tuple[int, bytes]]                     # by place under the data folder: mode and content


class Rows(Protocol):
    """What a database holds."""

    def put_back(self, store: Store, instead_of: Any) -> None: ...


@dataclass(frozen=True, eq=False)
class Kept:
    """A state: the rows, the files of the data folder, and what leads on from here, by name."""

    rows: Rows
    files: Files = field(default_factory=dict)
    told: Any = None
    next: dict[Any, Kept] = field(default_factory=dict)


@dataclass
class _Known:
    """The state in which a database is, unless somebody wrote."""

    state: Kept | None = None


_known: dict[sa.Engine, _Known] = {}


@contextmanager
def known_to_stand_at(store: Store, state: Kept) -> Iterator[Store]:
    """The database holds this, until somebody writes; that is noticed until the end of the block."""
    known = _known[store.writing] = _Known(state)
    sa.event.listen(store.writing, "commit", lambda _connection: setattr(known, "state", None))
    yield store
    del _known[store.writing]


def remembered(house: House, name: str, act: Callable[[], T]) -> T:
    """Do this from the state in which the house is, or put back what it led to last time; what it answers must be plain data."""
    known = _known.get(house.store.writing)
    here = known.state if known else None
    if known is None or here is None:
        return act()
    key = (name, *_circumstances(house))
    if key not in here.next:
        told = act()
        here.next[key] = Kept(rows_of(house.store), _files(_data(house)), told)
    else:
        here.next[key].rows.put_back(house.store, here.rows)
        _write(_data(house), here.next[key].files)
    known.state = here.next[key]
    told_before: T = here.next[key].told
    return told_before


def _circumstances(house: House) -> tuple[str, ...]:
    """What may make the same act lead elsewhere: the time, the settings, the parts and services that were put in."""
    settings = {**house.settings, "house": {**house.settings["house"], "data": ""}}
    joined = ((name, type(part).__qualname__) for parts in (house.parts, house.services) for name, part in parts.items())
    return str(house.clock()), repr(settings), repr(sorted(joined))


def rows_of(store: Store) -> Rows:
    return SqliteFile.of(store) if store.is_sqlite else PostgresRows.of(store)


# --- the two databases


@dataclass(frozen=True)
class SqliteFile:
    """The file as it is when all that was written stands in it."""

    content: bytes

    @classmethod
    def of(cls, store: Store) -> SqliteFile:
        store.close()
        path = _path(store)
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        return cls(path.read_bytes())

    def put_back(self, store: Store, instead_of: Any = None) -> None:
        """As a new file: a connection that somebody left open goes on with the old one."""
        store.close()
        path = _path(store)
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        path.write_bytes(self.content)


@dataclass(frozen=True)
class PostgresRows:
    """The rows of each table that has some, and where the sequences are."""

    tables: Mapping[str, bytes]
    sequences: Mapping[str, int]

    @classmethod
    def of(cls, store: Store) -> PostgresRows:
        connection = store.writing.raw_connection()
        with connection.cursor() as cursor:
            tables = {name: b"".join(_copied(cursor, name)) for name in _full(cursor)}
            cursor.execute("SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences WHERE last_value IS NOT NULL")
            sequences = dict(cursor.fetchall())
        connection.close()
        return cls(tables, sequences)

    def put_back(self, store: Store, instead_of: PostgresRows) -> None:
        """Only what differs. No key is looked after meanwhile: the whole is sound."""
        connection = store.writing.raw_connection()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for name in instead_of.tables.keys() | self.tables.keys():
                wanted = self.tables.get(name)
                if wanted != instead_of.tables.get(name):
                    cursor.execute(f'DELETE FROM "{name}"')
                    if wanted:
                        with cursor.copy(f'COPY "{name}" FROM STDIN (FORMAT BINARY)') as copy:
                            copy.write(wanted)
            for name, value in self.sequences.items():
                cursor.execute("SELECT setval(%s, %s)", (name, value))
        connection.commit()                    # house rule: rows of a test, past every desk
        connection.close()


def _copied(cursor: Any, name: str) -> list[bytes]:
    with cursor.copy(f'COPY "{name}" TO STDOUT (FORMAT BINARY)') as copy:
        return [bytes(part) for part in copy]


def _full(cursor: Any) -> list[str]:
    """The tables with at least one row."""
    names = [table.name for table in all_tables().sorted_tables]
    cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in names))
    return [name for (name,) in cursor.fetchall()]


def _path(store: Store) -> Path:
    return Path(str(store.writing.url.database))


# --- the files


def _data(house: House) -> Path:
    return Path(house.settings["house"]["data"])


def _files(folder: Path) -> Files:
    return {str(file.relative_to(folder)): (file.stat().st_mode & 0o777, file.read_bytes()) for file in folder.rglob("*") if file.is_file()}


def _write(folder: Path, files: Files) -> None:
    for place, (mode, content) in files.items():
        file = folder / place
        if not file.exists():
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.write_bytes(content)
            file.chmod(mode)
