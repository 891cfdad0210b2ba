"""What is signed changes the main contract's payment plan: its open rows are always the price less what is paid."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
import sqlalchemy as sa

from contracts.drafting.drafts import read_draft
from contracts.drafting.saving import my_draft, save_draft
from contracts.drafting.submitting import NotReady
from contracts.linking.decreases import NO_CHANGE, TOO_LOW
from contracts.linking.effects import take_effect
from contracts.linking.linked import links_of
from contracts.performing.obligations import NotWaiting
from contracts.performing.payments import record_payment
from contracts.performing.performance import performance_of
from contracts.records import Contract, PlanRow
from engine.desk import at_desk, reading_at
from engine.errors import Refusal
from engine.records import Instance
from tests.contracts.at_stage import Travelling, plan_of
from tests.contracts.linking.below import Below
from tests.hands import work_off
from tests.people import actor


@pytest.fixture
def signed(quick_house):
    return Travelling.brought(quick_house, "countersigned")


def plan(contract):
    """The rows by number: amount, and S for settled, D for dropped."""
    with reading_at(contract.house, actor("xu")) as desk:
        rows = desk.session.scalars(sa.select(PlanRow).where(PlanRow.contract_id == contract.id).order_by(PlanRow.number))
        return {row.number: f"{row.amount:.0f}{'S' * bool(row.settled_on)}{'D' * bool(row.dropped_at)}" for row in rows}


def open_sum(contract):
    with reading_at(contract.house, actor("xu")) as desk:
        return performance_of(desk, desk.session.get_one(Contract, contract.id)).rest


def adds_up(contract):
    row = contract.row()
    assert open_sum(contract) == row.amount + row.changed_amount - row.settled_amount
    return True


def effect_of(linked):
    with reading_at(linked.house, actor("xu")) as desk:
        return links_of(desk, desk.session.get_one(Contract, linked.id)).effect


def test_a_decrease_is_taken_from_the_last_open_rows_and_never_from_paid_ones(signed):
    signed.settled(1)
    change = Below(signed, "change", amount_change="-80000.00").countersigned()
    assert plan(signed) == {1: "100000S", 2: "150000D", 3: "50000D", 4: "120000"} and adds_up(signed)
    assert (signed.row().open_obligations, effect_of(change).dropped_payments, effect_of(change).moved_payments) == (1, 1, 1)
    with reading_at(signed.house, actor("xu")) as desk:
        assert desk.session.get_one(Instance, signed.plan_row(3).instance_id).status == "cancelled"
    signed.settled(4)
    assert (signed.row().stage, signed.row().settled_amount) == ("archive", Decimal("220000"))


def test_a_decrease_to_what_is_paid_leaves_nothing_open_and_the_contract_is_performed(signed):
    signed.settled(1)
    Below(signed, "change", amount_change="-200000.00").countersigned()
    assert plan(signed) == {1: "100000S", 2: "150000D", 3: "50000D"} and adds_up(signed)
    assert (signed.row().open_obligations, signed.row().stage) == (0, "archive")


@pytest.mark.both
def test_the_rows_of_an_increase_join_the_main_contracts_plan_and_are_settled_there(quick_house):
    signed = Travelling.brought(quick_house, "countersigned")
    rows = plan_of(("增项款", "30000.00", "2026-09-01"), ("增项尾款", "20000.00", "2026-12-20"))
    supplement = Below(signed, "supplement", amount_change="50000.00", plan=rows).countersigned()
    assert plan(signed) == {1: "100000", 2: "150000", 3: "50000", 4: "30000", 5: "20000"} and adds_up(signed)
    assert plan(supplement) == {} and supplement.row().stage == "archive" and effect_of(supplement).added_payments == 2
    assert signed.row().open_obligations == 5
    signed.settled(1, 2, 3, 4, 5)
    assert (signed.row().stage, signed.row().settled_amount, supplement.row().settled_amount) == ("archive", Decimal("350000"), Decimal("0"))


def test_an_increase_without_rows_is_paid_with_the_row_that_is_due_last(signed):
    Below(signed, "supplement", amount_change="50000.00").countersigned()
    assert plan(signed) == {1: "100000", 2: "150000", 3: "50000D", 4: "100000"} and adds_up(signed)


def test_where_nothing_is_open_any_more_the_rows_of_an_increase_are_settled_under_the_agreement(signed):
    supplement = Below(signed, "supplement", amount_change="5000.00", plan=plan_of(("增项款", "5000.00", "2026-09-01"))).sealed()
    signed.settled()
    supplement.countersigned()
    assert plan(signed) == {1: "100000S", 2: "150000S", 3: "50000S"} and plan(supplement) == {1: "5000"}
    assert supplement.row().open_obligations == 1


def test_a_termination_takes_off_the_price_what_falls_away(signed):
    signed.settled(1)
    Below(signed, "termination", new_ends_on="2026-06-30", open_payments="drop").countersigned()
    assert signed.row().changed_amount == Decimal("-200000") and adds_up(signed)


def findings(linked, **typed):
    with at_desk(linked.house, actor("chen")) as desk:
        draft, item = my_draft(desk, linked.id)
        form = read_draft(desk, draft, item)
        saved = save_draft(desk, linked.id, {**form.typed, **linked.typed, **typed}, draft.version)
    return [(one.field, one.level, one.sentence) for one in saved.findings if one.field in ("amount_change", "plan")]


@pytest.mark.parametrize(("change", "found"), [("-200000.00", []), ("-200000.01", [("amount_change", "error", TOO_LOW)])])
def test_a_price_falls_to_what_is_paid_and_no_further(signed, change, found):
    signed.settled(1)
    assert findings(Below(signed, "change"), amount_change=change) == found


def test_a_price_does_not_fall_below_what_is_invoiced_and_the_submission_is_refused_with_a_sentence(signed):
    with at_desk(signed.house, actor("wang")) as desk:
        desk.session.get_one(Contract, signed.id).invoiced_amount = Decimal("250000.00")
    assert findings(Below(signed, "supplement"), amount_change="-50000.00") == []
    with pytest.raises(NotReady) as refused:
        Below(signed, "supplement", amount_change="-60000.00").submitted()
    assert "250,000.00" in refused.value.facts["fields"]["amount_change"]


def test_a_plan_without_a_change_of_the_amount_is_an_error(signed):
    assert findings(Below(signed, "supplement"), plan=plan_of(("款", "1.00", "2026-09-01"))) == [("plan", "error", NO_CHANGE)]


def test_finance_who_has_a_row_open_is_asked_for_the_new_amount_instead(signed):
    signed.early(3)
    Below(signed, "change", amount_change="-20000.00").countersigned()
    assert signed.items(str(signed.plan_row(3).instance_id)) == {} and signed.row().open_obligations == 3
    signed.settled(4)
    assert signed.row().settled_amount == Decimal("30000") and adds_up(signed)


def test_as_of_the_day_before_the_plan_is_what_it_was(signed):
    signed.house.clock.tell("2026-03-05T09:00")
    Below(signed, "change", amount_change="-20000.00").countersigned()
    row = signed.plan_row(3)
    assert (row.amount, row.dropped_at.date().isoformat()) == (Decimal("50000"), "2026-03-05")
    assert signed.plan_row(4).began_at.date().isoformat() == "2026-03-05"


def test_a_row_that_fell_away_is_not_settled_even_before_its_obligation_has_ended(signed):
    item, change = signed.settle_item(3), Below(signed, "change", amount_change="-50000.00").sealed()
    with at_desk(signed.house, actor("chen")) as desk:
        take_effect(desk, desk.session.get_one(Contract, change.id))          # the letter that ends the obligation is not delivered yet
    with pytest.raises(NotWaiting), at_desk(signed.house, actor("wang")) as desk:
        record_payment(desk, item, {"settled_on": signed.today(), "settled_amount": "50000.00"}, signed.receipt())
    work_off(signed.house)
    assert (signed.row().open_obligations, signed.row().settled_amount) == (2, Decimal("0"))


@pytest.mark.both
def test_a_payment_and_a_decrease_of_the_same_moment_leave_a_plan_that_adds_up(quick_house):
    signed = Travelling.brought(quick_house, "countersigned")
    item, change, receipt = signed.settle_item(3), Below(signed, "change", amount_change="-50000.00").sealed(), signed.receipt()

    def pay():
        try:
            with at_desk(quick_house, actor("wang")) as desk:
                record_payment(desk, item, {"settled_on": signed.today(), "settled_amount": "50000.00"}, receipt)
        except Refusal as refused:
            return refused.code

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda act: act(), (pay, change.countersigned)))
    work_off(quick_house)
    assert adds_up(signed) and signed.row().open_obligations == sum(end not in "SD" for end in (row[-1] for row in plan(signed).values()))
