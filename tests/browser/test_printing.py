"""Pages on paper: what they say is there, what leads elsewhere or is pressed is not; a table has its head on each of its pages."""

from __future__ import annotations

import io
import unicodedata
from decimal import Decimal

import pytest
from pypdf import PdfReader

from tests.browser.test_lists import submitted
from tests.contracts.ledger.test_listing import put
from tests.contracts.projects.conftest import CODE, put_project

FRAME = ("待办", "相对方库", "退出", "English", "查找", "导出", "筛选", "保存")


def printed(page) -> list[str]:
    """What Chromium prints of this page, by sheets; lines that wrap are put together, radicals are the characters that they look like."""
    page.wait_for_load_state("networkidle")
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return ["".join(unicodedata.normalize("NFKC", sheet.extract_text()).split()) for sheet in sheets]


def is_wide(page) -> bool:
    box = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages[0].mediabox
    return box.width > box.height


def test_a_long_ledger_has_its_head_on_each_sheet_and_its_sums_once(quick, people):
    for number in range(45):
        put(quick.house, f"第{number}号合同", counterparty="甲公司", amount=Decimal("10.00"), number=f"SVC-{number}", stage="review")
    sheets = printed(people("xu").signed_in().goes_to("/contracts"))
    assert len(sheets) > 1 and all("拟定人" in sheet for sheet in sheets)
    whole = "".join(sheets)
    assert (whole.count("¥450.00"), "第44号合同" in whole, "第0号合同" in whole) == (1, True, True)
    assert "许静打印于2026-03-02" in whole and not [word for word in FRAME if word in whole]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_report_is_printed_with_chart_and_table_and_no_buttons(quick, people, quick_way, look):
    submitted(quick_way, "甲合同")
    person = people("xu").signed_in()
    person.page.emulate_media(color_scheme=look)
    page = person.goes_to("/reports?rows=department&columns=stage&measure=count&stage=review")
    (sheet,) = printed(page)
    assert "工程部" in sheet and "合计" in sheet and "阶段:审批" in sheet and not [word for word in FRAME if word in sheet]
    assert is_wide(page)


def test_a_contracts_page_is_printed_with_its_facts_and_nothing_to_press(quick, people, quick_way):
    contract = quick_way.submitted()
    page = people("xu").signed_in().goes_to(f"/contracts/{contract.id}")
    whole = "".join(printed(page))
    assert "电梯维护保养服务合同" in whole and "北京恒立达" in whole and "概览" in whole
    assert not [word for word in (*FRAME, "签字与印章", "撤销") if word in whole] and not is_wide(page)


def test_an_approval_is_printed_without_what_decides(quick, people, quick_way):
    contract = quick_way.submitted()
    page = people("zhang").signed_in().goes_to(f"/work-items/{contract.item('zhang', 'department-head')}")
    whole = "".join(printed(page))
    assert "电梯维护保养服务合同" in whole and "叁拾万元整" in whole and not [word for word in (*FRAME, "退回", "转办") if word in whole]


def test_paper_is_white_in_the_dark(quick, people, quick_way):
    submitted(quick_way, "甲合同")
    person = people("xu").signed_in()
    person.page.emulate_media(color_scheme="dark", media="print")
    page = person.goes_to("/contracts")
    assert page.evaluate("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.ledger-title a')).color]") == [
        "rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_a_project_is_printed_without_what_turns_it(quick, people):
    put_project(quick.house)
    whole = "".join(printed(people("sun").signed_in().goes_to(f"/projects/{CODE}")))
    assert "预算余额" in whole and "关闭" not in whole
