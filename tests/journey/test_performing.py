"""Perform: each row of the plan comes up, is late, is settled; the sums follow; then the archive."""

from __future__ import annotations

import pytest


@pytest.fixture
def signed(quick_way):
    return quick_way.submitted().approved().sealed().countersigned("2026-03-02")


def rows(way) -> dict[str, str]:
    return {row["name"]: row["state"] for row in way.read("/performance")["rows"]}


def test_each_row_of_the_plan_lives_as_an_instance_of_its_own(signed):
    assert signed.stands() == ("perform", "running", set())
    assert rows(signed) == {"预付款": "coming", "进度款": "coming", "尾款": "coming"}
    found = signed.done("zheng", "GET", "/instances?key=obligation")["rows"]
    assert {one["subject_id"] for one in found} == {f"{signed.id}.{number}" for number in (1, 2, 3)}


def test_a_week_before_it_is_due_finance_is_asked(signed, clock):
    clock.tell("2026-03-25T08:59")
    signed.settle_down()
    assert rows(signed)["预付款"] == "coming"
    clock.tell("2026-03-25T09:00")
    signed.settle_down()
    assert rows(signed)["预付款"] == "open"
    assert signed.item("wang", "settle", "预付款")


def test_past_its_day_it_is_overdue_and_finance_is_reminded(signed, clock):
    clock.tell("2026-04-02T09:00")
    signed.settle_down()
    clock.tell("2026-04-03T09:00")
    signed.settle_down()
    assert rows(signed)["预付款"] == "overdue"
    assert "reminded" in [one["kind"] for one in signed.done("wang", "GET", "/notices")["rows"]]


def test_what_is_settled_is_added_up_in_the_ledger(signed, clock):
    clock.tell("2026-03-25T09:00")
    signed.settle_down()
    signed.settled(signed.typed["plan"][0], "2026-03-25")
    performance, contract = signed.read("/performance"), signed.read()
    assert (performance["settled"], performance["planned"]) == ("100000.00", "300000.00")
    assert contract["settled_amount"] == "100000.00"
    assert rows(signed)["预付款"] == "settled"


def test_a_payment_without_a_receipt_is_refused(signed, clock):
    clock.tell("2026-03-25T09:00")
    signed.settle_down()
    item = signed.item("wang", "settle", "预付款")
    said = signed.ask("wang", "POST", f"/api/v1/work-items/{item}/settle", {"values": {"settled_on": "2026-03-25", "settled_amount": "100000.00"}})
    assert (said.status, set(said.body["errors"])) == (422, {"receipt"})
    assert rows(signed)["预付款"] == "open"
