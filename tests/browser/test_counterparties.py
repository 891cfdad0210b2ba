"""Counterparties in a browser: suggested while one types, and stopped where they are on the blacklist."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from contracts.counterparties.blacklisting import blacklist
from tests.browser.contract_on_its_way import TYPED
from tests.browser.person import PHONE
from tests.browser.screens.drafting import DraftPage
from tests.contracts.counterparties.keeping import CODE, HENG, NAME, added, at

WHY = "失信被执行人"


def begun(people, **more):
    return DraftPage.begun(people("chen", **more).signed_in())


def typed_into(page, name: str, text: str):
    """As somebody types, key by key; the list of suggestions."""
    page.input(name).click()
    page.page.keyboard.insert_text(text)
    return page.page.locator(f"#field-{name}-suggestions [role=option]")


def test_two_characters_suggest_and_the_keyboard_chooses(quick, people):
    added(quick.house)
    page = begun(people)
    options = typed_into(page, "counterparty", "恒立")
    expect(options).to_have_count(1)
    expect(options.first).to_contain_text(CODE)
    page.page.keyboard.press("ArrowDown")
    expect(page.input("counterparty")).to_have_attribute("aria-activedescendant", re.compile("suggestions-0"))
    page.page.keyboard.press("Enter")
    for name, value in {"counterparty": NAME, "counterparty_code": CODE, "counterparty_representative": HENG.representative,
                        "counterparty_contact": "田雨", "counterparty_account": HENG.account}.items():
        expect(page.input(name)).to_have_value(value)
    expect(options).to_have_count(1)
    expect(page.input("counterparty")).to_have_attribute("aria-expanded", "false")
    page.saved()


def test_a_finger_chooses_on_the_phone_and_the_code_suggests_too(quick, people):
    added(quick.house)
    page = begun(people, size=PHONE)
    typed_into(page, "counterparty_code", CODE[:5].lower()).first.tap()
    expect(page.input("counterparty")).to_have_value(NAME)
    expect(page.input("counterparty_code")).to_have_value(CODE)


def test_escape_closes_and_what_nobody_knows_is_said(quick, people):
    page = begun(people)
    note = typed_into(page, "counterparty", "从未听说")
    expect(note).to_contain_text("提交时将自动登记")
    page.page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(page.input("counterparty")).to_have_value("从未听说")


def test_a_contract_with_somebody_on_the_blacklist_is_not_submitted_and_says_why(quick, people):
    one = added(quick.house, name=TYPED["counterparty"], code=TYPED["counterparty_code"]).id
    with at(quick.house, "li") as desk:
        blacklist(desk, one, WHY)
    page = begun(people)
    page.fill(TYPED)
    page.saved()
    expect(page.findings("counterparty")).to_contain_text([WHY])
    page.foot.locator("[data-submit-button]").click()
    expect(page.page.locator("[data-refused]")).to_be_visible()
    expect(page.findings("counterparty")).to_contain_text([WHY])


def test_legal_puts_one_on_the_blacklist_on_its_page(quick, people):
    one = added(quick.house).id
    page = people("li").signed_in().goes_to(f"/counterparties/{one}")
    page.locator("#f-reason").fill(WHY)
    page.get_by_role("button", name="列入黑名单").click()
    expect(page.locator(".alert-danger")).to_contain_text(WHY)
    page.goto("/counterparties?state=blacklisted")
    expect(page.locator("tbody")).to_contain_text(NAME)
