"""The dashboard as a page and over the API: each number leads to the page that lists as many."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.contracts.at_stage import Travelling
from tests.contracts.ledger.test_listing import put
from tests.contracts.ledger.test_payments import planned
from tests.quick_pdf import QuickPdf

FIGURE = re.compile(r'<a class="figure[^"]*" href="([^"]*)">.*?<b class="figure-value">([\d,]+)</b>', re.S)


def text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def several(chancery_house):
    """Drafts, one that zhang has, one that is performed, with payments of all kinds; two days later."""
    chancery_house.parts["converter"] = QuickPdf()
    Travelling(chancery_house), Travelling.brought(chancery_house, "submitted"), Travelling.brought(chancery_house, "countersigned")
    planned(chancery_house, "late", (-9, "10.00", "payment", False), (300, "3.00", "retention", False))
    planned(chancery_house, "soon", (3, "30.00", "payment", False), direction="income")
    put(chancery_house, "of others", owner="qian", department="PUR", stage="review")
    chancery_house.clock.advance("P5D")
    return chancery_house


@pytest.mark.parametrize("login", ["chen", "zhang", "li", "wang", "sun", "wu", "zheng", "xu"])
def test_each_number_of_the_page_leads_to_a_ledger_with_as_many(visit, program, several, login):
    visitor, asker = visit(login), program(login)
    found = FIGURE.findall(text(visitor.get("/dashboard")))
    assert 5 <= len(found) <= 6
    for link, number in ((unescape(link), number) for link, number in found):
        assert visitor.get(link).status_code == 200
        if link.startswith("/contracts"):
            assert asker.get(f"/api/v1{link}").json["totals"]["count"] == int(number.replace(",", "")), link


@pytest.mark.parametrize("login, to_do", [("chen", 1), ("zhang", 1), ("li", 0)])
def test_what_is_mine_to_do_is_the_number_beside_the_inbox(visit, program, several, login, to_do):
    link, number = FIGURE.findall(text(visit(login).get("/dashboard")))[0]
    assert (link, int(number)) == ("/inbox", program(login).get("/api/v1/work-items/counts").json["mine"]) == ("/inbox", to_do)


def test_every_bar_leads_to_the_contracts_of_its_stage_or_group(visit, several):
    visitor = visit("sun")
    links = [unescape(link) for link in re.findall(r'<a class="report-bar[^"]*" href="([^"]*)"', text(visitor.get("/dashboard")))]
    assert [link for link in links if "left_stage=review" in link] and [link for link in links if "department=ENG" in link]
    assert {visitor.get(link).status_code for link in links} == {200}
    assert "text-danger" not in "".join(text(visitor.get(link)) for link in links)


def test_the_api_says_the_same_and_which_filters_leave_what_is_counted(visit, program, several):
    said = program("wang").get("/api/v1/dashboard").json
    assert [said["board"], said["boards"]] == ["finance", ["finance", "mine"]]
    assert [str(one["value"]) for one in said["figures"]] == [number for _, number in FIGURE.findall(text(visit("wang").get("/dashboard")))]
    late = next(one for one in said["figures"] if one["name"] == "payable_overdue")
    assert (late["filters"], late["amounts"]) == ({"payments": ["overdue"], "direction": ["expense"]}, [{"direction": "expense", "currency": "CNY", "amount": "10.00"}])
    assert {one["stage"]: one["contracts"] for one in said["cycle_times"]} == {"draft": 2, "review": 1, "sign": 1, "perform": 0, "archive": 0}


def test_a_board_of_others_is_not_found_and_one_that_is_none_neither(visit, program):
    assert visit("chen").get("/dashboard?board=finance").status_code == program("chen").get("/api/v1/dashboard?board=weather").status_code == 404


def test_a_new_company_is_shown_where_numbers_come_from(visit):
    page = text(visit("sun").get("/dashboard"))
    assert "empty-title" in page and 'href="/contracts/new"' in page and "figure-value" not in page


def test_english_says_one_contract_and_two_contracts(visit, several):
    visitor = visit("sun")
    visitor.post("/language", {"language": "en"})
    page = text(visitor.get("/dashboard"))
    assert "2 contracts</small>" in page and "1 contract</small>" in page
