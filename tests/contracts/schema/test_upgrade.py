"""The tables' history: it ends at what the records say, on both databases."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from contracts import schema
from contracts.schema.tables import HOMES, all_tables
from engine.identity import new_id
from engine.store import Store, open_store
from tests import postgres_server

# What has to be there for an item of a contract's instance, in the order of its keys: column, and which of the two ids stands in it.
DECIDED = {"contract": {"id": "contract", "instance_id": "instance"}, "instance": {"id": "instance"}, "visit": {"instance_id": "instance"},
           "work_item": {"instance_id": "instance"}}


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A database without any table."""
    if request.param == "sqlite":
        store = open_store(f"sqlite:///{tmp_path / 'bare.db'}")
    else:
        server = request.getfixturevalue("postgres")
        store = open_store(postgres_server.create_database(server, f"bare_{request.getfixturevalue('worker_id')}"))
    yield store
    store.close()


def test_the_last_revision_has_the_tables_of_the_records(bare: Store) -> None:
    schema.upgrade(bare)
    with bare.reading.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, all_tables()) == []


def test_an_upgrade_twice_changes_nothing(bare: Store) -> None:
    assert schema.upgrade(bare) == (None, schema.newest())
    assert schema.upgrade(bare) == (schema.newest(), schema.newest())


def test_two_upgrades_at_once_both_end_well(bare: Store) -> None:
    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(lambda _: schema.upgrade(bare)[1], range(2)))
    assert ended == [schema.newest()] * 2


def test_a_database_of_another_release_is_refused(bare: Store) -> None:
    with pytest.raises(schema.OldDatabase):
        schema.require_newest(bare)
    schema.upgrade(bare)
    schema.require_newest(bare)


def test_every_module_with_rows_is_listed() -> None:
    root = Path(schema.__file__).parents[2]
    modules = [*root.glob("engine/**/*.py"), *root.glob("contracts/**/*.py")]
    with_rows = {path.relative_to(root).as_posix() for path in modules if "__tablename__" in path.read_text("utf-8")}
    assert with_rows == {home.replace(".", "/") + ".py" for home in HOMES}


def test_what_supplements_ask_is_taken_from_their_values(bare: Store) -> None:
    with bare.writing.begin() as connection:
        command.upgrade(schema._config(connection), "0017")
        old = sa.Table("contract", sa.MetaData(), autoload_with=connection)
        for relation, values in (("change", {"amount_change": "-20000.50"}), ("supplement", {}), ("", {"amount_change": "7.00"})):
            connection.execute(sa.insert(old).values({**_filled(old), "id": new_id().replace("-", ""), "relation": relation, "values": json.dumps(values)}))
    schema.upgrade(bare)
    with bare.reading.connect() as connection:
        found = connection.execute(sa.text("SELECT relation, amount_change FROM contract ORDER BY relation")).all()
    assert found == [("", 0), ("change", -2000050), ("supplement", 0)]


def test_who_decided_before_is_taken_from_the_items(bare: Store) -> None:
    keys = {name: new_id().replace("-", "") for name in ("contract", "instance")}
    with bare.writing.begin() as connection:
        command.upgrade(schema._config(connection), "0022")
        for name, given in DECIDED.items():
            old = sa.Table(name, sa.MetaData(), autoload_with=connection)
            known = {column: keys[key] for column, key in given.items()}
            connection.execute(sa.insert(old).values({**_filled(old), "done_by": "li", **known} if name == "work_item" else {**_filled(old), **known}))
    schema.upgrade(bare)
    with bare.reading.connect() as connection:
        assert connection.execute(sa.text("SELECT decided_by FROM contract")).scalars().all() == ["|li|"]


# by day the stage and state at its end; what was returned to review and signed again counts both times, what was cancelled not
OWN_DAYS = ((1, "review", "running"), (3, "sign", "running"), (4, "review", "running"), (6, "sign", "running"),
            (7, "perform", "running"), (9, "perform", "cancelled"))
BROUGHT_DAYS = ((1, "perform", "running"), (5, "archive", "running"), (6, "archive", "archived"))
HOURS = {("own", "draft", 0), ("own", "review", 96), ("own", "sign", 48), ("brought", "perform", None), ("brought", "archive", 24)}


def test_how_long_stages_took_is_taken_from_the_ledgers_days(bare: Store) -> None:
    with bare.writing.begin() as connection:
        command.upgrade(schema._config(connection), "0021")
        tables = {name: sa.Table(name, sa.MetaData(), autoload_with=connection) for name in ("contract", "contract_day")}
        for title, source, days in (("own", "template", OWN_DAYS), ("brought", "imported", BROUGHT_DAYS)):
            row = {**_filled(tables["contract"]), "id": new_id().replace("-", ""), "title": title, "source": source}
            connection.execute(sa.insert(tables["contract"]).values(row))
            connection.execute(sa.insert(tables["contract_day"]), list(_days(tables["contract_day"], row["id"], source, days)))
    schema.upgrade(bare)
    looked = "SELECT title, stage_time.stage, hours FROM stage_time JOIN contract ON contract.id = contract_id"
    with bare.reading.connect() as connection:
        found = connection.execute(sa.text(looked)).all()
    assert len(found) == len(HOURS) and {tuple(row) for row in found} == HOURS


def _days(table: sa.Table, key: str, source: str, days: tuple[tuple[int, str, str], ...]) -> Iterator[dict[str, Any]]:
    for (day, stage, status), until in zip(days, [*(one[0] for one in days[1:]), None], strict=True):
        at = dt.datetime(2026, 3, day, 9)
        yield {**_filled(table), "contract_id": key, "day": dt.date(2026, 3, day), "until": dt.date(2026, 3, until) if until else dt.date(9999, 12, 31),
               "stage": stage, "status": status, "source": source, "updated_at": at, "created_at": at}


def _filled(table: sa.Table) -> dict[str, Any]:
    """Something in every column that has to have it."""
    empty: dict[type, Any] = {int: 0, str: "", bytes: b"", bool: False, dt.datetime: dt.datetime(2026, 3, 2)}
    return {column.name: empty.get(column.type.python_type, "") for column in table.columns if not column.nullable}
