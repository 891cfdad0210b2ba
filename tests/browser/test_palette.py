"""The palette: one line that goes everywhere, by keys alone."""

from __future__ import annotations

from playwright.sync_api import expect


def test_two_chinese_characters_find_a_contract_and_enter_opens_it(quick, people, quick_way):
    contract = quick_way.submitted()
    page = people("zhang").signed_in().goes_to("/contracts")
    page.keyboard.press("Control+k")
    page.keyboard.type("电梯")
    expect(page.locator("[data-found] [role=option]").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/contracts/{contract.id}*")


def test_a_page_is_reached_by_a_part_of_its_name(people):
    page = people("zheng").signed_in().goes_to("/inbox")
    page.keyboard.press("/")
    page.keyboard.type("管理")
    page.keyboard.press("Enter")
    page.wait_for_url("**/administration/people")


def test_what_i_may_not_see_is_not_found(quick, people, quick_way):
    quick_way.submitted()
    page = people("qian").signed_in().goes_to("/inbox")
    page.keyboard.press("/")
    page.keyboard.type("电梯")
    expect(page.locator("[data-nothing]")).to_be_visible()
    expect(page.locator("[data-found] [role=option]")).to_have_count(0)


def test_arrows_choose_and_escape_closes(people):
    page = people("zheng").signed_in().goes_to("/inbox")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[data-palette] [aria-selected=true]")
    expect(page.locator("[data-palette] input")).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(page.locator("[data-palette]")).to_be_hidden()
