"""The page of a contract while nobody has it: what the system does, since when, and whether it can go on."""

from __future__ import annotations

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
    contract = Travelling(chancery_house).submitted().returned("department-head", "zhang", "draft", "again")
    with at_desk(chancery_house, actor("chen")) as desk:
        submit_draft(desk, contract.id, desk.session.get_one(Contract, contract.id).version)
    return contract


def page_of(visit, contract):
    return visit("chen").get(f"/contracts/{contract.id}").get_data(as_text=True)


def test_who_waits_for_the_documents_reads_so(visit, submitted):
    page = page_of(visit, submitted)
    assert "系统正在处理：生成合同文件" in page and "今天 09:00" in page.partition("系统正在处理")[2]
    assert "等待系统处理或日期到来" not in page


def test_who_waits_for_something_that_is_stuck_reads_that_too(visit, submitted, store):
    with store.writing.begin() as connection:
        connection.execute(sa.update(Job.__table__).where(Job.state == "ready").values(state="stuck"))
    assert "系统处理受阻，须由管理员查看：生成合同文件" in page_of(visit, submitted)
