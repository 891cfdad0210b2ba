"""A report in a browser: asked, saved for everybody, opened by somebody else with what they may see, fetched as a file."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
from playwright.sync_api import expect

from tests.browser.test_lists import submitted
from tests.journey.way import Way


def test_a_report_is_asked_saved_and_shared_and_each_sees_their_own_figures(quick, people, quick_way):
    submitted(quick_way, "甲合同")
    Way(quick_way.ask, quick_way.settle_down, title="采购部的合同", department="PUR").submitted("qian")
    page = people("sun").signed_in().goes_to("/reports")
    page.locator(".report-ask [name=measure]").select_option("count")
    expect(page.locator(".report-table tfoot")).to_contain_text("2")
    page.get_by_text("保存报表").click()
    page.locator(".ledger-menu-end [name=name]").fill("各部门合同数")
    page.locator(".ledger-menu-end [name=shared_with]").select_option("*")
    page.get_by_role("button", name="另存一份").click()
    expect(page.locator(".ledger-tabs .active")).to_contain_text("各部门合同数")
    other = people("qian").signed_in().goes_to("/reports")
    other.locator(".ledger-tabs").get_by_text("各部门合同数").click()
    expect(other.locator(".report-table tbody")).not_to_contain_text("工程部")
    other.locator(".report-table tfoot a").last.click()
    expect(other.locator(".ledger-title a")).to_have_text(["采购部的合同"])


def test_a_report_is_fetched_as_a_file_at_once(quick, people, quick_way):
    submitted(quick_way, "甲合同", "乙合同")
    page = people("xu").signed_in().goes_to("/reports?rows=type&measure=count")
    with page.expect_download() as found:
        page.get_by_role("link", name="导出 Excel").click()
    sheet = openpyxl.load_workbook(io.BytesIO(Path(found.value.path()).read_bytes())).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=3)][1:] == [["服务合同", 2], ["合计", 2]]


def test_a_report_is_narrowed_by_the_filters_of_the_ledger_and_chips_drop_them(quick, people, quick_way):
    submitted(quick_way, "甲合同")
    page = people("xu").signed_in().goes_to("/reports?rows=type&measure=count")
    page.locator("summary", has_text="筛选").click()
    page.locator(".ledger-panel [name=stage]").select_option("perform")
    expect(page.locator(".empty-title")).to_be_visible()
    page.locator(".ledger-chip").click()
    expect(page.locator(".report-table tfoot")).to_contain_text("1")
