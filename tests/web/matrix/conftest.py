"""One world for all rows, on each database; filled once a worker."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.schema.tables import all_tables
from engine.store import Store, open_store
from tests import postgres_server
from tests.conftest import without_durability
from tests.told_clock import ToldClock
from tests.web.matrix.world import World, filled
from tests.whole_house import whole_house


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, empty_sqlite: Path, worker_id: str) -> Iterator[World]:
    """Who asks it leaves it as it was; see `undone`."""
    folder = tmp_path_factory.mktemp("matrix")
    if request.param == "sqlite":
        shutil.copyfile(empty_sqlite, folder / "chancery.db")
        store = open_store(f"sqlite:///{folder / 'chancery.db'}")
        without_durability(store)
    else:
        store = _postgres(request.getfixturevalue("postgres"), worker_id)
    yield filled(whole_house(store, ToldClock(), folder / "data"))
    store.close()


def _postgres(server: str, worker_id: str) -> Store:
    store = open_store(postgres_server.create_database(server, f"matrix_{worker_id}"))
    all_tables().create_all(store.writing)
    return store
