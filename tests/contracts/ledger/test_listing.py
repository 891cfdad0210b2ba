"""The ledger: filters, totals, pages, who has it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contracts.ledger import listing
from contracts.ledger.filters import Filters
from contracts.records import Contract
from engine.desk import at_desk, reading_at
from engine.errors import Invalid
from engine.identity import new_id
from engine.records import Holder, Instance, Visit, WorkItem
from tests.people import actor


def put(house, title, **fields):
    """A contract as a row; the use cases that make one are tested elsewhere."""
    with at_desk(house, actor("chen")) as desk:
        given = {"type": "service", "owner": "chen", "department": "ENG", "values": {}, "template": "service",
                 "created_at": desk.now, "updated_at": desk.now, "amount": Decimal("100.00"), **fields}
        contract = Contract(id=new_id(), title=title, settled_amount=given.pop("settled_amount", Decimal(0)), **given)
        desk.session.add(contract)
    house.clock.advance("PT1M")
    return contract


def listed(house, filters=None, person="sun", **which):
    with reading_at(house, actor(person)) as desk:
        return listing.page(desk, filters or Filters(), **which)


def titles(page):
    return [row.title for row in page.rows]


def test_the_newest_change_comes_first(house):
    put(house, "older"), put(house, "newer")
    assert titles(listed(house)) == ["newer", "older"]


@pytest.mark.parametrize("filters, found", [
    (Filters(stage=("review",)), ["b"]), (Filters(department=("PUR",)), ["b"]), (Filters(owner=("chen",)), ["a"]),
    (Filters(department=("PUR", "ENG")), ["b", "a"]), (Filters(owner=("chen",), department=("PUR",)), []), (Filters(counterparty=("上海钢铁有限公司",)), ["a"]),
    (Filters(at_least=Decimal("150")), ["b"]), (Filters(at_most=Decimal("150.00")), ["a"]),
    (Filters(text="0042"), ["b"]), (Filters(text="钢铁"), ["a"]), (Filters(text="ＰＵＲ－２０２６"), ["b"]), (Filters(text="（二）"), ["b"]), (Filters(text="100%"), []), (Filters(direction=("income",)), ["b"])])
def test_a_filter_leaves_what_fits(house, filters, found):
    put(house, "a", counterparty="上海钢铁有限公司")
    put(house, "b", owner="qian", counterparty="安泰（二）公司", department="PUR", stage="review", amount=Decimal("200.00"), number="SVC-PUR-2026-0042", direction="income")
    assert titles(listed(house, filters)) == found


def test_a_cancelled_contract_is_counted_and_in_no_sum(house):
    put(house, "runs")
    put(house, "cancelled", status="cancelled")
    assert (listed(house).totals.count, listed(house).totals.of("expense").amount) == (2, Decimal("100.00"))
    assert listed(house, Filters(status=("cancelled",))).totals.of("expense").amount == Decimal("100.00")


def test_the_totals_are_of_all_pages_and_income_stays_apart(house):
    for number in range(3):
        put(house, f"pay {number}", amount=Decimal("0.10"), settled_amount=Decimal("0.05"))
    put(house, "get", amount=Decimal("1000.00"), direction="income")
    totals = listed(house, limit=1).totals
    pays, gets = totals.of("expense"), totals.of("income")
    assert (totals.count, pays.amount, pays.settled_amount, gets.amount) == (4, Decimal("0.30"), Decimal("0.15"), Decimal("1000.00"))


def test_pages_follow_each_other_without_gap_or_double(house):
    for number in range(5):
        put(house, str(number))
    seen, after = [], None
    while True:
        page = listed(house, limit=2, after=after)
        seen += titles(page)
        after = page.next
        if after is None:
            break
    assert seen == ["4", "3", "2", "1", "0"]


@pytest.mark.parametrize("after", ["x", "2026-03-02T09:00:00~1", "~", "2026-03-02T09:00:00+00:00~short"])
def test_a_made_up_page_is_refused(house, after):
    with pytest.raises(Invalid):
        listed(house, after=after)


def test_the_counts_of_stages_ignore_the_chosen_stage(house):
    put(house, "a"), put(house, "b", stage="review")
    assert listed(house, Filters(stage=("review",))).stages == {"draft": 1, "review": 1}


def test_a_row_says_who_has_it_since_when(house):
    instance = new_id()
    contract = put(house, "held", instance_id=instance, stage="review")
    with at_desk(house, actor("chen")) as desk:
        desk.session.add(Instance(id=instance, key="contract", edition=1, digest="", process="contract", subject="contract",
                                  subject_id=contract.id, initiator="chen", status="running", state=b"", started_at=desk.now))
        desk.session.add(Visit(instance_id=instance, number=1, element="legal-review", turn=1, token="t", process="p", task={}, data={}, opened_at=desk.now))
        desk.session.add(WorkItem(instance_id=instance, number=2, visit=1, kind="decide", state="open", candidates=["g:legal"], why={}, wrote={}, opened_at=desk.now))
        desk.session.add(Holder(instance_id=instance, item=2, principal="g:legal", urgency=0))
    (held,) = listed(house).rows[0].held
    assert (held.principal, held.since) == ("g:legal", house.clock())


def test_how_much_is_paid_is_shown_in_whole_percent(house):
    put(house, "third", amount=Decimal("300.00"), settled_amount=Decimal("100.00"))
    put(house, "no amount", amount=None)
    assert [row.paid_percent for row in listed(house).rows] == [None, 33]
