"""What payments say in the ledger: overdue, due soon, kept back, milestones; the same sums as on the page of payments."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from contracts.ledger.filters import Filters
from contracts.performing import performance
from contracts.records import Contract, PlanRow
from engine.desk import SYSTEM, at_desk, reading_at
from engine.identity import new_id
from tests.contracts.at_stage import Travelling
from tests.contracts.ledger.test_listing import listed, put, titles
from tests.contracts.projects.conftest import CODE, put_project
from tests.people import actor

pytestmark = pytest.mark.both
TODAY = dt.date(2026, 3, 2)
SUMS = ("overdue_amount", "soon_amount", "retention_amount")


def planned(house, title, *rows, **fields):
    """A contract under way with these rows: (days from today, amount, kind, settled)."""
    contract = put(house, title, **{"stage": "perform", "ends_on": dt.date(2026, 12, 31), **fields})
    with at_desk(house, SYSTEM) as desk:
        for number, (days, amount, kind, settled) in enumerate(rows, start=1):
            desk.session.add(PlanRow(contract_id=contract.id, number=number, name=f"第{number}期", amount=Decimal(amount), kind=kind, instance_id=new_id(),
                                     due_on=TODAY + dt.timedelta(days=days), **(settled_today(desk, amount) if settled else {})))
    return contract


def settled_today(desk, amount):
    return {"settled_on": TODAY, "settled_at": desk.now, "settled_amount": Decimal(amount), "settled_by": "wang"}


def put_several(house):
    planned(house, "late", (-40, "5.00", "payment", True), (-9, "10.00", "payment", False), (-1, "20.00", "payment", False), (300, "3.00", "retention", False))
    planned(house, "soon", (0, "30.00", "payment", False), (30, "40.00", "payment", False), (31, "50.00", "payment", False), direction="income")
    planned(house, "over", (-9, "60.00", "retention", False), status="cancelled")
    planned(house, "done", (-9, "70.00", "payment", True), direction="income")


def test_each_row_says_what_is_overdue_due_soon_and_kept_back(house):
    put_several(house)
    found = {row.title: tuple(map(str, (row.overdue_amount, row.soon_amount, row.retention_amount))) for row in listed(house).rows}
    assert found == {"late": ("30.00", "0.00", "3.00"), "soon": ("0.00", "70.00", "0.00"), "over": ("0.00",) * 3, "done": ("0.00",) * 3}


def test_the_last_line_adds_up_what_the_rows_say_for_each_direction(house):
    put_several(house)
    page = listed(house)
    for direction in ("expense", "income"):
        rows, total = [row for row in page.rows if row.direction == direction], page.totals.of(direction)
        assert [getattr(total, name) for name in SUMS] == [sum(getattr(row, name) for row in rows) for name in SUMS]


@pytest.mark.parametrize("which, found", [("overdue", ["late"]), ("soon", ["soon"]), ("retention", ["late"])])
def test_contracts_are_left_that_have_such_payments(house, which, found):
    put_several(house)
    assert titles(listed(house, Filters(payments=(which,)))) == found


def test_milestones_are_counted_and_the_next_one_is_named(house):
    put_several(house)
    rows = {row.title: row for row in listed(house, sort="done_percent").rows}
    said = {title: (row.milestones_done, row.milestones, row.done_percent, row.next_milestone, str(row.next_due_on)) for title, row in rows.items()}
    assert said == {"late": (1, 4, 25, "第2期", "2026-02-21"), "soon": (0, 3, 0, "第1期", "2026-03-02"), "over": (0, 1, 0, None, "None"),
                    "done": (1, 1, 100, None, "None")}
    assert list(rows)[-1] == "done"


@pytest.mark.parametrize("sort, first", [("-overdue_amount", "late"), ("-soon_amount", "soon"), ("-retention_amount", "late"), ("next_due_on", "late"),
                                         ("-milestones", "late"), ("-milestones_done", "late"), ("-done_percent", "done")])
def test_the_ledger_is_sorted_by_what_payments_say(house, sort, first):
    put_several(house)
    planned(house, "nothing")
    names, after = [], None
    for _ in range(5):
        page = listed(house, sort=sort, limit=1, after=after)
        names, after = [*names, *titles(page)], page.next
    assert (sorted(names), after) == (["done", "late", "nothing", "over", "soon"], None)
    assert names[0] == first or page.rows[0].title != first


def test_the_ledger_says_the_same_as_the_page_of_payments(quick_house):
    one = Travelling.brought(quick_house, "countersigned")
    quick_house.clock.advance("P155D")
    with reading_at(quick_house, actor("sun")) as desk:
        late = performance.dues(desk, "overdue").rows
    row, = listed(quick_house, Filters(payments=("overdue",))).rows
    assert (row.id, len(late), row.overdue_amount, row.milestones) == (one.id, 2, sum(one.due.amount for one in late), 3)


def test_payments_of_a_past_day_are_as_they_were_known_then(quick_house):
    Travelling.brought(quick_house, "countersigned")
    quick_house.clock.advance("P40D")
    with at_desk(quick_house, SYSTEM) as desk:
        row = desk.session.get_one(PlanRow, (desk.session.query(Contract).one().id, 1))
        row.settled_on, row.settled_at, row.settled_amount = dt.date(2026, 4, 1), desk.now, row.amount
    quick_house.clock.advance("P1D")
    days = [dt.date(2026, 4, 1), dt.date(2026, 4, 10), dt.date(2026, 4, 11)]
    past = [listed(quick_house, as_of=day).rows[0] for day in days]
    assert [(str(row.overdue_amount), row.milestones_done) for row in past] == [("0.00", 0), ("100000.00", 0), ("0.00", 1)]
    assert titles(listed(quick_house, Filters(payments=("overdue",)), as_of=days[1])) == ["办公楼电梯维保"]


def test_payments_add_up_to_what_one_may_see(house):
    planned(house, "mine", (-9, "10.00", "payment", False)), planned(house, "theirs", (-9, "20.00", "payment", False), owner="qian", department="PUR")
    assert [listed(house, person=person).totals.of("expense").overdue_amount for person in ("sun", "chen", "qian")] == [Decimal(30), Decimal(10), Decimal(20)]


def test_a_row_names_its_budget_line_and_says_whether_it_is_over(quick_house):
    put_project(quick_house)
    put(quick_house, "over", project=CODE, budget_line=1, over_budget=True), put(quick_house, "fits", project=CODE, budget_line=1), put(quick_house, "none")
    assert {row.title: (row.budget_line, row.over_budget) for row in listed(quick_house).rows} == {
        "over": ("02.01 设备购置", "yes"), "fits": ("02.01 设备购置", ""), "none": ("", "")}
    assert titles(listed(quick_house, Filters(over_budget="yes"))) == ["over"]
