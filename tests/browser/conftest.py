"""A served house with the demo people, and a browser for each of them. Fails when a browser complained."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, expect

from engine.desk import House
from engine.store import Store, open_store
from tests.browser.chromium import chromium
from tests.browser.person import Person
from tests.browser.served import Served, serving
from tests.journey.conftest import app, ask, quick_way, tokens  # noqa: F401
from tests.journey.way import Ask, Way
from tests.quick_pdf import QuickPdf
from tests.told_clock import ToldClock

expect.set_options(timeout=15_000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A module's Chromium. Its loop runs in this thread: left open, whatever else needs one (sealing) would fail in later tests."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def served(chancery_house: House, clock: ToldClock) -> Iterator[Served]:
    """Everything, on SQLite, behind a port; documents are made by LibreOffice."""
    with serving(chancery_house, clock) as running:
        yield running


@pytest.fixture
def way(ask: Ask, served: Served) -> Way:  # noqa: F811
    """A contract that is not begun yet, for what a test is not about: over the API."""
    return Way(ask, served.work_off)


@pytest.fixture
def quick(served: Served) -> Served:
    """The same with a quick converter, for what is not about documents."""
    served.house.parts["converter"] = QuickPdf()
    return served


@pytest.fixture
def people(browser: Browser, served: Served) -> Iterator[Callable[..., Person]]:
    """`people("li")`: li at a browser of their own, the same one whenever asked again."""
    there: dict[tuple[str, tuple[int, int]], Person] = {}

    def found(login: str, **more: object) -> Person:
        key = (login, more.get("size", (0, 0)))
        if key not in there:
            there[key] = Person(browser, served, login, **more)     # type: ignore[arg-type,index]
        return there[key]                                           # type: ignore[index]

    yield found
    assert [fault for person in there.values() for fault in person.leaves()] == []


@pytest.fixture(scope="session")
def quick_store(empty_sqlite: Path) -> Callable[[Path], Store]:
    """Opens a SQLite file, an empty one where there is none, that need not outlive a power cut."""

    def open_at(path: Path) -> Store:
        if not path.exists():
            shutil.copyfile(empty_sqlite, path)
        store = open_store(f"sqlite:///{path}")
        for doors in (store.writing, store.reading):
            sa.event.listen(doors, "connect", _without_durability)
        return store

    return open_at


def _without_durability(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")
