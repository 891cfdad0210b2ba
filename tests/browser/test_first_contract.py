"""From the login page to a submitted contract, as somebody who was never here: counted in clicks and in fields."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from contracts.counterparties.directory import add_counterparty
from contracts.counterparties.wishes import Contact, Wish
from engine.desk import at_desk
from tests.contracts.at_stage import TYPED
from tests.people import actor

MOST_CLICKS, MOST_FIELDS = 6, 11
KNOWN = Wish(TYPED["counterparty"], "91110108MA01K2H78Y", representative="马恒立", address="北京市海淀区学清路 9 号", bank="中国工商银行北京分行",
             account="62010119", contacts=(Contact("田雨", "经理", "010-88001237"),))
FIELDS = ("amount", "starts_on", "ends_on", "service_place", "service_content", "service_standard")


@dataclass
class Hands:
    """Clicks where one clicks, types where one types, and counts."""

    page: Page
    clicks: int = 0
    fields: int = 0

    def click(self, at: Locator) -> None:
        at.click()
        self.clicks += 1

    def type(self, at: Locator, text: str) -> None:
        at.fill(text)
        self.fields += 1


def begun(page: Page) -> Hands:
    """Signed in, and the form of a service contract open."""
    hands = Hands(page)
    page.goto("/")
    hands.click(page.locator(".demo-people form:has(input[value=chen]) button"))
    hands.click(page.locator(".side-place[href$='/contracts']"))
    hands.click(page.locator("header.top .btn-primary"))
    hands.click(page.locator(".drafting-card", has_text="SVC").locator("button"))
    return hands


def filled(hands: Hands) -> None:
    """What nobody can know but who drafts; the rest is there already."""
    page = hands.page
    hands.type(page.locator("#field-title"), TYPED["title"])
    hands.type(page.locator("#field-counterparty"), "恒立")
    hands.click(page.locator("[role=option]", has_text="恒立达").first)
    for name in FIELDS:
        hands.type(page.locator(f"#field-{name}"), TYPED[name])
    row = page.locator("[data-rows=plan] tbody [data-row]").first
    for cell, text in {"name": "全款", "condition": "验收后", "due_on": "2026-12-15"}.items():
        hands.type(row.locator(f"[data-cell={cell}]"), text)


def test_a_newcomer_submits_a_contract_with_few_clicks_and_fields(quick, people):
    with at_desk(quick.house, actor("chen")) as desk:
        add_counterparty(desk, KNOWN)
    hands = begun(people("chen").page)
    filled(hands)
    hands.click(hands.page.locator("[data-submit-button]"))
    expect(hands.page.locator("article.contract")).to_contain_text("SVC-ENG-2026-0001", timeout=60_000)
    assert (hands.clicks <= MOST_CLICKS, hands.fields <= MOST_FIELDS) == (True, True), (hands.clicks, hands.fields)
