"""A database in memory, that can be taken out as bytes and put back in another interpreter."""

from __future__ import annotations

import sqlite3
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from engine import records
from engine.store import Record, Store


def memory_store(rows: bytes | None = None) -> Store:
    """A database with the engine's tables: an empty one, or the one that `rows_of` took out."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.deserialize(empty_rows() if rows is None else rows)
    doors = sa.create_engine("sqlite://", creator=lambda: connection, poolclass=sa.pool.StaticPool)

    @event.listens_for(doors, "begin")
    def start(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return Store(doors, doors)


def rows_of(store: Store) -> bytes:
    """The whole database as bytes; nothing may be open."""
    raw = store.writing.raw_connection()
    try:
        driver: Any = raw.driver_connection
        rows: bytes = driver.serialize()
        return rows
    finally:
        raw.close()


@cache
def empty_rows() -> bytes:
    """The engine's tables without a row; made once, for a database is opened for each test."""
    connection = sqlite3.connect(":memory:")
    doors = sa.create_engine("sqlite://", creator=lambda: connection, poolclass=sa.pool.StaticPool)
    ours = [mapper.local_table for mapper in Record.registry.mappers if mapper.class_.__module__ == records.__name__]
    Record.metadata.create_all(doors, tables=[table for table in ours if isinstance(table, sa.Table)])
    rows: bytes = connection.serialize()
    doors.dispose()
    return rows
