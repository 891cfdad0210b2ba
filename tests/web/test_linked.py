"""Linked contracts, through page and API."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from contracts.records import Contract
from engine.desk import at_desk
from tests.contracts.at_stage import Travelling
from tests.contracts.linking.below import Below
from tests.contracts.linking.renewing.test_watching import asked, until
from tests.contracts.linking.test_beginning import made_framework
from tests.people import actor
from tests.quick_pdf import QuickPdf
from tests.web.visitors import Program, Visitor


@pytest.fixture
def signed(app, chancery_house):
    chancery_house.parts["converter"] = QuickPdf()
    return Travelling.brought(chancery_house, "countersigned")


def test_a_program_begins_a_supplement_and_finds_the_link(app, signed):
    chen = Program(app, "chen")
    made = chen.post(f"/api/v1/contracts/{signed.id}/linked", {"relation": "supplement"})
    links = chen.get(f"/api/v1/contracts/{signed.id}/linked").json
    assert made.status_code == 201 and [one["id"] for one in links["linked"]] == [made.json["id"]]
    assert [one["relation"] for one in links["possible"]] == ["supplement", "change", "termination", "renewal"]
    assert chen.get(f"/api/v1/contracts/{made.json['id']}").json["parent_id"] == signed.id


def test_a_program_reads_the_keys_of_the_texts_that_an_order_may_begin_with(app, signed):
    possible = Program(app, "chen").get(f"/api/v1/contracts/{made_framework(signed).id}/linked").json["possible"]
    assert possible[0]["relation"] == "order" and {"order", "service"} <= set(possible[0]["texts"])


def test_a_second_renewal_is_refused_and_says_why(app, signed):
    chen = Program(app, "chen")
    assert chen.post(f"/api/v1/contracts/{signed.id}/linked", {"relation": "renewal"}).status_code == 201
    refused = chen.post(f"/api/v1/contracts/{signed.id}/linked", {"relation": "renewal"})
    assert (refused.status_code, refused.json["type"]) == (409, "urn:chancery:problem:not-linkable")


def test_the_page_offers_it_and_opens_the_filled_draft(app, signed):
    chen = Visitor(app, "chen")
    assert "/linked" in chen.get(f"/contracts/{signed.id}").get_data(as_text=True)
    draft = chen.post(f"/contracts/{signed.id}/linked", {"relation": "change"}).location
    page = chen.get(draft).get_data(as_text=True)
    assert "办公楼电梯维保变更协议" in page and "对原合同的影响" in page


def test_who_may_only_read_is_offered_nothing(app, signed):
    assert "/linked" not in Visitor(app, "xu").get(f"/contracts/{signed.id}").get_data(as_text=True)


def test_the_main_contract_shows_what_it_is_now_and_what_it_was(app, signed):
    Below(signed, "supplement", amount_change="50000.00", new_ends_on="2027-03-31").countersigned()
    page = Visitor(app, "chen").get(f"/contracts/{signed.id}").get_data(as_text=True)
    assert "350,000.00" in page and "300,000.00" in page and "+50,000.00" in page
    links = Program(app, "chen").get(f"/api/v1/contracts/{signed.id}/linked").json
    assert (links["amount"], links["original_amount"], links["original_ends_on"]) == ("350000.00", "300000.00", "2026-12-31")
    assert links["linked"][0]["effect"]["ends_after"] == "2027-03-31"


def test_net_and_tax_belong_to_the_amount_that_stands_beside_them(app, signed):
    Below(signed, "supplement", amount_change="50000.00").countersigned()
    page = Visitor(app, "chen").get(f"/contracts/{signed.id}").get_data(as_text=True)
    assert "330,188.68" in page and "19,811.32" in page and "283,018.87" not in page


def test_who_decides_on_a_change_sees_what_it_changes_before_any_text(app, signed):
    change = Below(signed, "change", amount_change="-6000.00", new_ends_on="2026-11-30").submitted()
    for login, path in (("zhang", f"/work-items/{change.items()['department-head']}"), ("chen", f"/contracts/{change.id}")):
        page = Visitor(app, login).get(path).get_data(as_text=True)
        assert "价款增减" in page and "-6,000.00" in page.replace("−", "-") and "变更后的届满日期" in page and "11月30日" in page, path


def test_a_framework_says_what_its_orders_come_to(app, signed):
    framework = made_framework(signed)
    assert "所列订单合计" not in Visitor(app, "chen").get(f"/contracts/{framework.id}").get_data(as_text=True)
    order = Below(framework, "order", "service")
    with at_desk(signed.house, actor("chen")) as desk:
        row = desk.session.get_one(Contract, order.id)
        row.amount, row.stage = Decimal("120000.00"), "review"
    page = Visitor(app, "chen").get(f"/contracts/{framework.id}").get_data(as_text=True)
    assert re.search("所列订单合计.*120,000.00.*协议金额.*300,000.00", page)


def test_the_contract_that_renews_another_is_named_and_shown_on_both_pages(app, signed):
    plan = (("合同款", "300000.00", "2027-12-15"),)
    other = Travelling(signed.house, plan, title="电梯维保（2027）", starts_on="2027-01-01", ends_on="2027-12-31").submitted()
    until(signed, "2026-10-02T09:00")
    chen, item = Program(app, "chen"), asked(signed)["decide"]
    path, values = f"/api/v1/work-items/{item}/renewal", {"answer": "renewed", "renewed_by": other.row().number}
    refused = chen.post(path, {"values": {**values, "renewed_by": "SVC-0"}, "comment": ""})
    assert refused.status_code == 422 and "renewed_by" in refused.json["errors"]
    assert chen.post(path, {"values": values, "comment": ""}).json["linked"] == other.id
    pages = [Visitor(app, "chen").get(f"/contracts/{one.id}").get_data(as_text=True) for one in (signed, other)]
    assert "电梯维保（2027）" in pages[0] and "续签" in pages[0]
    assert signed.row().number in pages[1] and "续签自" in pages[1]
