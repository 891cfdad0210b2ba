"""Ask a house and undo what came of it: every transaction of a request becomes a savepoint of one that is rolled back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from flask import Flask

from engine.desk import House
from engine.store import Store

WRITES = re.compile(r"\s*(WITH\b.*?\b)?(INSERT|UPDATE|DELETE)\b", re.IGNORECASE | re.DOTALL)


class Undone:
    """What the house did meanwhile: `written` are the statements that changed rows."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.written: list[str] = []

    def hear(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if WRITES.match(statement):
            self.written.append(statement)


@contextmanager
def undone(app: Flask) -> Iterator[Undone]:
    """Both doors of the house lead to one connection, whose transaction comes to nothing."""
    house: House = app.extensions["chancery"]
    with house.store.writing.connect() as connection, connection.begin() as whole:
        connection.begin_nested()
        seen = Undone(connection)
        sa.event.listen(connection, "before_cursor_execute", seen.hear)
        app.extensions["chancery"] = replace(house, store=Store(connection, connection))      # type: ignore[arg-type]
        try:
            yield seen
        finally:
            app.extensions["chancery"] = house
            whole.rollback()
