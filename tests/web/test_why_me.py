"""The page of a work item tells truly why it came to this person, and offers only who may be asked instead."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from engine.records import WorkItem
from tests.contracts.at_stage import Travelling
from tests.hands import work_off
from tests.quick_pdf import QuickPdf


@pytest.fixture
def contract(app):
    house = app.extensions["chancery"]
    house.parts["converter"] = QuickPdf()
    return Travelling.brought(house, "submitted")


def page(visit, contract, user):
    return visit(user).get(f"/work-items/{contract.items()['department-head']}").get_data(as_text=True)


def why(text):
    found = re.search(r"为什么是我</b>(.*?)</span>", text, re.DOTALL)
    return re.sub(r"<[^>]*>|\s+", "", found[1]) if found else ""


def test_an_escalated_item_tells_who_was_late_and_since_when(visit, contract, clock):
    for _ in range(8):
        clock.advance("P1D")
        work_off(contract.house)
    assert why(page(visit, contract, "sun")).startswith("已逾期，升级给您（上级）·原办理人张建国，应于3月5日09:00前办结")
    assert why(page(visit, contract, "zhang")).startswith("该环节指定由您办理")


def test_an_administrator_only_names_who_decides(visit, contract):
    with contract.house.store.writing.begin() as connection:
        connection.execute(sa.update(WorkItem.__table__).where(WorkItem.state == "open")
                           .values(candidates=["u:zheng"], why={"rule": "administrators", "because": "whenNobody", "not": ["chen"]}))
    text = page(visit, contract, "zheng")
    assert 'name="outcome"' not in text and 'action="/work-items' in text
    assert '<option value="zhang">' in text and '<option value="chen">' not in text


def test_only_colleagues_and_superiors_are_offered(visit, contract):
    offered = re.findall(r'<option value="(\w+)">', page(visit, contract, "zhang"))
    assert offered == ["sun"]
