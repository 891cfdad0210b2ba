"""One way through every list: j and k choose a row, Enter or o opens it; `?` says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from contracts.templates.stocking import stock_library
from engine.desk import SYSTEM, at_desk
from tests.browser.test_lists import submitted
from tests.contracts.counterparties.keeping import added

LISTS = {"contracts": "/contracts/*", "counterparties": "/counterparties/*", "templates": "/templates/*", "administration/people": "/administration/people/*",
         "administration/types": "/administration/types/*"}


@pytest.fixture
def filled(quick, quick_way):
    with at_desk(quick.house, SYSTEM) as desk:
        stock_library(desk)
    added(quick.house)
    submitted(quick_way, "甲合同", "乙合同")


@pytest.mark.parametrize("where, there", LISTS.items(), ids=LISTS)
def test_the_keys_go_through_the_list_and_open_the_chosen_row(filled, people, where, there):
    page = people("zheng").signed_in().goes_to(f"/{where}")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.href")
    page.keyboard.press("j"), page.keyboard.press("k")
    assert page.evaluate("document.activeElement.href") == first
    page.keyboard.press("o")
    page.wait_for_url(f"**{there}")
    assert page.url == first


def test_enter_opens_what_the_keys_chose(filled, people):
    page = people("xu").signed_in().goes_to("/contracts")
    page.keyboard.press("j"), page.keyboard.press("j")
    second = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(second)


def test_letters_that_are_typed_choose_nothing(filled, people):
    page = people("xu").signed_in().goes_to("/contracts")
    page.keyboard.press("f")
    page.keyboard.type("jo")
    expect(page.locator("input.ledger-text")).to_have_value("jo")
    assert page.url.endswith("/contracts")


def test_the_sheet_of_keys_lists_every_one_of_them(people):
    page = people("xu").signed_in().goes_to("/contracts")
    page.keyboard.press("?")
    keys = set(page.locator("dialog[data-keys] kbd").all_inner_texts())
    assert {"j", "k", "Enter", "o", "f", "a", "r", "/", "K", "?", "Esc"} <= keys
    page.keyboard.press("Escape")
    expect(page.locator("dialog[data-keys]")).to_be_hidden()


def test_the_files_that_one_asked_for_are_reached_from_the_palette(people):
    page = people("xu").signed_in().goes_to("/inbox")
    page.keyboard.press("/")
    page.keyboard.type("导出")
    page.keyboard.press("Enter")
    page.wait_for_url("**/errands")
