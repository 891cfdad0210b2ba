"""A house as a first start finds it: all tables, no row; and the demo company, made once for this folder."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest

import chancery
from contracts.demo.making import DemoMade, make_demo
from engine.desk import House
from engine.settings import read_settings
from engine.store import Store, open_store
from tests.conftest import without_durability
from tests.quick_pdf import QuickPdf
from tests.told_clock import ToldClock

ROOT = Path(__file__).resolve().parents[3]


def bare(store: Store, data: Path) -> House:
    """Everything joined, with nothing in it, on the evening of 24 November 2026."""
    settings = read_settings(ROOT / "config.toml", {})
    settings["house"]["data"] = str(data)
    house = chancery.join(settings, store, clock=ToldClock("2026-11-24T19:30"))
    house.parts["converter"] = QuickPdf()
    return house


def diagrams_in(folder: Path) -> Path:
    shutil.copytree(ROOT / "bpmn", folder, ignore=shutil.ignore_patterns(".edition"))
    return folder


@pytest.fixture
def bare_house(store: Store, tmp_path: Path) -> House:
    return bare(store, tmp_path / "data")


@pytest.fixture
def diagrams(tmp_path: Path) -> Path:
    return diagrams_in(tmp_path / "bpmn")


@dataclass
class Demo:
    """The house with thirty contracts, what the making said, and what it answered."""

    house: House
    made: DemoMade
    said: list[str] = field(default_factory=list)


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory, shared_folder: Path, empty_sqlite: Path) -> Iterator[Demo]:
    """A copy of its own of the session's; the first who asks makes it."""
    made, mine = shared_folder / "demo-company", tmp_path_factory.mktemp("demo")
    with (shared_folder / "demo-company.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made / "told.json").exists():
            _make(made, empty_sqlite)
    shutil.copytree(made, mine, dirs_exist_ok=True)
    house = _over(mine)
    told = json.loads((mine / "told.json").read_text("utf-8"))
    yield Demo(house, DemoMade(**told["made"]), told["said"])
    house.store.close()


def _make(folder: Path, empty_sqlite: Path) -> None:
    from contracts.keeping.first_start import publish_first

    said: list[str] = []
    folder.mkdir()
    shutil.copyfile(empty_sqlite, folder / "chancery.db")
    house = _over(folder)
    publish_first(house, diagrams_in(folder / "bpmn"), said.append)
    made = make_demo(house, say=said.append)
    house.store.close()
    (folder / "told.json").write_text(json.dumps({"made": asdict(made), "said": said}), "utf-8")


def _over(folder: Path) -> House:
    store = open_store(f"sqlite:///{folder / 'chancery.db'}")
    without_durability(store)
    return bare(store, folder / "data")
