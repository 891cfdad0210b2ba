"""Reports as a page and over the API: every number leads to the contracts behind it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.contracts.ledger.test_listing import put


def text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def two_departments(chancery_house):
    put(chancery_house, "甲", department="ENG", counterparty="甲公司")
    put(chancery_house, "乙", department="PUR", owner="qian")
    return chancery_house


def test_a_number_of_the_report_opens_the_contracts_behind_it(visit, two_departments):
    visitor = visit("xu")
    page = text(visitor.get("/reports?rows=department&columns=counterparty&measure=amount"))
    links = [unescape(link) for link in re.findall(r'href="(/contracts[^"]*department=PUR[^"]*)"', page)]
    assert links and all("乙" in text(visitor.get(link)) and ">甲<" not in text(visitor.get(link)) for link in links)


def test_the_api_says_the_same_and_only_of_what_i_may_see(program, two_departments):
    asked = "/api/v1/reports/figures?rows=department&measure=count"
    everything, mine = (program(login).ask("GET", asked).json for login in ("xu", "qian"))
    assert ({row["key"]: row["value"] for row in everything["rows"]}, everything["total"]) == ({"ENG": "1", "PUR": "1"}, "2")
    assert [row["key"] for row in mine["rows"]] == ["PUR"]


@pytest.mark.parametrize("wrong", ["rows=weather", "columns=weather", "measure=luck", "signed_from=yesterday", "direction=up"])
def test_what_can_not_be_read_is_left_out_and_said(visit, program, wrong):
    answer = visit("xu").get(f"/reports?{wrong}")
    assert (answer.status_code, "text-danger" in text(answer)) == (200, True)
    assert program("xu").ask("GET", f"/api/v1/reports/figures?{wrong}").status_code == 422


def test_the_same_grouping_twice_is_taken_once(visit, two_departments):
    assert visit("xu").get("/reports?rows=type&columns=type").status_code == 200
