"""What each of the seven does with one contract, in a browser: the acts of the whole journey."""

from __future__ import annotations

import datetime as dt
from typing import Any

from playwright.sync_api import expect

from tests.browser.person import Person
from tests.browser.screens.deciding import ItemPage
from tests.browser.screens.drafting import DraftPage
from tests.browser.screens.reading import ContractPage
from tests.browser.served import Served
from tests.contracts.paper_files import pdf_with, receipt_pdf
from tests.journey.way import DRAFT

TITLE = "办公园区综合服务合同"
PLAN = [{"name": "预付款", "condition": "合同签订后", "amount": "400000.00", "due_on": "2026-04-01"},
        {"name": "进度款", "condition": "服务过半后", "amount": "600000.00", "due_on": "2026-08-03"},
        {"name": "尾款", "condition": "验收后", "amount": "200000.00", "due_on": "2026-12-15"}]
TYPED: dict[str, Any] = {**{name: value for name, value in DRAFT.items() if name != "direction"},
                         "title": TITLE, "amount": "1200000.00", "plan": PLAN}
COLLEAGUES = {"zhang": "部门负责人审批", "li": "法务审查", "wang": "财务审查", "sun": "总经理审批"}


def drafts(person: Person) -> str:
    """Fill the form, attach a paper, see the document, submit; the contract's id."""
    page = DraftPage.begun(person)
    contract = page.page.url.rsplit("/", 2)[1]
    page.fill(TYPED)
    page.saved()
    page.attach("报价单.pdf", pdf_with("报价单"))
    expect(page.document).to_contain_text(TITLE)
    expect(page.document).to_contain_text("壹佰贰拾万元整")
    page.submit()
    return contract


def approves(person: Person, comment: str = "同意。") -> None:
    """With what is shown now read: the amount, the pages of the PDF."""
    page = ItemPage.asked(person, TITLE, COLLEAGUES[person.login])
    expect(page.facts()).to_contain_text("1,200,000.00")
    expect(page.sheets().first.locator("canvas")).to_be_visible()
    page.approve(comment)


def returns(person: Person, reason: str) -> None:
    ItemPage.asked(person, TITLE, COLLEAGUES[person.login]).give_back(reason)


def changes(person: Person, contract: str, **values: str) -> None:
    """Read why it came back, change it, submit it again."""
    person.goes_to(f"/contracts/{contract}/draft")
    page = DraftPage(person)
    expect(page.page.locator(".drafting-returned")).to_contain_text("张建国")
    page.fill(values)
    page.saved().submit()


def seals(person: Person) -> None:
    page = ItemPage.asked(person, TITLE, "用印")
    page.form.locator("input[name=seal][value=contract]").check()
    page.perform(copies="4")


def records_their_copy(person: Person) -> None:
    page = ItemPage.asked(person, TITLE, "对方签署登记")
    page.perform(signed_on="2026-03-02", our_signatory="孙悦", their_signatory="马恒立", copy=("签署件.pdf", pdf_with("对方签署")))


def settles(person: Person, served: Served, row: dict[str, str]) -> None:
    """A week before it is due the row comes up; two days later it is paid."""
    comes_up = dt.date.fromisoformat(row["due_on"]) - dt.timedelta(days=7)
    served.tell(f"{comes_up}T09:00")
    served.tell(f"{comes_up + dt.timedelta(days=2)}T09:00")
    page = ItemPage.asked(person, TITLE, row["name"])
    page.perform(settled_on=f"{comes_up + dt.timedelta(days=2)}", settled_amount=row["amount"], receipt=("电子回单.pdf", receipt_pdf()))


def files(person: Person) -> str:
    """Check what must be there, keep the proposed file number; the number."""
    page = ItemPage.asked(person, TITLE, "归档")
    expect(page.part.locator(".step-required .is-missing")).to_have_count(0)
    number = page.form.locator("[name='field.file_number']").input_value()
    page.perform(retention="30", complete=True)
    return number


def stands_at(person: Person, contract: str, stage: str) -> ContractPage:
    """As the contract's page says."""
    page = ContractPage(person, contract)
    expect(page.stage()).to_contain_text(stage)
    return page
