"""The page of a contract while nobody has it: what the system does, since when, and whether it can go on."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from contracts.drafting.submitting import submit_draft
from contracts.records import Contract
from engine.desk import at_desk
from engine.records import Job
from tests.contracts.at_stage import Travelling
from tests.people import actor
from tests.quick_pdf import QuickPdf


@pytest.fixture
def submitted(app, chancery_house):
    """Submitted this moment; no worker has come yet. The draft was written by somebody's first submission, which came back."""
    chancery_house.parts["converter"] = QuickPdf()
    contract = Travelling.brought(chancery_house, "submitted").returned("department-head", "zhang", "draft", "again")
    with at_desk(chancery_house, actor("chen")) as desk:
        submit_draft(desk, contract.id, desk.session.get_one(Contract, contract.id).version)
    return contract


def page_of(visit, contract, tab=""):
    return visit("chen").get(f"/contracts/{contract.id}?tab={tab}").get_data(as_text=True)


def test_who_waits_for_the_documents_reads_so(visit, submitted):
    page = page_of(visit, submitted)
    assert "系统正在处理：生成合同文件" in page and "今天 09:00" in page.partition("系统正在处理")[2]
    assert "等待系统处理或日期到来" not in page


def test_who_waits_for_something_that_is_stuck_reads_that_too(visit, submitted, store):
    with store.writing.begin() as connection:
        connection.execute(sa.update(Job.__table__).where(Job.state == "ready").values(state="stuck"))
    assert "系统处理受阻，须由管理员查看：生成合同文件" in page_of(visit, submitted)


def test_the_history_is_told_without_a_word_of_the_engine(app, chancery_house, visit):
    chancery_house.parts["converter"] = QuickPdf()
    contract = Travelling.brought(chancery_house, "submitted").returned("department-head", "zhang", "draft", "again").submitted().countersigned()
    page = page_of(visit, contract, "history")
    said = re.sub(r"<[^>]+>", " ", page.partition('class="history"')[2].partition("</ol>")[0])
    assert set(re.findall(r"[A-Za-z]{2,}[A-Za-z_.-]*", re.sub(r"\b(?=\w*\d)[0-9a-f]{8,}\b", "", said))) == set()
    for words in ("阶段 审批 → 签订", "办理人 张建国", "印章 合同专用章", "办理结果 已同意", "预付款 100000.00 · 2026-04-01", "至 拟定合同"):
        assert words in re.sub(r"\s+", " ", said)


def test_what_steps_wrote_is_said_in_their_forms_words_and_dates_as_people_write_them(app, chancery_house, visit):
    chancery_house.parts["converter"] = QuickPdf()
    contract = Travelling.brought(chancery_house, "filed")
    said = re.sub(r"<[^>]+>", "", page_of(visit, contract, "approvals"))
    assert "保管期限: 30 年" in said
    assert re.search(r"签订日期: (\d{4}年)?\d{1,2}月\d{1,2}日", said)
