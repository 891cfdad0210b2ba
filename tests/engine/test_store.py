"""The two doors of the database: no update is lost, nobody is told that it is locked, the reading one can't write."""

from __future__ import annotations

import sqlite3
import threading

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from engine.desk import SYSTEM, at_desk, reading_at
from engine.errors import Unavailable
from engine.records import Chain

TIMES = 40


def together(act):
    """Four threads, each so many times; what went wrong."""
    wrong = []

    def many():
        for _ in range(TIMES):
            try:
                act()
            except (DBAPIError, sqlite3.Error) as failed:
                wrong.append(failed)

    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.mark.both
def test_no_update_is_lost(house):
    with at_desk(house, SYSTEM) as desk:
        desk.session.add(Chain(name="count"))

    def count():
        with at_desk(house, SYSTEM) as desk:
            row = desk.session.get(Chain, "count", with_for_update=True)
            row.length += 1

    assert together(count) == []
    with reading_at(house, SYSTEM) as desk:
        assert desk.session.get(Chain, "count").length == 4 * TIMES


def test_the_drivers_own_mode_does_lose_them(tmp_path):
    path = tmp_path / "plain.db"
    with sqlite3.connect(path) as first:
        first.execute("PRAGMA journal_mode=WAL")
        first.execute("CREATE TABLE n (x)")
        first.execute("INSERT INTO n VALUES (0)")
    first.close()
    one, other = (sqlite3.connect(path, timeout=5) for _ in range(2))
    seen = [door.execute("SELECT x FROM n").fetchone()[0] for door in (one, other)]
    for door, value in zip((one, other), seen, strict=True):
        with door:
            door.execute("UPDATE n SET x = ?", (value + 1,))
    assert one.execute("SELECT x FROM n").fetchone() == (1,)
    one.close(), other.close()


@pytest.mark.both
def test_the_reading_door_cannot_write(house):
    with reading_at(house, SYSTEM) as desk, pytest.raises(DBAPIError):
        desk.session.execute(sa.insert(Chain).values(name="no", length=0, head=""))


@pytest.mark.both
def test_a_command_that_fails_changes_nothing_and_rings_for_nothing(house):
    rung = []
    house.wake = rung.append
    with pytest.raises(ZeroDivisionError), at_desk(house, SYSTEM) as desk:
        desk.session.add(Chain(name="half", length=0, head=""))
        raise ZeroDivisionError
    with reading_at(house, SYSTEM) as desk:
        assert desk.session.get(Chain, "half") is None and rung == []


def test_who_finds_the_file_locked_for_too_long_is_told_to_try_again_and_nothing_is_done(house):
    if not house.store.is_sqlite:
        pytest.skip("PostgreSQL waits, and locks no file")
    house.store.close()
    with house.store.writing.connect() as only:
        only.exec_driver_sql("PRAGMA busy_timeout=50")
    holder = sqlite3.connect(house.store.writing.url.database, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable), at_desk(house, SYSTEM) as desk:
        desk.session.add(Chain(name="late", length=0, head=""))
    with reading_at(house, SYSTEM) as desk:                     # who only reads is not held up
        assert desk.session.get(Chain, "late") is None
    holder.close()


@pytest.mark.both
def test_who_reads_sees_one_moment_whatever_is_written_meanwhile(house):
    with reading_at(house, SYSTEM) as desk:
        assert desk.session.scalar(sa.select(sa.func.count()).select_from(Chain)) == 0
        with at_desk(house, SYSTEM) as other:
            other.session.add(Chain(name="new"))
        assert desk.session.scalar(sa.select(sa.func.count()).select_from(Chain)) == 0
