"""A house as a first start finds it: all tables, no row; and the demo company, made once for this folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
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
def demo(tmp_path_factory: pytest.TempPathFactory, empty_sqlite: Path) -> Iterator[Demo]:
    from contracts.keeping.first_start import publish_first

    folder, said = tmp_path_factory.mktemp("demo"), []
    shutil.copyfile(empty_sqlite, folder / "chancery.db")
    store = open_store(f"sqlite:///{folder / 'chancery.db'}")
    without_durability(store)
    house = bare(store, folder / "data")
    publish_first(house, diagrams_in(folder / "bpmn"), said.append)
    yield Demo(house, make_demo(house, say=said.append), said)
    house.store.close()
