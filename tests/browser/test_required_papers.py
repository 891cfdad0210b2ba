"""Papers of a type in a browser: the archivist sees what is missing, the drafter uploads it, then the contract is filed with it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.screens.deciding import ItemPage
from tests.browser.test_linked import apart
from tests.contracts.archive.wanting import ACCEPTANCE, LOG, wanting
from tests.contracts.at_stage import TYPED, Travelling
from tests.contracts.paper_files import pdf_with

PAPER = {"name": "服务验收单（盖章）.pdf", "mimeType": "application/pdf", "buffer": pdf_with("验收合格")}


def settled(served):
    wanting(served.house, ACCEPTANCE, LOG)
    return apart(lambda: Travelling(served.house).countersigned().settled())


def upload(page, kind):
    form = page.locator(f".bringing-form:has(input[name=kind][value={kind}])")
    form.locator("input[type=file]").set_input_files(PAPER)
    expect(form.locator("[data-file-name]")).to_have_text(PAPER["name"])
    form.locator("button").click()


def test_nothing_is_filed_until_the_drafter_has_uploaded_what_the_type_wants(quick, people):
    contract = settled(quick)
    wu = ItemPage.asked(people("wu").signed_in(), TYPED["title"], "归档")
    expect(wu.part.locator(".step-required .is-missing")).to_contain_text("服务验收单")
    wu.fill(complete=True).press()
    expect(wu.refused()).to_contain_text("服务验收单")
    chen = people("chen").signed_in().goes_to(f"/contracts/{contract.id}?tab=papers")
    chen.get_by_role("link", name="上传资料").click()
    upload(chen, "acceptance")
    expect(chen.locator(".bringing-line.is-there")).to_contain_text(PAPER["name"])
    wu.page.goto(f"/work-items/{wu.item}")
    wu.fill(complete=True).press()
    wu.page.wait_for_url(re.compile("done="))
    apart(quick.work_off)
    chen.goto(f"/contracts/{contract.id}?tab=archive")
    expect(chen.locator(".step-required .is-there").last).to_contain_text("服务验收单")


def test_what_can_not_be_had_is_filed_with_the_reason_why(quick, people):
    contract = settled(quick)
    wu = ItemPage.asked(people("wu").signed_in(), TYPED["title"], "归档")
    wu.fill(complete=True, without="对方已注销。").press()
    wu.page.wait_for_url(re.compile("done="))
    apart(quick.work_off)
    page = people("chen").signed_in().goes_to(f"/contracts/{contract.id}?tab=archive")
    expect(page.locator(".step-required .is-waived")).to_contain_text("对方已注销。")


def test_a_paper_is_withdrawn_with_a_reason_and_is_missing_again(quick, people):
    contract = settled(quick)
    page = people("chen").signed_in().goes_to(f"/contracts/{contract.id}/required-papers")
    upload(page, "acceptance")
    page.locator(".bringing-paper summary").click()
    page.get_by_label("撤下的原因").fill("对方未盖章")
    page.get_by_role("button", name="撤下").click()
    expect(page.locator(".bringing-line.is-missing")).to_contain_text("服务验收单")
    page.goto(f"/contracts/{contract.id}?tab=history")
    expect(page.locator("main")).to_contain_text("对方未盖章")
