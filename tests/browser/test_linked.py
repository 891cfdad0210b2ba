"""Linked contracts in a browser: from the item that asks what follows to a filled draft; from a signed contract to a signed supplement."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import expect

from tests.browser.screens.deciding import ItemPage
from tests.browser.screens.drafting import DraftPage
from tests.browser.screens.reading import ContractPage
from tests.contracts.at_stage import TYPED, Travelling
from tests.contracts.linking.below import SAYS, Below


def signed(served):
    return apart(lambda: Travelling(served.house).countersigned())


def apart(act):
    """In a thread of its own: the browser's loop runs in this one, and sealing has a loop too."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(act).result()


def test_from_the_item_that_asks_what_follows_to_a_filled_draft(quick, people):
    signed(quick)
    quick.tell("2026-10-02T09:00")
    item = ItemPage.asked(people("chen").signed_in(), TYPED["title"], "届满处理")
    expect(item.part.locator(".step-row")).to_contain_text("12月31日")
    item.fill(answer="renew").press()
    item.page.wait_for_url("**/draft")
    draft = item.page
    expect(draft.locator("[name=counterparty]")).to_have_value(TYPED["counterparty"])
    expect(draft.locator("[name=starts_on]")).to_have_value("2027-01-01")
    expect(draft.locator("[name=amount]")).to_have_value("300000.00")


def test_what_is_wrong_with_the_answer_is_said_beside_its_field(quick, people):
    signed(quick)
    quick.tell("2026-10-02T09:00")
    item = ItemPage.asked(people("chen").signed_in(), TYPED["title"], "届满处理")
    item.fill(answer="renewed", renewed_by="SVC-0000").press()
    expect(item.wrong("renewed_by")).to_be_visible()


def test_from_a_signed_contract_to_a_signed_supplement_whose_effect_shows(quick, people):
    main, chen = signed(quick), people("chen").signed_in()
    page = ContractPage(chen, main.id)
    page.actions.locator("summary", has_text="发起关联合同").click()
    page.actions.locator("form:has(input[value=supplement]) button").click()
    chen.page.wait_for_url("**/draft")
    supplement = chen.page.url.rsplit("/", 2)[1]
    draft = DraftPage(chen)
    draft.fill({**SAYS, "amount_change": "50000"})
    draft.saved()
    expect(draft.document).to_contain_text("由人民币300,000.00元变更为人民币350,000.00元")
    draft.submit()
    quick.work_off()
    apart(lambda: finish(main, supplement))
    after = ContractPage(chen, main.id)
    expect(after.head).to_contain_text("350,000.00")
    expect(after.body.locator(".links-table")).to_contain_text("+50,000.00")


def finish(main, supplement):
    """Approved, sealed and signed by both, over the use cases."""
    made = Below.__new__(Below)
    made.house, made.id, made.typed = main.house, supplement, {}
    made.approved().sealed().countersigned()
