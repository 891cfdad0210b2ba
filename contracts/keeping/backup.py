"""Everything in one file and back: rows as JSON lines, so of either database, and the files of the data folder."""

from __future__ import annotations

import base64
import datetime as dt
import io
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import orjson
import sqlalchemy as sa
import zstandard

from contracts import schema
from contracts.schema.tables import all_tables
from engine.errors import Refusal, _l
from engine.store import Store

NOT_KEPT = {"run", "logs", "queue"}              # what a start makes anew
ABOUT, END = "about.json", "end.json"
AT_ONCE = 500
Later = tuple[sa.Table, list[sa.ColumnElement[bool]], dict[str, Any]]        # a row and the columns to be filled when all rows are there
READERS: dict[str, Any] = {"bytes": base64.b64decode, "decimal": Decimal, "moment": dt.datetime.fromisoformat,
                           "date": dt.date.fromisoformat, "is": lambda given: given}


class NotEmpty(Refusal):
    """A backup is restored into an empty place only; facts: what."""

    code, status = "not-empty", 409
    title = _l("There is something here already.")
    hint = _l("Restore into an empty database and an empty data folder.")


class NoBackup(Refusal):
    """The file is no backup, or one of a newer release; facts: why."""

    code, status = "no-backup", 422
    title = _l("This file can't be restored.")
    hint = _l("Choose a file that `chancery backup` wrote with this release or an older one.")


def backup(store: Store, data: Path, file: Path, *, at: dt.datetime) -> dict[str, int]:
    """Write everything to `file`, while people work: the database as of one moment. How many rows and files."""
    part = file.with_name(file.name + ".part")
    counts = {"rows": 0, "files": 0}
    with part.open("wb") as raw, zstandard.ZstdCompressor().stream_writer(raw) as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
        _add(tar, ABOUT, orjson.dumps({"revision": schema.revision_of(store), "at": at.isoformat()}))
        for number, (table, rows) in enumerate(_dump(store)):
            _add(tar, f"rows/{table}/{number:08}.jsonl", b"\n".join(rows))
            counts["rows"] += len(rows)
        for path in _files(data):                  # after the rows: a file is kept before its row is committed
            tar.add(path, f"files/{path.relative_to(data)}")
            counts["files"] += 1
        _add(tar, END, orjson.dumps(counts))       # a cut file unpacks without an error up to where it was cut
    part.chmod(0o600)
    part.replace(file)
    return counts


def restore(store: Store, data: Path, file: Path) -> dict[str, int]:
    """Read everything back, all or nothing. Raises NotEmpty, NoBackup."""
    require_whole(file)
    require_empty(store, data)
    schema.upgrade(store)
    counts, later = {"rows": 0, "files": 0}, list[Later]()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with TemporaryDirectory(suffix=".part", dir=data) as unpacked, store.writing.begin() as connection:
        with _opened(file) as tar:
            for entry in tar:
                counts["rows"] += _restore_rows(connection, entry, tar.extractfile(entry), later) if entry.name.startswith("rows/") else 0
                counts["files"] += _unpack(tar, entry, Path(unpacked)) if entry.name.startswith("files/") else 0
        _refer_within(connection, later)
        _continue_numbers(connection)
        for found in sorted(Path(unpacked).iterdir()):             # last: what fails before leaves no file behind
            shutil.rmtree(data / found.name, ignore_errors=True)        # empty folders, as we have seen
            found.rename(data / found.name)
    return counts


def require_whole(file: Path) -> None:
    """Read the file to its end, before anything is made for it. Raises NoBackup: it is cut, of another kind, of a newer release."""
    with _opened(file) as tar:
        names, about, end = [], b"{}", b""
        for entry in tar:
            names.append(entry.name)
            if entry.name in (ABOUT, END):
                content = (tar.extractfile(entry) or io.BytesIO()).read()
                about, end = (content, end) if entry.name == ABOUT else (about, content)
        if not end or orjson.loads(end)["files"] != sum(name.startswith("files/") for name in names):
            raise NoBackup(why="it ends too early")
        revision = orjson.loads(about)["revision"]
        if revision is not None and not schema.is_known(revision):
            raise NoBackup(why=f"it is of a newer release: {revision}")


def require_empty(store: Store, data: Path) -> None:
    """Raises NotEmpty where there are rows or files already."""
    if _files(data):
        raise NotEmpty(what=str(data))
    with store.reading.connect() as connection:
        tables = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
        for name in sorted(tables & set(all_tables().tables)):
            if connection.execute(sa.select(sa.literal(1)).select_from(sa.table(name)).limit(1)).scalar():
                raise NotEmpty(what=name)


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    """Its entries, one after the other."""
    try:
        with file.open("rb") as raw, zstandard.ZstdDecompressor().stream_reader(raw) as packed, \
                tarfile.open(fileobj=packed, mode="r|") as tar:
            yield tar
    except (FileNotFoundError, tarfile.TarError, zstandard.ZstdError, ValueError, KeyError) as unreadable:
        raise NoBackup(why=str(unreadable)[:200]) from unreadable


def _dump(store: Store) -> Iterator[tuple[str, list[bytes]]]:
    with store.reading.connect() as connection:
        if not store.is_sqlite:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        for table in all_tables().sorted_tables:
            for rows in connection.execution_options(yield_per=AT_ONCE).execute(sa.select(table)).partitions():
                yield table.name, [orjson.dumps({str(name): _plain(value) for name, value in row._mapping.items()}) for row in rows]


def _plain(value: Any) -> Any:
    """JSON has no bytes and no decimals: each says what it is."""
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    return {"date": value.isoformat()} if isinstance(value, dt.date) else {"is": value}


def _meant(value: dict[str, Any]) -> Any:
    (kind, given), = value.items()
    return READERS[kind](given)


def _restore_rows(connection: sa.Connection, entry: tarfile.TarInfo, content: IO[bytes] | None, later: list[Later]) -> int:
    table = all_tables().tables[entry.name.split("/")[1]]
    rows = [{name: _meant(value) for name, value in orjson.loads(line).items()} for line in (content or io.BytesIO())]
    within = _columns_within(table)
    for row in rows:
        kept = {name: row[name] for name in within if row.get(name) is not None}
        if kept:
            later.append((table, [column == row[column.name] for column in table.primary_key], kept))
            row.update(dict.fromkeys(kept))
    connection.execute(sa.insert(table), rows)
    return len(rows)


def _columns_within(table: sa.Table) -> list[str]:
    """What refers to another row of the same table: a supplement's contract may come after it, in whatever order a database keeps rows."""
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


def _refer_within(connection: sa.Connection, later: list[Later]) -> None:
    for table, this_row, kept in later:
        connection.execute(sa.update(table).where(*this_row).values(kept))


def _unpack(tar: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> int:
    entry.name = entry.name.removeprefix("files/")
    tar.extract(entry, folder, filter="data")
    place = folder / entry.name
    place.chmod(0o600)
    for above in place.relative_to(folder).parents:                # tar makes folders on its way as the machine's mask says
        (folder / above).chmod(0o700)
    return 1


def _continue_numbers(connection: sa.Connection) -> None:
    """PostgreSQL's sequences do not see rows that bring their numbers along."""
    if connection.dialect.name != "postgresql":
        return
    for table in all_tables().sorted_tables:
        if table.autoincrement_column is not None:
            column = table.autoincrement_column.name
            connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column}'), "
                                       f"coalesce((SELECT max({column}) FROM {table.name}), 0) + 1, false)")


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


def _files(data: Path) -> list[Path]:
    """What is to be kept of the data folder; the SQLite database goes as rows."""
    return sorted(path for path in data.rglob("*") if path.is_file() and path.relative_to(data).parts[0] not in NOT_KEPT
                  and not path.name.startswith("chancery.db") and not path.name.endswith(".part"))
