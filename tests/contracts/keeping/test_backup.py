"""Everything in one file and back, also to the other database."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from contracts import schema
from contracts.keeping.backup import NoBackup, NotEmpty, backup, require_whole, restore
from contracts.records import Counter, Notice
from contracts.schema.tables import all_tables
from engine.desk import House, at_desk, reading_at
from engine.records import Edition, EditionFile
from engine.store import Store, open_store
from tests import postgres_server
from tests.contracts.at_stage import Travelling
from tests.people import actor
from tests.quick_pdf import QuickPdf

AT = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


@pytest.fixture
def filled(house: House, tmp_path: Path) -> Path:
    """A data folder and rows of every kind of column."""
    with at_desk(house, actor("chen")) as desk:
        edition = Edition(key="contract", number=1, digest="0" * 64, published_at=desk.now, published_by="chen", reason="首版")
        desk.session.add_all([edition, Counter(scope="SVC", last=7),
                              Notice(key="k", person="li", kind="asked", facts={"title": "合同"}, at=desk.now)])
        desk.session.flush()
        desk.session.add(EditionFile(edition_id=edition.id, path="a.bpmn", content=b"\x00\xff"))
    for place in ("vault/ab/abc", "keys/secret", "logs/web.log", "run/lock"):
        (tmp_path / "data" / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / place).write_bytes(place.encode())
    return tmp_path / "data"


def rows_of(store: Store) -> list[object]:
    with store.reading.connect() as connection:
        return [tuple(row) for record in (Edition, EditionFile, Counter, Notice) for row in connection.execute(sa.select(record.__table__))]


def all_rows(store: Store, table: sa.Table) -> list[object]:
    with store.reading.connect() as connection:
        return sorted(map(repr, connection.execute(sa.select(table))))


def tables_and_files(store: Store, data: Path) -> tuple[list[str], list[Path]]:
    with store.reading.connect() as connection:
        tables = sa.inspect(connection).get_table_names()
    store.close()
    return tables, list(data.rglob("*"))


@pytest.mark.parametrize("other", ["sqlite", "postgresql"])
def test_what_was_backed_up_comes_back(store: Store, filled: Path, tmp_path: Path, other: str, request: pytest.FixtureRequest) -> None:
    backup(store, filled, tmp_path / "all.backup", at=AT)
    url = f"sqlite:///{tmp_path / 'fresh.db'}" if other == "sqlite" else postgres_server.create_database(request.getfixturevalue("postgres"), "restored")
    fresh = open_store(url)
    restore(fresh, tmp_path / "fresh", tmp_path / "all.backup")
    assert rows_of(fresh) == rows_of(store)
    assert (tmp_path / "fresh" / "vault/ab/abc").read_bytes() == b"vault/ab/abc"
    assert not (tmp_path / "fresh" / "logs").exists()
    fresh.close()


def test_a_backup_holds_every_table_of_a_house_at_work(chancery_house: House, tmp_path: Path) -> None:
    chancery_house.parts["converter"] = QuickPdf()
    Travelling.brought(chancery_house, "sealed")
    backup(chancery_house.store, tmp_path / "data", tmp_path / "all.backup", at=AT)
    fresh = open_store(f"sqlite:///{tmp_path / 'fresh.db'}")
    restore(fresh, tmp_path / "fresh", tmp_path / "all.backup")
    kept = {table.name: all_rows(chancery_house.store, table) for table in all_tables().sorted_tables}
    assert {table.name: all_rows(fresh, table) for table in all_tables().sorted_tables} == kept
    assert all(kept[name] for name in ("people_user", "membership", "role_grant", "contract", "instance", "work_item", "entry", "seal_use"))
    fresh.close()


def test_numbers_go_on_after_a_restore(store: Store, filled: Path, tmp_path: Path, postgres: str) -> None:
    backup(store, filled, tmp_path / "all.backup", at=AT)
    fresh = open_store(postgres_server.create_database(postgres, "restored"))
    restore(fresh, tmp_path / "fresh", tmp_path / "all.backup")
    house = House(fresh, directory=lambda desk: None, authority=None, clock=lambda: AT)     # type: ignore
    with at_desk(house, actor("chen")) as desk:
        desk.session.add(Notice(key="k2", person="li", kind="asked", facts={}, at=desk.now))
    with reading_at(house, actor("chen")) as desk:
        assert desk.session.scalars(sa.select(Notice.id).order_by(Notice.id)).all() == [1, 2]
    fresh.close()


def test_nothing_is_restored_over_something(store: Store, filled: Path, tmp_path: Path) -> None:
    backup(store, filled, tmp_path / "all.backup", at=AT)
    with pytest.raises(NotEmpty):
        restore(store, tmp_path / "fresh", tmp_path / "all.backup")


@pytest.mark.parametrize("content", [b"", b"no backup", b"\x28\xb5\x2f\xfd broken", None])
def test_another_file_is_refused_and_nothing_is_left(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "file").write_bytes(content)
    fresh = open_store(f"sqlite:///{tmp_path / 'fresh.db'}")
    with pytest.raises(NoBackup):
        restore(fresh, tmp_path / "fresh", tmp_path / "file")
    assert tables_and_files(fresh, tmp_path / "fresh") == ([], [])


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_is_refused_and_nothing_is_left(store: Store, filled: Path, tmp_path: Path, part: float) -> None:
    backup(store, filled, tmp_path / "all.backup", at=AT)
    whole = (tmp_path / "all.backup").read_bytes()
    (tmp_path / "cut").write_bytes(whole[:int(len(whole) * part)])
    fresh = open_store(f"sqlite:///{tmp_path / 'fresh.db'}")
    with pytest.raises(NoBackup):
        restore(fresh, tmp_path / "fresh", tmp_path / "cut")
    assert tables_and_files(fresh, tmp_path / "fresh") == ([], [])


def test_a_backup_of_a_newer_release_is_refused(store: Store, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "revision_of", lambda store: "9999")
    backup(store, filled, tmp_path / "all.backup", at=AT)
    with pytest.raises(NoBackup) as refused:
        require_whole(tmp_path / "all.backup")
    assert "9999" in refused.value.facts["why"]


def test_nothing_is_restored_among_other_files(store: Store, filled: Path, tmp_path: Path) -> None:
    backup(store, filled, tmp_path / "all.backup", at=AT)
    fresh = open_store(f"sqlite:///{tmp_path / 'fresh.db'}")
    with pytest.raises(NotEmpty):
        restore(fresh, filled, tmp_path / "all.backup")
    assert tables_and_files(fresh, tmp_path / "fresh") == ([], [])


def test_what_was_ours_alone_is_so_again(store: Store, filled: Path, tmp_path: Path) -> None:
    backup(store, filled, tmp_path / "all.backup", at=AT)
    fresh = open_store(f"sqlite:///{tmp_path / 'fresh.db'}")
    restore(fresh, tmp_path / "fresh", tmp_path / "all.backup")
    modes = {str(path.relative_to(tmp_path / "fresh")): path.stat().st_mode & 0o777 for path in (tmp_path / "fresh").rglob("*")}
    assert modes == {"keys": 0o700, "keys/secret": 0o600, "vault": 0o700, "vault/ab": 0o700, "vault/ab/abc": 0o600}
    fresh.close()
