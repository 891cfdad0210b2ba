"""Texts that drafters bring along, in a browser: a changed clause reaches the lawyer, the counterparty's PDF is reviewed and sealed."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.contract_on_its_way import COLLEAGUES, TITLE, TYPED, seals
from tests.browser.screens.deciding import ItemPage
from tests.browser.screens.drafting import DraftPage
from tests.contracts.wording.papers import reworded, their_pdf

LINES = ("综合服务合同", "甲方：华信工程有限公司", f"乙方：{TYPED['counterparty']}", "合同总价为人民币1,200,000.00元（大写：壹佰贰拾万元整）。",
         "本合同采用背靠背付款方式。", "争议由甲方住所地人民法院管辖。", "甲方（盖章）：")


def file_of(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def approves(people, login: str) -> ItemPage:
    page = ItemPage.asked(people(login).signed_in(), TITLE, COLLEAGUES[login])
    page.approve("同意。")
    return page


def test_a_drafter_changes_the_wording_and_the_lawyer_sees_the_clause(quick, people):
    page = DraftPage.begun(people("chen").signed_in())
    page.fill(TYPED)
    page.saved()
    with page.page.expect_download() as given:
        page.page.locator(".drafting-document-bar a").click()
    changed = reworded(Path(given.value.path()).read_bytes(), ("不可抗力持续超过六十日", "不可抗力持续超过九十日"))
    page.page.locator("#wording-file").set_input_files(file_of("自拟.docx", changed))
    page.page.locator(".drafting-wording button").click()
    expect(page.page.locator(".drafting-deviations summary")).to_contain_text("1")
    DraftPage(people("chen")).submit()
    quick.work_off()
    approves(people, "zhang")
    lawyer = ItemPage.asked(people("li").signed_in(), TITLE, COLLEAGUES["li"])
    expect(lawyer.part.locator(".deviation-clause")).to_have_text(["不可抗力"])
    expect(lawyer.part.locator(".deviation-words del")).to_have_text(["六"])
    expect(lawyer.part.locator(".deviation-words ins")).to_have_text(["九"])


def test_a_warning_is_counted_at_the_foot_and_leads_to_its_place(quick, people):
    page = DraftPage.begun(people("chen").signed_in())
    page.fill({**TYPED, "special_terms": "本合同采用背靠背付款方式。"})
    page.saved()
    expect(page.foot.locator("[data-count]")).to_have_text("1 处提醒")
    page.foot.locator("[data-found] summary").click()
    expect(page.foot.locator("[data-found-list] li")).to_contain_text("国务院令第802号")
    page.fill({"title": ""})
    expect(page.foot.locator("[data-found-list] a")).to_contain_text(["合同名称"])


def begun_from_paper(chen) -> DraftPage:
    """From the page for new contracts, with the facts typed beside the paper."""
    chen.goes_to("/contracts/new")
    card = chen.page.locator("[data-theirs]")
    card.locator("select").select_option("service")
    card.locator("input[type=file]").set_input_files(file_of("对方合同.pdf", their_pdf(*LINES)))
    card.locator("button").click()
    chen.page.wait_for_url("**/draft")
    page = DraftPage(chen)
    page.fill({name: value for name, value in TYPED.items() if page.input(name).count() or name == "plan"})
    return page.saved()


def test_the_counterpartys_pdf_goes_through_review_and_is_sealed(quick, people):
    page = begun_from_paper(people("chen").signed_in())
    expect(page.page.locator(".drafting-pages canvas").first).to_be_visible()
    page.submit()
    quick.work_off()
    zhang = ItemPage.asked(people("zhang").signed_in(), TITLE, COLLEAGUES["zhang"])
    expect(zhang.part.locator(".unusual")).to_contain_text("对方提供的文本")
    expect(zhang.part.locator(".unusual-quote")).to_contain_text(["本合同采用背靠背付款方式。"])
    zhang.approve("同意。")
    for login in ("li", "wang", "sun"):
        quick.work_off()
        approves(people, login)
    seals(people("zhou").signed_in())
    quick.work_off()
    expect(people("chen").goes_to(page.page.url.replace("/draft", "?tab=signatures"))).to_have_title(re.compile(TITLE))
