"""The library in a browser: from a lawyer's upload with a slip to a contract that somebody drafts with what another lawyer published."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.screens.drafting import DraftPage
from tests.contracts.docx import docx_of, linked

SLIP = ("培训服务合同（{{ number }}）", "甲方{{ party_a.name }}，乙方{{ party_b.name }}。培训地点：{{ venue }}", "价款人民币{{ amuont }}元")


@pytest.fixture
def text(tmp_path):
    def written(*paragraphs: str) -> Path:
        path = tmp_path / "培训服务合同.docx"
        path.write_bytes(docx_of(*paragraphs))
        return path

    return written


def uploaded(li, path: Path):
    """li's page of the draft that became of this file."""
    page = li.goes_to("/templates/new")
    page.locator("#f-title_zh").fill("培训服务合同")
    page.locator("#f-use_zh").fill("委托他人培训员工。")
    page.locator("#file").set_input_files(path)
    page.locator(".admin-form button.btn-primary").click()
    page.wait_for_url("**/versions/1")
    return page


def test_two_lawyers_bring_a_text_from_its_upload_to_a_contract_drafted_with_it(quick, people, text):
    li = uploaded(people("li").signed_in(), text(*SLIP))
    expect(li.locator(".library-findings")).to_contain_text("amuont")
    expect(li.locator(".library-findings q")).to_have_text("价款人民币{{ amuont }}元")
    li.locator("#file").set_input_files(text(*SLIP[:2], "价款人民币{{ amount }}元"))
    li.locator(".library-actions .library-upload button").click()
    expect(li.locator(".library-fine")).to_be_visible()
    submitted(li)
    published(people("lin").signed_in().goes_to(li.url))
    chosen = people("chen").signed_in().goes_to("/contracts/new").locator(".drafting-card", has_text="培训服务合同")
    chosen.locator("button").click()
    draft = DraftPage(people("chen"))
    draft.fill({"title": "安全培训", "venue": "三号会议室", "amount": "86000"})
    expect(draft.document).to_contain_text("培训地点：三号会议室")
    expect(draft.document).to_contain_text("价款人民币86,000.00元")


def submitted(page) -> None:
    """Its author asks for approval, and can't give it."""
    page.locator("#note").fill("请审阅第二条")
    page.locator(".library-actions button.btn-primary").click()
    expect(page.locator(".library-stand .badge")).to_contain_text("待审批")
    expect(page.get_by_role("button", name="发布")).to_have_count(0)


def published(page) -> None:
    """The second lawyer reads the note, sees the sample and publishes."""
    expect(page.locator(".library-note")).to_have_text("请审阅第二条")
    expect(page.frame_locator("iframe[data-frame]").locator("section.docx").first).to_contain_text("1,200,000.00")
    page.get_by_role("button", name="发布").click()
    expect(page.locator(".library-stand .badge")).to_contain_text("已发布")


def test_the_fields_that_were_found_are_named_in_plain_rows(quick, people, text):
    page = uploaded(people("li").signed_in(), text("地点：{{ venue }}", "{% if grade == '甲级' %}甲级资质{% endif %}"))
    page.locator("[name='zh.0']").fill("培训地点")
    page.locator("[name='hint_zh.0']").fill("写到房间")
    page.locator("[name='choices.1']").fill("甲级\n乙级 | 乙级（含）| Second grade")
    page.get_by_role("button", name="保存字段").click()
    expect(page.locator("[name='zh.0']")).to_have_value("培训地点")
    expect(page.locator("[name='choices.1']")).to_have_value("甲级\n乙级 | 乙级（含） | Second grade")
    expect(page.frame_locator("iframe[data-frame]").locator("section.docx").first).to_contain_text("地点：【培训地点】")


def test_a_text_that_fetches_something_is_refused_with_what_it_fetches(quick, people, tmp_path):
    path = tmp_path / "x.docx"
    path.write_bytes(linked(docx_of("x"), "image", "http://127.0.0.1/x.png"))
    page = people("li").signed_in().goes_to("/templates/new")
    for name, value in {"title_zh": "合同", "use_zh": "用"}.items():
        page.locator(f"#f-{name}").fill(value)
    page.locator("#file").set_input_files(path)
    page.locator(".admin-form button.btn-primary").click()
    expect(page.locator("[data-refused]")).to_contain_text("http://127.0.0.1/x.png")
    expect(page.locator("#f-title_zh")).to_have_value("合同")
