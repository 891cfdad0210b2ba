"""An administrator brings the contracts of a spreadsheet: template, wrong cells, corrected, imported with a bar, shown, taken back."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
from playwright.sync_api import expect

from contracts.importing.columns import OF_CONTRACTS
from tests.contracts.importing.spreadsheet import row

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def filled(template: bytes, *rows: dict[str, object]) -> bytes:
    """The template that was downloaded, filled in as a person would."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    for line, one in enumerate(rows, start=2):
        for number, column in enumerate(OF_CONTRACTS, start=1):
            book["合同"].cell(line, number, one.get(column.name))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def downloaded(page, name: str) -> bytes:
    with page.expect_download() as found:
        page.get_by_role("link", name=name).click()
    return Path(found.value.path()).read_bytes()


def uploaded(page, content: bytes):
    page.goto("/administration/imports")
    page.locator("#file").set_input_files({"name": "合同台账.xlsx", "mimeType": XLSX, "buffer": content})
    expect(page.locator("[data-file-name]").first).to_have_text("合同台账.xlsx")
    page.get_by_role("button", name="检查", exact=True).click()
    page.locator(".import-one[data-state=checked]").wait_for()


def test_a_spreadsheet_is_corrected_imported_shown_and_taken_back(quick, people):
    page = people("zheng").signed_in().goes_to("/administration/imports")
    template = downloaded(page, "模板（.xlsx）")
    uploaded(page, filled(template, row(number="A-1"), row(number="A-2", title="消防维保", amount="120万元")))
    expect(page.locator(".import-found tbody tr").first).to_contain_text("H3")
    expect(page.locator(".import-found tbody tr").first).to_contain_text("不用“万”“亿”")
    marked = openpyxl.load_workbook(io.BytesIO(downloaded(page, "下载标出问题的文件")))
    assert marked["合同"]["H3"].fill.fgColor.rgb == "00F8C9C4"
    uploaded(page, filled(template, row(number="A-1"), row(number="A-2", title="消防维保")))
    page.get_by_role("button", name="导入 2 份合同").click()
    page.locator(".import-one[data-state=done]").wait_for()
    page.get_by_role("link", name="前往台账").or_(page.locator(".import-acts a[href='/contracts']")).first.click()
    expect(page.locator(".ledger-table tbody")).to_contain_text("消防维保")


def test_an_import_is_taken_back_whole_after_one_was_told_what_is_lost(quick, people):
    page = people("zheng").signed_in().goes_to("/administration/imports")
    uploaded(page, filled(downloaded(page, "模板（.xlsx）"), row(number="A-1")))
    page.get_by_role("button", name="导入 1 份合同").click()
    page.locator(".import-one[data-state=done]").wait_for()
    page.locator(".import-back summary").click()
    expect(page.locator(".import-back")).to_contain_text("无法恢复")
    page.get_by_role("button", name="删除 1 份合同").click()
    page.locator(".import-one[data-state=gone]").wait_for()
    page.goto("/contracts")
    expect(page.locator("main")).not_to_contain_text("电梯维护保养合同")


def test_an_imported_contract_has_its_open_payment_and_says_that_its_text_is_not_here(quick, people):
    page = people("zheng").signed_in().goes_to("/administration/imports")
    uploaded(page, filled(downloaded(page, "模板（.xlsx）"), row(number="A-1")))
    page.get_by_role("button", name="导入 1 份合同").click()
    page.locator(".import-one[data-state=done]").wait_for()
    quick.work_off()
    chen = people("chen").signed_in().goes_to("/contracts")
    chen.locator(".ledger-title a").first.click()
    expect(chen.locator(".contract-head")).to_contain_text("已导入")
    chen.goto(f"{chen.url.split('?')[0]}?tab=text")
    expect(chen.locator("main")).to_contain_text("系统中没有文本")
    chen.goto(f"{chen.url.split('?')[0]}?tab=performance")
    expect(chen.locator("main")).to_contain_text("余款")
