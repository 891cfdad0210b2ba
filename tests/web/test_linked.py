"""Linked contracts, through page and API."""

from __future__ import annotations

import pytest

from tests.contracts.at_stage import Travelling
from tests.contracts.linking.below import Below
from tests.contracts.linking.renewing.test_watching import asked, until
from tests.contracts.linking.test_beginning import made_framework
from tests.quick_pdf import QuickPdf
from tests.web.visitors import Program, Visitor


@pytest.fixture
def signed(app, chancery_house):
    chancery_house.parts["converter"] = QuickPdf()
    return Travelling(chancery_house).countersigned()


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
