"""What an administrator changes is what the next contract asks, and whom it goes to; nothing of it is code."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.contract_on_its_way import TITLE, TYPED
from tests.browser.screens.deciding import ItemPage
from tests.browser.screens.drafting import DraftPage
from tests.browser.screens.reading import ContractPage

SMALL = {**TYPED, "amount": "15000", "plan": [{"name": "全款", "condition": "验收后", "amount": "15000", "due_on": "2026-12-15"}]}


def adds_a_field(person):
    page = person.page
    page.goto("/administration/types/service")
    before = page.locator("input[name^='sections.'][name$='.key']").count()
    at = f"sections.{before + 1}"
    page.locator("button[value='add:sections']").click()
    page.locator(f"[name='{at}.title.zh']").fill("驻场")
    page.locator(f"[name='{at}.title.en']").fill("On site")
    page.locator(f"button[value='add:{at}.fields']").click()
    for name, text in (("label.zh", "驻场人数"), ("label.en", "People on site"), ("name", "people_on_site")):
        page.locator(f"[name='{at}.fields.1.{name}']").fill(text)
    page.locator(f"[name='{at}.fields.1.kind']").select_option("integer")
    page.locator(".type-form .admin-foot .btn-primary").click()
    expect(page.locator(".alert-success")).to_be_visible()


def adds_a_row(person):
    page = person.page
    page.goto("/administration/approval-rows")
    page.locator("button[value='add:0']").click()
    page.locator("[name='open.says']").fill("小额服务只由部门负责人批准")
    page.locator("[name='open.1.low']").fill("14,999")
    page.locator("[name='open.1.high']").fill("15,001")
    page.get_by_label("服务合同").first.check()
    page.get_by_label("部门负责人").check()
    page.locator("#reason").fill("小额服务简化审批")
    page.locator("button[value=publish]").click()
    expect(page.locator(".alert-success")).to_be_visible(timeout=60_000)


def test_the_next_contract_asks_the_new_field_and_goes_to_whom_the_new_row_says(quick, people):
    administrator = people("zheng").signed_in()
    adds_a_field(administrator)
    adds_a_row(administrator)
    draft = DraftPage.begun(people("chen").signed_in())
    contract = draft.page.url.rsplit("/", 2)[1]
    draft.fill({**SMALL, "people_on_site": "3"})
    draft.saved().submit()
    quick.work_off()
    ItemPage.asked(people("zhang").signed_in(), TITLE, "部门负责人审批").approve("同意。")
    quick.work_off()
    expect(ContractPage(people("chen"), contract).stage()).to_contain_text("签订")
