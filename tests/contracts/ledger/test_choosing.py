"""Filters together, in Chinese, over ranges; any order, page by page; nothing that the actor may not see."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from contracts.ledger import listing
from contracts.ledger.columns import COLUMNS
from contracts.ledger.filters import Filters
from engine.desk import reading_at
from engine.errors import Invalid
from tests.contracts.ledger.test_listing import listed, put, titles
from tests.people import actor


def put_several(house):
    put(house, "电梯维保", number="SVC-1", amount=Decimal("300.00"), signed_on=dt.date(2026, 3, 1), ends_on=dt.date(2026, 12, 31), project="P-1", risk_level="high")
    put(house, "电缆采购", number="PUR-2", type="purchase", amount=None, signed_on=None, counterparty="上海消防设备", ends_on=dt.date(2027, 1, 31))
    put(house, "消防改造", number="PUR-3", type="purchase", amount=Decimal("100.00"), signed_on=dt.date(2026, 3, 9), department="PUR", owner="qian")


@pytest.mark.parametrize("filters, found", [
    (Filters(text="电缆"), {"电缆采购"}), (Filters(text="消防"), {"电缆采购", "消防改造"}), (Filters(text="消防 改造"), {"消防改造"}),
    (Filters(type=("purchase", "service"), department=("PUR",)), {"消防改造"}), (Filters(risk=("high", "low")), {"电梯维保"}),
    (Filters(signed_from=dt.date(2026, 3, 1), signed_to=dt.date(2026, 3, 8)), {"电梯维保"}), (Filters(ends_from=dt.date(2027, 1, 1)), {"电缆采购"}),
    (Filters(submitted_from=dt.date(2026, 3, 2)), set()), (Filters(project=("P-1", "P-2")), {"电梯维保"}),
    (Filters(at_least=Decimal("100"), at_most=Decimal("299.99"), type=("purchase",)), {"消防改造"})])
def test_filters_hold_together_and_two_characters_are_enough(house, filters, found):
    put_several(house)
    assert set(titles(listed(house, filters))) == found


def test_a_company_is_a_department_with_all_under_it(quick_house):
    put(quick_house, "工程"), put(quick_house, "采购", department="PUR")
    assert set(titles(listed(quick_house, Filters(company=("HQ",))))) == {"工程", "采购"}
    assert titles(listed(quick_house, Filters(company=("PUR",)))) == ["采购"]
    assert {row.company for row in listed(quick_house).rows} == {"HQ"}


@pytest.mark.parametrize("sort", [f"{way}{column.name}" for column in COLUMNS if column.sorts for way in ("", "-")])
def test_every_order_is_paged_without_gap_or_double(house, sort):
    put_several(house)
    put(house, "电梯维保", amount=Decimal("300.00"), changed_amount=Decimal("-300.00"))
    whole = [row.id for row in listed(house, sort=sort).rows]
    seen, after = [], None
    for _ in range(4):
        page = listed(house, sort=sort, limit=1, after=after)
        seen, after = [*seen, *(row.id for row in page.rows)], page.next
    assert (seen, after, len(set(seen))) == (whole, None, 4)


@pytest.mark.parametrize("sort, order", [("amount", ["消防改造", "电梯维保", "电缆采购"]), ("-amount", ["电梯维保", "消防改造", "电缆采购"]),
                                         ("-signed_on", ["消防改造", "电梯维保", "电缆采购"])])
def test_what_is_empty_comes_last_either_way(house, sort, order):
    put_several(house)
    assert titles(listed(house, sort=sort)) == order


@pytest.mark.parametrize("sort", ["held", "company", "none", "-", "values"])
def test_an_order_that_there_is_not_is_refused(house, sort):
    with pytest.raises(Invalid):
        listed(house, sort=sort)


def test_sums_are_of_one_direction_and_one_currency(house):
    put(house, "a", changed_amount=Decimal("5.00")), put(house, "b", currency="USD"), put(house, "c", direction="income", settled_amount=Decimal("40.00"))
    sums = {(one.direction, one.currency): (one.current_amount, one.open_amount) for one in listed(house).totals.sums}
    assert sums == {("expense", "CNY"): (Decimal("105.00"), Decimal("105.00")), ("expense", "USD"): (Decimal("100.00"), Decimal("100.00")),
                    ("income", "CNY"): (Decimal("100.00"), Decimal("60.00"))}


def test_totals_counts_and_search_keep_to_what_one_may_see(quick_house):
    put_several(quick_house)
    for filters in (Filters(), Filters(text="电")):
        page = listed(quick_house, filters, person="qian")
        assert (page.totals.count, sum(page.stages.values())) == (len(page.rows), len(page.rows))
    assert titles(listed(quick_house, person="qian")) == ["消防改造"]
    with reading_at(quick_house, actor("qian")) as desk:
        assert [row.title for rows in listing.every_row(desk, Filters()) for row in rows] == ["消防改造"]


def test_a_row_names_what_it_belongs_to_where_one_may_see_that(quick_house):
    frame = put(quick_house, "框架", number="FRM-1")
    put(quick_house, "订单", parent_id=frame.id, owner="qian", department="PUR")
    assert {row.title: row.parent_number for row in listed(quick_house).rows} == {"框架": None, "订单": "FRM-1"}
    assert [row.parent_number for row in listed(quick_house, person="qian").rows] == [None]
    assert titles(listed(quick_house, Filters(parent=frame.id))) == ["订单"]
