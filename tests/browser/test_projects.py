"""Projects in a browser: a draft chooses project and line, what is over its line goes to the general manager, the project's page adds up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import expect

from tests.browser.person import PHONE
from tests.browser.screens.deciding import ItemPage
from tests.browser.screens.drafting import DraftPage
from tests.contracts.at_stage import Travelling
from tests.contracts.projects.conftest import CODE, put_project
from tests.journey.way import DRAFT

TITLE = "办公楼电梯维保"
BOOKED = {"project": CODE, "budget_line": "1"}


def countersigned(contract):
    """Sealing has a loop of its own, and the browser's runs in this thread."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(contract.countersigned).result()


def booked(house, amount):
    return Travelling(house, (("款", amount, "2026-12-15"),), amount=amount, **BOOKED)


def test_a_drafter_finds_the_project_by_its_name_and_then_its_lines(quick, people):
    put_project(quick.house)
    draft = DraftPage.begun(people("chen").signed_in())
    assert draft.page.locator("#field-project-offered option").evaluate_all("all => all.map((one) => one.value)") == [f"{CODE} 城南综合楼"]
    expect(draft.input("budget_line").locator("option")).to_have_text(["请先选项目"])
    draft.fill({**DRAFT, "title": TITLE, "project": f"{CODE} 城南综合楼"})
    expect(draft.input("budget_line").locator("option")).to_have_text(["不选", "02.01 设备购置", "02.02 安装工程"])
    draft.fill({"budget_line": "1"})
    draft.saved().page.reload()
    expect(draft.input("project")).to_have_value(f"{CODE} 城南综合楼")
    expect(draft.input("budget_line")).to_have_value("1")
    expect(draft.findings("project")).to_have_count(0)


def test_a_contract_over_its_line_goes_to_the_general_manager(quick, people):
    put_project(quick.house)
    booked(quick.house, "700000.00").submitted()
    contract = booked(quick.house, "400000.00").submitted()
    item = ItemPage.at(people("zhang").signed_in(), str(contract.items()["department-head"]))
    expect(item.part.locator(".decision-over")).to_contain_text("超出预算科目余额 ¥\u00a0100,000.00")
    expect(item.why()).to_contain_text("超出预算科目余额：总经理批准")
    contract.decided("department-head").decided("legal-review").decided("finance-review")
    expect(ItemPage.at(people("sun").signed_in(), str(contract.items()["general-manager"])).facts()).to_contain_text("超预算")


def test_the_projects_page_shows_what_is_committed_and_left(quick, people):
    put_project(quick.house)
    countersigned(booked(quick.house, "300000.00"))
    booked(quick.house, "200000.00").submitted()
    page = people("he").signed_in().goes_to("/projects")
    page.locator("tr", has_text="城南综合楼").get_by_role("link").click()
    line = page.locator(".budget-table tbody tr", has_text="设备购置")
    shown = {name: line.locator(f"td[data-label={name}]") for name in ("审批占用", "已签约", "余额")}
    for name, amount in (("审批占用", "200,000.00"), ("已签约", "300,000.00"), ("余额", "500,000.00")):
        expect(shown[name]).to_contain_text(amount)
    line.locator("td[data-label=合同] a").click()
    expect(page.locator(".project tr[data-href]")).to_have_count(2)


def test_finance_records_an_invoice_on_the_phone(quick, people):
    contract = countersigned(Travelling(quick.house))
    page = people("wang", size=PHONE).signed_in().goes_to(f"/contracts/{contract.id}?tab=performance")
    page.locator(".invoices-head a").click()
    for name, value in (("number", "26112000000000000001"), ("gross", "106,000.00"), ("tax", "6000")):
        page.locator(f"#f-{name}").fill(value)
    page.locator(".admin-form .btn-primary").click()
    expect(page.locator(".invoices tbody tr")).to_contain_text("26112000000000000001")
    expect(page.locator(".invoices .decision-facts")).to_contain_text("194,000.00")
