"""The approval rows in the page and through the API."""

from __future__ import annotations

import re

import pytest
from lxml import html
from werkzeug.datastructures import MultiDict

PAGE, API = "/administration/approval-rows", "/api/v1/approval-rows"


def text(answer):
    return answer.get_data(as_text=True)


def pressed(visitor, page, do, **typed):
    """The page after a button, with what was typed meanwhile."""
    [form] = [one for one in html.fromstring(text(page)).forms if one.get("action", "").endswith(PAGE)]
    held = MultiDict(form.form_values())
    held.pop("do", None)
    held.update({"do": do})
    for name, value in typed.items():
        held.setlist(name, [value])
    return visitor.browser.post(PAGE, data=held)


def column(api, asks):
    return next(n for n, one in enumerate(api.get(API).json["inputs"], start=1) if one["asks"] == asks)


@pytest.mark.parametrize("login", ["li", "xu", "chen"])
def test_only_process_administrators_see_the_rows(visit, program, login):
    assert visit(login).get(PAGE).status_code == 403
    assert program(login).get(API).status_code == 403


def test_the_page_says_the_rows_in_words_and_what_publishing_does(visit):
    page = text(visit("zheng").get(PAGE))
    assert "50,000 &lt; … ≤ 1,000,000" in page and "框架协议" in page and "正在办理的合同沿用开始时的权限" in page


def test_an_english_reader_reads_columns_and_rows_in_english_and_a_changed_row_as_it_was_written(visit):
    visitor = visit("zheng")
    visitor.browser.set_cookie("chancery-language", "en")
    opened = visitor.get(PAGE)
    assert ">Over budget<" in text(opened) and ">High risk: everybody, then the general manager<" in text(opened) and ">高风险" not in text(opened)
    changed = pressed(visitor, pressed(visitor, opened, "open:1"), "close", **{"open.says": "高风险：一律由总经理批准"})
    assert ">高风险：一律由总经理批准<" in text(changed) and "High risk: everybody" not in text(changed)


def test_a_row_is_added_filled_tried_and_published(visit, program):
    visitor, api = visit("zheng"), program("zheng")
    amount, legal = column(api, "amount"), len(api.get(API).json["inputs"]) + 2
    page = pressed(visitor, visitor.get(PAGE), "add:0")
    page = pressed(visitor, page, "close", **{f"open.{amount}.high": "1,000", f"open.{legal}": "true", "open.says": "微小合同"})
    tried = pressed(visitor, page, "try", **{f"fact.{amount}": "999"})
    assert re.search(r"第 1 行: <b>微小合同</b> — 法务</p>", text(tried))
    assert pressed(visitor, tried, "publish", reason="先给法务").status_code == 303
    assert api.get(API).json["rows"][0] == {"id": "row-1", "says": "微小合同", "inputs": ["<= 1000"] + ["-"] * (legal - 3),
                                            "outputs": ["false", "true", "false", "false"]}


def test_opening_and_closing_every_row_changes_nothing(visit, program):
    visitor, before = visit("zheng"), program("zheng").get(API).json["rows"]
    page = visitor.get(PAGE)
    for number in range(1, len(before) + 1):
        page = pressed(visitor, page, f"open:{number}")
    assert "尚未修改" in text(pressed(visitor, page, "close"))


def test_rows_move_and_go_and_nothing_is_published_by_that(visit, program):
    visitor, before = visit("zheng"), program("zheng").get(API).json
    page = pressed(visitor, pressed(visitor, visitor.get(PAGE), "down:1"), "remove:1")
    assert "删除 1 行" in text(page)
    assert program("zheng").get(API).json == before


def test_what_is_wrong_stands_in_its_cell(visit, program):
    visitor = visit("zheng")
    amount = column(program("zheng"), "amount")
    page = pressed(visitor, pressed(visitor, visitor.get(PAGE), "add:0"), f"text:{amount}")
    answer = pressed(visitor, page, "publish", **{f"open.{amount}": "> viele..", "reason": "x"})
    assert answer.status_code == 422 and re.search(r'admin-wrong text-danger" role="alert">.*不是数值条件', text(answer))


def test_tests_that_fail_and_facts_that_are_none_are_said_in_the_readers_language(visit, program):
    visitor, amount = visit("zheng"), column(program("zheng"), "amount")
    tried = text(pressed(visitor, visitor.get(PAGE), "try", **{f"fact.{amount}": "很多"}))
    assert "“很多”不是数字。" in tried and "is no number" not in tried
    page = pressed(visitor, pressed(visitor, visitor.get(PAGE), "add:0"), "close", **{"open.says": "无人"})
    failed = text(pressed(visitor, page, "publish", reason="x"))
    assert re.search(r"<li>\S+\.scenario\.yaml 第 \d+ 行，步骤 .*：应为 .*，实为 .*。</li>", failed) and "expected:" not in failed


def test_without_a_reason_nothing_is_published(visit):
    visitor = visit("zheng")
    answer = pressed(visitor, visitor.get(PAGE), "publish")
    assert answer.status_code == 422 and "请说明修改原因" in text(answer)


def test_the_same_through_the_api(program):
    api = program("zheng")
    now = api.get(API).json
    new = {"says": "all", "inputs": ["-"] * len(now["inputs"]), "outputs": ["true"] * len(now["outputs"])}
    tried = api.post(f"{API}/trial", {"opened": now["digest"], "rows": [new, *now["rows"]], "facts": {"amount": "5"}})
    assert tried.json["rows"] == [1] and tried.json["outputs"][0]["legal"]
    refused = api.post(API, {"opened": now["digest"], "rows": [new, *now["rows"]], "reason": "all"})
    assert (refused.status_code, refused.json["code"]) == (409, "rows-fail-tests") and refused.json["facts"]["failed"]
    made = api.post(API, {"opened": now["digest"], "rows": [new, *now["rows"]], "reason": "all", "although_tests_fail": True})
    assert (made.status_code, made.json["number"]) == (201, now["number"] + 1)
