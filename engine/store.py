"""The database: two doors to it, the base record, the column types."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# PostgreSQL's defaults are of spinning disks: it would read the wide rows of all contracts before it takes the ledger's own index.
PLANNED_FOR = ("random_page_cost = 1.1", "jit = off")


class Record(DeclarativeBase):
    """What every row of ours descends from; one metadata, one Alembic tree."""

    metadata = sa.MetaData(naming_convention=NAMING)


class UtcTime(sa.types.TypeDecorator[dt.datetime]):
    """An aware moment, stored in UTC to the microsecond; a naive one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        return None if value is None else value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Json(sa.types.TypeDecorator[Any]):
    """A JSON value as text, so that SQLite and PostgreSQL keep the same bytes."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else orjson.loads(value)


InstanceId = sa.Uuid(as_uuid=False)          # a UUIDv7 as its dashed string
BigKey = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def table_of(record: type[Record]) -> sa.Table:
    """The table of a record, for statements of many rows at once."""
    table = record.__table__
    assert isinstance(table, sa.Table)
    return table


@dataclass(frozen=True)
class Store:
    """One database with its two doors: `writing` begins immediately, `reading` can't write."""

    writing: Engine
    reading: Engine

    @property
    def is_sqlite(self) -> bool:
        return self.writing.dialect.name == "sqlite"

    def close(self) -> None:
        self.writing.dispose()
        self.reading.dispose()


def open_store(url: str) -> Store:
    """The database behind `url` (sqlite:///FILE or postgresql+psycopg://...).

    SQLite: BEGIN IMMEDIATE in one engine, query_only in the other. The default mode of the driver
    loses updates and a deferred BEGIN fails under load (tests/engine/test_store.py shows both).
    PostgreSQL: a reader has one picture for all that a page or an audit reads, as on SQLite (heads and links of a chain
    must be of one moment).
    """
    if not url.startswith("sqlite"):
        return Store(_postgres(url), _postgres(url, isolation_level="REPEATABLE READ", execution_options={"postgresql_readonly": True}))
    writing, reading = _sqlite(url, "BEGIN IMMEDIATE"), _sqlite(url, "BEGIN", query_only=True)
    with writing.connect() as connection:      # once: per connection it can fail with "database is locked"
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        connection.exec_driver_sql("BEGIN")
    return Store(writing, reading)


def _postgres(url: str, **more: Any) -> Engine:
    engine = sa.create_engine(url, pool_pre_ping=True, **more)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        for setting in PLANNED_FOR:
            connection.execute(f"SET {setting}")
        connection.commit()                    # house rule: the setting of a connection that nobody has yet

    return engine


def _sqlite(url: str, begin: str, *, query_only: bool = False) -> Engine:
    engine = sa.create_engine(url, connect_args={"timeout": 30, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("busy_timeout=30000", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        if query_only:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def start(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


__all__ = ["BigKey", "InstanceId", "Json", "Record", "Store", "UtcTime", "open_store", "table_of"]
