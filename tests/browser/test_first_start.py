"""The first minute of a house without people: the printed code makes the first administrator, who is signed in at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

import chancery
from contracts.people.first_administrator import new_first_code
from engine.desk import SYSTEM, at_desk
from engine.settings import read_settings
from tests.browser.looking import hard_to_use, too_wide, untranslated
from tests.browser.person import DESK, PHONE, Person
from tests.browser.served import serving
from tests.whole_house import ROOT


@pytest.fixture
def empty(store, clock, tmp_path):
    """A house in which nobody works yet, behind a port."""
    settings = read_settings(ROOT / "config.toml", {})
    settings["house"]["data"] = str(tmp_path / "data")
    with serving(chancery.join(settings, store, clock=clock), clock) as running:
        yield running


def test_the_printed_code_makes_the_first_administrator(browser, empty):
    with at_desk(empty.house, SYSTEM) as desk:
        code = new_first_code(desk)
    person = Person(browser, empty, "")
    page = person.goes_to("/inbox")
    for name, value in {"code": code, "login": "meng", "name": "孟川", "password": "a-long-enough-password"}.items():
        page.locator(f"#{name}").fill(value)
    page.locator("main button.btn-primary").click()
    expect(page.locator(".side")).to_contain_text("孟川")
    expect(page.locator(".side")).to_contain_text("管理")
    assert person.leaves() == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_first_page_is_fit_for_people(browser, empty, language, size):
    person = Person(browser, empty, "", size=size, language=language)
    page = person.page
    page.goto("/first")
    page.locator("main button.btn-primary").click()
    assert too_wide(page) + untranslated(page, language, "") + hard_to_use(page) == []
    assert person.leaves() == []
