"""Every page, in both languages, on the desk and on the phone: nothing complains, nothing is too wide, half translated or hard to use."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from contracts.demo.company import EMPLOYEES
from tests.browser.looking import hard_to_use, too_wide, untranslated
from tests.browser.person import DESK, PHONE, Person
from tests.browser.places import ELSEWHERE, NO_PAGES, PLACES, Place
from tests.browser.served import Served, serving
from tests.browser.small_demo import Demo, shared_demo
from tests.contracts.importing.spreadsheet import ROW
from web.app import create_app

AXED = {("zh_CN", DESK), ("en", PHONE)}         # axe takes longer than all else; what it looks at is the same in both languages


@pytest.fixture(scope="session")
def demo(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory, quick_store) -> Demo:
    return shared_demo(shared_folder, tmp_path_factory.mktemp("demo") / "copy", quick_store)


@pytest.fixture(scope="module")
def served_demo(demo: Demo) -> Iterator[Served]:
    with serving(demo.house, demo.clock) as running:
        yield running
    demo.house.store.close()


@pytest.fixture(scope="module")
def data(demo: Demo, served_demo: Served) -> str:
    """Everything Chinese that people or diagrams wrote, or will import, in one string."""
    of_people = [*(one.title for one in EMPLOYEES), *map(str, ROW.values())]
    return written(Path(demo.house.settings["house"]["data"]).parent / "chancery.db") + "\n".join(of_people)


def written(database: Path) -> str:
    """Every text of every table, but the labels of forms, which have their English."""
    found = []
    with sqlite3.connect(database) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            but = " WHERE path NOT LIKE '%.form.json'" if table == "edition_file" else ""
            for row in connection.execute(f'SELECT * FROM "{table}"{but}'):
                found += [cell.decode("utf-8", "ignore") if isinstance(cell, bytes) else cell for cell in row if isinstance(cell, bytes | str)]
    connection.close()
    return re.sub(r"\\u([0-9a-f]{4})", lambda sign: chr(int(sign[1], 16)), "\n".join(found))


@pytest.fixture(scope="module")
def visitors(browser: Browser, served_demo: Served) -> Iterator[dict[tuple[str, str], Person]]:
    there: dict[tuple[str, str], Person] = {}
    yield there
    for person in there.values():
        person.leaves()


def visitor(there, browser, served, login, language) -> Person:
    """This person with a browser in this language, the same one for all pages."""
    if (login, language) not in there:
        person = Person(browser, served, login, language=language)
        there[login, language] = person.signed_in() if login else person
    there[login, language].faults.clear()
    return there[login, language]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_page_is_fit_for_people(place: Place, language, browser, demo, served_demo, visitors, data):
    login, path = place.at(demo)
    person = visitor(visitors, browser, served_demo, login, language)
    wrong = []
    for size in (DESK, PHONE):
        person.page.set_viewport_size({"width": size[0], "height": size[1]})
        if size == DESK:
            person.opens(path)
            place.then(person.page)
            wrong += untranslated(person.page, language, data)
        found = too_wide(person.page) + (hard_to_use(person.page) if (language, size) in AXED else [])
        wrong += [f"{size[0]}: {fault}" for fault in found]
    wrong += [*person.faults, *person.stopped()]
    assert not wrong, "\n".join(wrong)


def test_every_page_has_a_row(served_demo):
    pages = {rule.endpoint for rule in create_app(served_demo.house).url_map.iter_rules()
             if "GET" in (rule.methods or ()) and not re.match("/api/", rule.rule)}
    assert pages - {place.endpoint for place in PLACES} - NO_PAGES - ELSEWHERE == set()
