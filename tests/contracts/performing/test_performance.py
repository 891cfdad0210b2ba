"""Planned against settled; the list over all contracts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contracts.performing.performance import dues, performance_of
from contracts.records import Contract
from engine.desk import reading_at
from engine.errors import Invalid
from tests.contracts.at_stage import Travelling
from tests.hands import work_off
from tests.people import actor


@pytest.fixture
def contract(quick_house):
    return Travelling.brought(quick_house, "countersigned")


def seen(contract, user="chen"):
    with reading_at(contract.house, actor(user)) as desk:
        return performance_of(desk, desk.session.get_one(Contract, contract.id))


def listed(house, which, user="xu", **more):
    with reading_at(house, actor(user)) as desk:
        return dues(desk, which, **more)


def until(contract, moment):
    contract.house.clock.tell(moment)
    work_off(contract.house)


def names(page):
    return [one.due.name for one in page.rows]


def test_before_signing_the_rows_are_planned(quick_house):
    contract = Travelling.brought(quick_house, "approved")
    assert [row.state for row in seen(contract).rows] == ["planned"] * 3
    assert listed(quick_house, "coming").rows == ()


def test_money_and_time_run_apart(contract):
    contract.settled(1, 2)
    until(contract, "2026-03-31T10:00")
    found = seen(contract)
    assert (found.planned, found.settled, found.rest, found.money_percent) == (Decimal(300000), Decimal(250000), Decimal(50000), 83)
    assert found.time_percent == 15 * 100 // 290


def test_a_row_is_coming_then_open_then_overdue_then_settled(contract):
    states = [seen(contract).rows[0].state]
    for moment in ("2026-03-25T09:00", "2026-04-01T23:59", "2026-04-02T00:01"):
        until(contract, moment)
        states.append(seen(contract).rows[0].state)
    contract.settled(1)
    assert [*states, seen(contract).rows[0].state] == ["coming", "open", "open", "overdue", "settled"]


def test_what_is_overdue_is_summed_and_counted_in_days(contract):
    until(contract, "2026-04-11T10:00")
    found = seen(contract)
    assert (found.overdue, found.rows[0].days) == (Decimal("100000.00"), -10)


def test_finance_finds_its_item_and_the_drafter_the_button(contract):
    until(contract, "2026-03-25T09:00")
    assert seen(contract, "wang").rows[0].item is not None and seen(contract, "chen").rows[0].item is None
    assert [row.can_be_early for row in seen(contract, "chen").rows] == [False, True, True]
    assert [row.can_be_early for row in seen(contract, "zhang").rows] == [False, False, False]


def test_a_settled_row_shows_its_receipt_and_what_it_differs_by(contract):
    contract.settled(1, settled_amount="99000", remark="扣款")
    row = seen(contract).rows[0]
    assert (row.differs, row.receipt, row.settled_by) == (Decimal("-1000.00"), 3, "wang")


def test_the_list_over_all_contracts_counts_what_stands_how(contract):
    other = Travelling.brought(contract.house, "countersigned")
    other.settled(1)
    until(contract, "2026-04-02T10:00")
    assert names(listed(contract.house, "overdue")) == ["预付款"]
    assert names(listed(contract.house, "settled")) == ["预付款"]
    assert listed(contract.house, "open").counts == {"overdue": 1, "open": 0, "coming": 4, "settled": 1}


def test_everybody_sees_the_payments_of_their_contracts_only(contract):
    assert len(listed(contract.house, "coming", "chen").rows) == 3
    assert len(listed(contract.house, "coming", "zhang").rows) == 3
    assert listed(contract.house, "coming", "qian").rows == ()
    assert listed(contract.house, "coming", "qian").counts["coming"] == 0


@pytest.mark.parametrize("which", ["coming", "settled"])
def test_pages_have_no_gap_and_no_double(contract, which):
    other = Travelling.brought(contract.house, "countersigned")
    if which == "settled":
        contract.settled(1, 2), other.settled(3)
    whole, found, after = listed(contract.house, which), [], None
    while True:
        page = listed(contract.house, which, after=after, limit=2)
        found += page.rows
        if (after := page.next) is None:
            break
    assert tuple(found) == whole.rows and len(found) == {"coming": 6, "settled": 3}[which]


def test_what_no_page_gave_is_refused(quick_house):
    for which, after in (("late", None), ("", None), ("open", "x"), ("open", "2026-01-01~a~b"), ("open", "~~")):
        with pytest.raises(Invalid):
            listed(quick_house, which, after=after)
