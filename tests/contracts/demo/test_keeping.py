"""The demo company's whole house in a file: into PostgreSQL, and from there back into SQLite, without a difference."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from contracts.keeping.backup import backup, restore
from contracts.people.sessions import open_session
from contracts.people.tokens import issue_token
from contracts.schema.tables import all_tables
from engine.desk import House, at_desk, reading_at
from engine.history import verify
from engine.projections import differences
from engine.store import Store, open_store
from tests import postgres_server
from tests.contracts.demo.conftest import Demo, bare
from tests.people import actor


def rows_of(store: Store) -> dict[str, list[str]]:
    with store.reading.connect() as connection:
        return {table.name: sorted(map(repr, connection.execute(sa.select(table)))) for table in all_tables().sorted_tables}


def moved(house: House, url: str, place: Path) -> House:
    """The house in a database of the other kind and a folder of its own."""
    place.mkdir()
    backup(house.store, Path(house.settings["house"]["data"]), place / "all.backup", at=house.clock())
    store = open_store(url)
    restore(store, place / "data", place / "all.backup")
    return bare(store, place / "data")


@pytest.fixture
def at_work(demo: Demo) -> House:
    """With somebody at the browser and a program with a token."""
    with at_desk(demo.house, actor("li")) as desk:
        open_session(desk, "li", "10.0.0.7")
        issue_token(desk, "回单导入")
    return demo.house


def test_a_house_at_work_moves_to_the_other_database_and_back(at_work: House, tmp_path: Path, postgres: str) -> None:
    there = moved(at_work, postgres_server.create_database(postgres, "moved"), tmp_path / "there")
    back = moved(there, f"sqlite:///{tmp_path / 'back.db'}", tmp_path / "back")
    kept = rows_of(at_work.store)
    assert rows_of(there.store) == kept
    assert rows_of(back.store) == kept
    assert all(kept[name] for name in ("people_user", "membership", "login_session", "api_token", "contract", "filing", "seal_use", "entry"))
    for house in (there, back):
        with reading_at(house, actor("zheng")) as desk:
            assert (verify(desk), list(differences(desk))) == ([], [])
        house.store.close()
