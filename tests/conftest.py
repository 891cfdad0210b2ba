"""The fixtures of every test: a database, a told clock, the people, a House of the engine alone and one of everything.

`store` is SQLite; with `--databases sqlite,postgresql` tests of engine and contracts run on both, and tests
marked `both` always do. PostgreSQL is started once a session, by the first test that needs it.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from contracts.schema.tables import all_tables
from engine.desk import House
from engine.store import Store, open_store
from tests import postgres_server
from tests.kept import Kept, known_to_stand_at, rows_of
from tests.people import People, Rules
from tests.told_clock import ToldClock

ON_BOTH = ("engine", "contracts")
_emptied = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--databases", default="sqlite", help="of engine and contracts: sqlite, postgresql or both with a comma")
    parser.addoption("--every-commit", action="store_true", help="kill a process before each commit of a journey (many minutes)")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "store" not in metafunc.fixturenames:
        return
    place = metafunc.definition.path.relative_to(Path(__file__).parent).parts[0]
    asked = metafunc.config.getoption("--databases").split(",") if place in ON_BOTH else ["sqlite"]
    if metafunc.definition.get_closest_marker("both"):
        asked = ["sqlite", "postgresql"]
    if asked != ["sqlite"]:
        metafunc.parametrize("store", asked, indirect=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    factory = getattr(session.config, "_tmp_path_factory", None)
    if factory is not None and not hasattr(session.config, "workerinput"):
        postgres_server.stop_shared_server(factory.getbasetemp())


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One folder for all workers of this session."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    return getattr(request.config, "workerinput", {}).get("workerid", "master")


@pytest.fixture(scope="session")
def postgres(shared_folder: Path) -> str:
    """The URL of the session's PostgreSQL, without a database's name; see `postgres_server.create_database`."""
    return postgres_server.shared_server(shared_folder)


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no row, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    store = open_store(f"sqlite:///{path}")
    all_tables().create_all(store.writing)
    store.close()
    return path


@dataclass(frozen=True)
class Emptied:
    """A worker's database with the state in which a test finds it; opened once, for what SQLAlchemy compiled is kept with it."""

    store: Store
    empty: Kept

    def of_one_test(self) -> Store:
        """What the test listens to at its doors ends with it."""
        return Store(self.store.writing.execution_options(), self.store.reading.execution_options())


@pytest.fixture(scope="session")
def one_sqlite(tmp_path_factory: pytest.TempPathFactory, empty_sqlite: Path) -> Iterator[Emptied]:
    path = tmp_path_factory.mktemp("sqlite") / "chancery.db"
    shutil.copyfile(empty_sqlite, path)
    store = open_store(f"sqlite:///{path}")
    without_durability(store)
    yield Emptied(store, Kept(rows_of(store)))
    store.close()


@pytest.fixture(scope="session")
def one_postgres(postgres: str, worker_id: str) -> Iterator[Emptied]:
    store = open_store(postgres_server.create_database(postgres, f"tests_{worker_id}"))
    all_tables().create_all(store.writing)
    yield Emptied(store, Kept(rows_of(store)))
    store.close()


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty database with all tables."""
    is_postgres = getattr(request, "param", "sqlite") == "postgresql"
    opened: Emptied = request.getfixturevalue("one_postgres" if is_postgres else "one_sqlite")
    if not is_postgres:
        opened.empty.rows.put_back(opened.store, opened.empty.rows)
    with known_to_stand_at(opened.of_one_test(), opened.empty) as store:
        yield store
    opened.store.close()                    # a connection that a test left inside a transaction would block the next line
    if is_postgres:
        empty(opened.store)


def without_durability(store: Store) -> None:
    """No fsync on SQLite: what a test writes need not outlive the machine."""
    for doors in (store.writing, store.reading):
        sa.event.listen(doors, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
    store.close()


def empty(store: Store) -> None:
    """Remove every row and start the numbers anew (PostgreSQL): only where there is something.

    TRUNCATE makes new files for each table and each index of it, whatever is in them: a hundred times the work of all this.
    """
    tables = all_tables().sorted_tables
    look = " UNION ALL ".join(f'SELECT {place} WHERE EXISTS (SELECT 1 FROM "{table.name}")' for place, table in enumerate(tables))
    with store.writing.begin() as connection:
        for place in sorted(connection.exec_driver_sql(look).scalars(), reverse=True):
            connection.execute(sa.delete(tables[place]))
        connection.exec_driver_sql("SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences "
                                   "WHERE last_value IS NOT NULL")
    if next(_emptied) % 50 == 0:            # nobody else vacuums here
        with store.writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")


@pytest.fixture
def clock() -> ToldClock:
    """Monday 2 March 2026, nine in the morning in Shanghai, until told otherwise."""
    return ToldClock()


@pytest.fixture
def people() -> People:
    """The demo company in memory: a Directory that a test may change."""
    return People()


@pytest.fixture
def rules() -> Rules:
    """An Authority that allows everything but what a test forbids."""
    return Rules()


@pytest.fixture
def house(store: Store, clock: ToldClock, people: People, rules: Rules) -> House:
    """The engine alone: no contracts, no web, no queue; put subjects and services into it as the test needs."""
    return House(store, directory=lambda desk: people, authority=rules, subjects={}, services={}, clock=clock, settings={}, parts={})


@pytest.fixture
def chancery_house(store: Store, clock: ToldClock, tmp_path: Path) -> House:
    """Everything joined as `chancery up` joins it, with the demo people and the editions of bpmn/, on an empty ledger."""
    from tests.whole_house import whole_house

    return whole_house(store, clock, tmp_path / "data")
