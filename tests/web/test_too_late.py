"""Deciding on a page that is older than what happened since: who was first, or why nobody is asked any more."""

from __future__ import annotations

import pytest

from contracts.deciding import decisions
from engine.desk import at_desk
from tests.contracts.at_stage import Travelling
from tests.people import actor
from tests.quick_pdf import QuickPdf


@pytest.fixture
def contract(app):
    house = app.extensions["chancery"]
    house.parts["converter"] = QuickPdf()
    contract = Travelling(house)
    contract.draft = contract.items()["draft"]
    return contract.submitted()


def decided_too_late(visit, item):
    answer = visit("zhang").post(f"/work-items/{item}/decision", {"outcome": "approve", "comment": "同意付款安排。"})
    assert answer.status_code == 409
    return answer.get_data(as_text=True).partition("decision-refused")[2].partition("</section>")[0]


def test_who_was_first_is_named_with_what_they_decided(visit, contract):
    item = contract.items()["department-head"]
    contract.decided("department-head")
    said = decided_too_late(visit, item)
    assert "已有他人办理。" in said and "张建国 已先办理（已同意）" in said and "同意付款安排。" in said


def test_what_was_taken_back_says_so_and_names_nobody(visit, contract):
    item = contract.items()["department-head"]
    with at_desk(contract.house, actor("chen")) as desk:
        decisions.take_back(desk, contract.draft)
    said = decided_too_late(visit, item)
    assert "此事项已关闭。" in said and "上一环节的决定已撤回。" in said and "先办理" not in said
