"""Drafting in a browser: what follows from the values is shown at once, what is wrong beside its field, and nothing typed is lost."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.contract_on_its_way import TYPED
from tests.browser.person import Person
from tests.browser.screens.drafting import DraftPage
from tests.browser.screens.reading import ContractPage
from tests.contracts.paper_files import pdf_with


def begun(people):
    return DraftPage.begun(people("chen").signed_in())


def test_the_amount_in_capitals_and_the_tax_split_are_shown_while_typing(quick, people):
    page = begun(people)
    page.fill({"amount": "1200000", "tax_rate": "0.06"})
    expect(page.derived("capitals")).to_have_text("壹佰贰拾万元整")
    expect(page.derived("net")).to_have_text("1,132,075.47")
    expect(page.derived("tax")).to_have_text("67,924.53")


def test_the_rows_of_the_plan_add_up_or_say_what_is_left(quick, people):
    page = begun(people)
    page.fill({"amount": "1200000", "plan": [{"name": "预付款", "condition": "签订后", "amount": "400000", "due_on": "2026-04-01"}]})
    expect(page.derived("plan_rest")).to_have_text("800,000.00")
    expect(page.findings("plan")).to_have_text(["付款计划合计与含税总价不一致。"])
    page.page.locator("[data-add-row]").click()
    added = page.page.locator("[data-rows=plan] tbody [data-row]").nth(1)
    expect(added.locator("[data-cell=amount]")).to_have_value("800,000.00")
    for cell, value in {"name": "尾款", "condition": "验收后", "due_on": "2026-12-15"}.items():
        added.locator(f"[data-cell={cell}]").fill(value)
    expect(page.derived("plan_total")).to_have_text("1,200,000.00")
    expect(page.findings("plan")).to_have_count(0)


def test_what_a_payment_is_is_chosen_in_its_row_and_kept(quick, people):
    page = begun(people)
    rows = [{"name": "进度款", "condition": "验收后", "amount": "95000", "due_on": "2026-04-01"},
            {"name": "尾款", "kind": "retention", "condition": "质保期满", "amount": "5000", "due_on": "2027-04-01"}]
    page.fill({"amount": "100000", "plan": rows})
    page.saved()
    page.page.reload()
    kinds = page.page.locator("[data-rows=plan] tbody [data-cell=kind]")
    expect(kinds.nth(0)).to_have_value("")
    expect(kinds.nth(1)).to_have_value("retention")
    expect(kinds.nth(1).locator("option:checked")).to_have_text("质保金")


def test_a_credit_code_with_a_wrong_character_is_said_beside_its_field(quick, people):
    page = begun(people)
    page.fill({"counterparty_code": "91110108MA01K2H78X"})
    expect(page.findings("counterparty_code")).to_contain_text("校验")
    expect(page.input("counterparty_code")).to_have_attribute("aria-invalid", "true")
    page.fill({"counterparty_code": "91110108ma01k2h78y"})
    expect(page.findings("counterparty_code")).to_have_count(0)


def test_the_document_beside_the_form_follows_what_is_typed(quick, people):
    page = begun(people)
    page.fill({"title": "电梯维护保养服务合同", "amount": "300000"})
    expect(page.document).to_contain_text("电梯维护保养服务合同")
    expect(page.document).to_contain_text("叁拾万元整")


def test_a_clause_leaves_the_document_with_its_tick_and_stays_away(quick, people):
    page = DraftPage.begun(people("chen").signed_in(), "CON")
    expect(page.document).to_contain_text("农民工工资的保障")
    page.input("wage_account").uncheck()
    expect(page.document).not_to_contain_text("农民工工资的保障")
    expect(page.findings("wage_account")).to_contain_text("国务院令第724号")
    page.saved().page.reload()
    expect(page.input("wage_account")).not_to_be_checked()
    expect(page.input("insured")).to_be_checked()


def test_the_goods_of_a_purchase_add_up_to_its_price(quick, people):
    page = DraftPage.begun(people("qian").signed_in(), "PUR")
    page.fill({"amount": "336000"})
    goods = page.page.locator("[data-rows=goods]")
    for cell, value in {"name": "精密空调", "model": "CRV-060", "unit": "台", "quantity": "2", "price": "168000", "amount": "335000"}.items():
        goods.locator(f"[data-cell={cell}]").fill(value)
    expect(page.findings("goods")).to_have_text(["有一行的数量乘以单价不等于金额。", "货物清单合计与含税总价不一致。"])
    goods.locator("[data-cell=amount]").fill("336000")
    expect(page.findings("goods")).to_have_count(0)
    expect(page.document).to_contain_text("精密空调")


def test_a_list_of_goods_fits_a_phone(quick, people):
    page = DraftPage.begun(people("qian").signed_in(), "PUR").page
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("[data-rows=goods] [data-cell=amount]").scroll_into_view_if_needed()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_draft_that_was_left_is_found_again_as_it_was(quick, people):
    page = begun(people)
    page.fill({"title": "消防设施维护合同", "amount": "86000"})
    page.saved()
    people("chen").goes_to("/inbox").locator("#decision [data-key=a]").click()
    page.page.wait_for_url("**/draft")
    expect(page.input("amount")).to_have_value("86000.00")


def test_what_was_typed_while_the_session_ran_out_is_there_after_signing_in(quick, people):
    page = begun(people)
    quick.clock.advance("PT31M")
    page.fill({"title": "空调维护合同"})
    expect(page.page.locator(".drafting [data-trouble]")).to_be_visible()
    address = page.page.url
    people("chen").goes_to("/inbox")
    people("chen").goes_to(address)
    expect(page.input("title")).to_have_value("空调维护合同")
    page.saved()


def test_of_two_windows_the_older_one_is_told_and_overwrites_nothing(browser, quick, people):
    page = begun(people)
    other = Person(browser, quick, "chen").signed_in()
    other.goes_to(page.page.url)
    older = DraftPage(other)
    page.fill({"title": "先保存的名称"})
    page.saved()
    older.fill({"title": "后来的名称"})
    expect(other.page.locator("[data-trouble-title]")).to_have_text("您已在另一窗口保存了此草稿。")
    expect(older.foot.locator("[data-state]")).to_have_text("未保存")
    other.goes_to(page.page.url)
    expect(older.input("title")).to_have_value("先保存的名称")
    assert other.leaves() == []


def test_a_draft_with_faults_is_not_submitted_and_says_what_is_wrong(quick, people):
    page = begun(people)
    page.fill({**TYPED, "ends_on": "2026-01-01"})
    page.saved()
    page.foot.locator("[data-submit-button]").click()
    expect(page.page.locator("[data-refused]")).to_be_visible()
    expect(page.findings("ends_on")).to_have_text(["结束日期早于开始日期。"])


def test_a_second_click_on_submit_submits_nothing_twice(quick, people):
    page = begun(people)
    page.fill(TYPED)
    contract = page.saved().page.url.rsplit("/", 2)[1]
    page.foot.locator("[data-submit-button]").dblclick()
    expect(page.page.locator("article.contract")).to_be_visible()
    approvals = ContractPage(people("chen"), contract, "approvals")
    expect(approvals.body.locator(".said-list > li")).to_have_count(1)


def test_a_file_that_is_no_paper_is_refused_in_words_and_another_can_be_removed(quick, people):
    page = begun(people)
    page.page.locator("#paper-file").set_input_files({"name": "病毒.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"})
    expect(page.page.locator("[data-paper-trouble]")).not_to_be_empty()
    page.attach("报价单.pdf", pdf_with("报价单"))
    expect(page.page.locator("[data-paper-trouble]")).to_be_empty()
    page.page.locator("[data-remove-paper]").click()
    expect(page.page.locator("#papers")).not_to_contain_text("报价单.pdf")
