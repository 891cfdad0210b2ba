"""What a signed supplement, change or termination does to its main contract: at the right moment, once, whoever comes at the same time."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
import sqlalchemy as sa

from contracts.ledger.comparing import differences
from contracts.ledger.records import ContractDay
from contracts.linking.effects import take_effect
from contracts.linking.linked import links_of
from contracts.linking.possible import possible_links
from contracts.process.ending import cancel_contract
from contracts.records import Contract, Notice
from engine import history
from engine.desk import at_desk, reading_at
from tests.contracts.at_stage import Travelling
from tests.contracts.linking.below import Below
from tests.hands import work_off
from tests.people import actor


@pytest.fixture
def signed(quick_house):
    return Travelling.brought(quick_house, "countersigned")


def read(contract, act):
    with reading_at(contract.house, actor("xu")) as desk:
        return act(desk, desk.session.get_one(Contract, contract.id))


def test_it_happens_when_both_have_signed_and_not_before(signed):
    supplement = Below(signed, "supplement", amount_change="50000.00", new_ends_on="2027-03-31").sealed()
    assert (signed.row().changed_amount, signed.row().ends_on) == (Decimal("0"), dt.date(2026, 12, 31))
    supplement.countersigned()
    assert (signed.row().changed_amount, signed.row().ends_on) == (Decimal("50000.00"), dt.date(2027, 3, 31))
    links = read(signed, links_of)
    assert (links.amount, links.original_amount, links.original_ends_on) == (Decimal("350000.00"), Decimal("300000.00"), dt.date(2026, 12, 31))


def test_the_ledger_of_past_days_knows_what_it_was(signed):
    signed.house.clock.tell("2026-03-05T09:00")
    Below(signed, "supplement", amount_change="50000.00", new_ends_on="2027-03-31").countersigned()
    signed.house.clock.tell("2026-03-09T09:00")
    with reading_at(signed.house, actor("xu")) as desk:
        assert differences(desk) == []
        days = desk.session.execute(sa.select(ContractDay.day, ContractDay.changed_amount, ContractDay.ends_on).order_by(ContractDay.day)
                                    .where(ContractDay.contract_id == signed.id)).all()
    assert days[0][1:] == (Decimal("0"), dt.date(2026, 12, 31)) and days[-1][1:] == (Decimal("50000.00"), dt.date(2027, 3, 31))


def test_a_decrease_is_a_signed_amount(signed):
    Below(signed, "change", amount_change="-20000.00").countersigned()
    assert signed.row().changed_amount == Decimal("-20000.00")


def test_before_and_after_stand_in_the_linked_contracts_own_chain(signed):
    supplement = Below(signed, "supplement", amount_change="50000.00").countersigned()
    said = read(supplement, lambda desk, row: [one.facts for one in history.entries(desk, row.instance_id) if one.act == "took-effect"])
    assert said == [{"contract": signed.id, "before": {"changed_amount": "0.00", "ends_on": "2026-12-31"},
                     "after": {"changed_amount": "50000.00", "ends_on": "2026-12-31"}, "replaced": [{"row": 3, "by": 4}]}]
    assert read(signed, lambda desk, row: [one.act for one in history.entries(desk, row.instance_id)]).count("took-effect") == 0


def test_it_happens_once(signed):
    supplement = Below(signed, "supplement", amount_change="50000.00").countersigned()
    with at_desk(signed.house, actor("chen")) as desk:
        assert take_effect(desk, desk.session.get_one(Contract, supplement.id)) is None
    assert signed.row().changed_amount == Decimal("50000.00")


def test_what_was_signed_counts_and_not_what_the_record_says_since(signed):
    supplement = Below(signed, "supplement", amount_change="50000.00").sealed()
    with at_desk(signed.house, actor("chen")) as desk:
        row = desk.session.get_one(Contract, supplement.id)
        row.values = {**row.values, "amount_change": "999999.00"}
    supplement.countersigned()
    assert signed.row().changed_amount == Decimal("50000.00")


def test_a_cancelled_one_has_no_effect(signed):
    supplement = Below(signed, "supplement", amount_change="50000.00").submitted()
    with at_desk(signed.house, actor("chen")) as desk:
        cancel_contract(desk, desk.session.get_one(Contract, supplement.id), "谈崩了。")
    work_off(signed.house)
    assert (supplement.row().status, signed.row().changed_amount) == ("cancelled", Decimal("0"))
    assert read(signed, links_of).linked[0].effect is None


@pytest.mark.both
def test_two_supplements_at_the_same_moment_both_count(quick_house):
    main = Travelling.brought(quick_house, "countersigned")
    two = [Below(main, "supplement", amount_change=amount).sealed() for amount in ("10000.00", "7000.00")]
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda one: one.countersigned(), two))
    work_off(quick_house)
    assert main.row().changed_amount == Decimal("17000.00")
    links = read(main, links_of)
    assert sorted(one.effect.amount_change for one in links.linked) == [Decimal("7000.00"), Decimal("10000.00")]


def test_a_termination_ends_the_term_and_drops_what_is_open(signed):
    signed.settled(1)
    ended = Below(signed, "termination", new_ends_on="2026-06-30", open_payments="drop").countersigned()
    row = signed.row()
    assert (row.ends_on, row.open_obligations, row.stage) == (dt.date(2026, 6, 30), 0, "archive")
    assert [bool(signed.plan_row(number).dropped_at) for number in (1, 2, 3)] == [False, True, True]
    assert read(ended, links_of).effect.dropped_payments == 2
    assert read(signed, possible_links) == ()


def test_a_termination_may_leave_the_open_payments(signed):
    Below(signed, "termination", new_ends_on="2026-06-30", open_payments="keep").countersigned()
    assert (signed.row().open_obligations, signed.row().stage) == (3, "perform")
    assert read(signed, lambda desk, row: [one.relation for one in possible_links(desk, row)]) == []


def test_the_owner_of_the_main_contract_is_told(signed):
    with at_desk(signed.house, actor("chen")) as desk:
        desk.session.get_one(Contract, signed.id).owner = "zhang"
    Below(signed, "supplement", amount_change="1000.00").countersigned()
    told = read(signed, lambda desk, row: desk.session.scalars(sa.select(Notice).where(Notice.kind == "took-effect")).all())
    assert [(one.person, one.contract_id) for one in told] == [("zhang", signed.id)]
