"""A served house with the demo people, and a browser for each of them. Fails when a browser complained."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from engine.desk import House
from tests.browser.chromium import chromium
from tests.browser.person import Person
from tests.browser.served import Served, serving
from tests.journey.conftest import app, ask, quick_way, tokens, way  # noqa: F401
from tests.quick_pdf import QuickPdf
from tests.told_clock import ToldClock

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def served(chancery_house: House, clock: ToldClock) -> Iterator[Served]:
    """Everything, on SQLite, behind a port; documents are made by LibreOffice."""
    with serving(chancery_house, clock) as running:
        yield running


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
