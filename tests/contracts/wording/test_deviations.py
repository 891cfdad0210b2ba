"""Deviations clause by clause: what counts, what does not, and the words of both."""

from __future__ import annotations

import time

import pytest

from contracts.templates.regions import Passage, Piece
from contracts.wording.deviations import deviations
from contracts.wording.passages import Said, as_file, from_file, of_pages

CLAUSES = ("付款方式", "甲方应在收到发票后三十日内付款。", "违约责任", "乙方逾期的，每日支付万分之五的违约金。", "争议解决", "争议由甲方住所地人民法院管辖。")


def ours(*clauses: str, free: tuple[str, ...] = ()) -> list[Passage]:
    return [Passage((Piece(clause, clause in free),), "body", clause in free) for clause in clauses or CLAUSES]


def theirs(*clauses: str, free: tuple[str, ...] = ()) -> list[Said]:
    return [Said("body", clause, clause in free) for clause in clauses or CLAUSES]


def swapped(old: str, new: str) -> list[Said]:
    return [Said("body", clause.replace(old, new)) for clause in CLAUSES]


def test_the_same_words_deviate_in_nothing_whatever_their_numbering_and_spaces():
    numbered = theirs("第一条 付款方式", "1.1. 甲方应在收到发票后 三十日内付款。", "第二条违约责任", "（一）乙方逾期的，每日支付万分之五的违约金。", "三、争议解决", "1、争议由甲方住所地人民法院管辖。")
    assert deviations(ours(), numbered) == ()


def test_a_changed_clause_says_which_words_went_and_came():
    (found,) = deviations(ours(), swapped("三十日", "九十日"))
    assert (found.kind, found.clause) == ("changed", "付款方式")
    assert found.words == (("same", "甲方应在收到发票后"), ("del", "三"), ("ins", "九"), ("same", "十日内付款。"))


def test_a_clause_that_was_left_out_and_one_that_was_added_are_deviations():
    without = theirs(*(clause for clause in CLAUSES if "违约金" not in clause))
    assert [(one.kind, one.clause) for one in deviations(ours(), without)] == [("removed", "违约责任")]
    assert [(one.kind, one.words) for one in deviations(ours(), theirs(*CLAUSES, "甲方可随时解除合同。"))] == [
        ("added", (("ins", "甲方可随时解除合同。"),))]


def test_a_change_in_a_free_region_is_none():
    free = ("甲方应在收到发票后三十日内付款。",)
    assert deviations(ours(free=free), swapped("三十日内付款", "十日内付清全部款项，逾期另议")) == ()


def test_a_clause_with_a_free_part_deviates_only_in_its_locked_words():
    mixed = [Passage((Piece("地点：", False), Piece("北京", True), Piece("，由甲方指定。", False)), "body", False)]
    assert deviations(mixed, [Said("body", "地点：成都高新区，由甲方指定。")]) == ()
    assert len(deviations(mixed, [Said("body", "地点：北京，由乙方指定。")])) == 1


def test_a_clause_that_one_calls_free_oneself_is_a_deviation():
    added = theirs(*CLAUSES, "甲方可随时解除合同。", free=("甲方可随时解除合同。",))
    assert len(deviations(ours(), added)) == 1
    assert deviations(ours(free=(CLAUSES[-1],)), added) == ()


def test_where_the_number_stands_is_none():
    assert deviations(ours("合同编号：（提交后生成）"), theirs("合同编号：SVC-ENG-2026-0001"), same=("（提交后生成）", "SVC-ENG-2026-0001")) == ()


@pytest.mark.parametrize("count", [800])
def test_another_text_altogether_takes_no_time(count):
    began = time.process_time()
    found = deviations(ours(*(f"第{n}项甲方应当付款。" * 20 for n in range(count))), theirs(*(f"乙方{n}不得转让权利。" * 20 for n in range(count))))
    assert len(found) >= count
    assert time.process_time() - began < 20


def test_passages_are_kept_as_they_were_read():
    kept = [Said("body", "一", True), Said("header", "二")]
    assert list(from_file(as_file(kept))) == kept


def test_lines_of_a_page_are_joined_to_passages():
    said = of_pages([["第一条 付款", "甲方应在收到乙方开具的合法有效的增值税专用发票", "后三十日内付款。", "第二条 违约", "甲方：某公司"]])
    assert [one.text for one in said] == ["第一条 付款", "甲方应在收到乙方开具的合法有效的增值税专用发票后三十日内付款。", "第二条 违约", "甲方：某公司"]
