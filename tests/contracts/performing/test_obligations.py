"""Perform: each row of the payment plan is an instance of its own; it comes due, reminds, is settled with a paper, shows as overdue."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
import sqlalchemy as sa

from contracts.files.papers import papers_of
from contracts.performing.obligations import FACTS, NotWaiting, ObligationSubject, settle_early
from contracts.performing.payments import record_payment
from contracts.records import Contract, Notice
from engine import history
from engine.desk import SYSTEM, at_desk, reading_at
from engine.errors import AlreadyDone, Invalid, NotFound, NotYours
from engine.identity import Key
from engine.messages import deliver_letter
from engine.records import Instance, Letter, Timer
from tests.contracts.at_stage import PLAN, Travelling
from tests.hands import work_off
from tests.people import actor

TWO = (("预付款", "100000.00", "2026-04-01"), ("尾款", "200000.00", "2026-12-15"))


@pytest.fixture
def contract(quick_house):
    return Travelling.brought(quick_house, "countersigned")


def look(contract, read):
    with reading_at(contract.house, actor("xu")) as desk:
        return read(desk)


def until(contract, moment):
    contract.house.clock.tell(moment)
    work_off(contract.house)


def settle(contract, number, *, receipt=True, by="wang", **typed):
    item = contract.settle_item(number)
    given = {"settled_on": contract.today(), "settled_amount": str(contract.plan_row(number).amount), **typed}
    with at_desk(contract.house, actor(by)) as desk:
        return record_payment(desk, item, given, contract.receipt() if receipt else None)


def test_after_signing_each_row_of_the_plan_is_an_instance_of_its_own(contract):
    rows = [contract.plan_row(number) for number in (1, 2, 3)]
    found = look(contract, lambda desk: [desk.session.get(Instance, row.instance_id) for row in rows])
    assert {one.key for one in found} == {"obligation"} and len({one.id for one in found}) == 3
    assert [one.subject_id for one in found] == [f"{contract.id}.{number}" for number in (1, 2, 3)]
    assert (contract.row().stage, contract.row().open_obligations) == ("perform", 3)


def test_it_comes_up_a_week_before_it_is_due_and_finance_is_asked(contract):
    until(contract, "2026-03-25T08:59")
    assert contract.items(contract.plan_row(1).instance_id) == {}
    until(contract, "2026-03-25T09:00")
    assert list(contract.items(contract.plan_row(1).instance_id)) == ["settle"]
    assert contract.plan_row(2).comes_up_at is None
    asked = look(contract, lambda desk: list(desk.session.scalars(sa.select(Notice).where(Notice.kind == "asked"))))
    assert {notice.person for notice in asked if notice.facts["step"] == "收付款登记"} == {"wang", "zhao"}


def test_how_long_before_is_a_setting(quick_house):
    quick_house.settings["obligations"]["days_before"] = 30
    contract = Travelling.brought(quick_house, "countersigned")
    assert list(contract.items(contract.plan_row(1).instance_id)) == ["settle"]


def test_it_reminds_when_its_day_has_passed(contract):
    until(contract, "2026-04-01T17:59")
    assert look(contract, reminded) == set()
    until(contract, "2026-04-02T09:00")
    assert look(contract, reminded) == {"wang", "zhao"}


def reminded(desk):
    return set(desk.session.scalars(sa.select(Notice.person).where(Notice.kind == "reminded")))


def test_it_is_settled_with_its_day_amount_and_receipt(contract):
    settle(contract, 1)
    row = contract.plan_row(1)
    assert (str(row.settled_on), row.settled_amount, row.settled_by) == ("2026-03-02", Decimal("100000.00"), "wang")
    [receipt] = look(contract, lambda desk: papers_of(desk, contract.id, "receipt"))
    assert (receipt.plan_row, receipt.added_by) == (1, "wang")
    assert (contract.row().settled_amount, contract.row().open_obligations) == (Decimal("100000.00"), 2)
    assert look(contract, lambda desk: desk.session.get(Instance, row.instance_id)).status == "completed"


def test_the_obligations_own_history_holds_the_ledger_before_and_after(contract):
    settle(contract, 1)
    [entry] = [one for one in look(contract, lambda desk: history.entries(desk, contract.plan_row(1).instance_id)) if one.act == "ledger"]
    assert entry.facts["before"] == {"open_obligations": 3, "settled_amount": "0.00"}
    assert entry.facts["after"] == {"open_obligations": 2, "settled_amount": "100000.00"}
    assert look(contract, history.verify) == []


def test_nothing_is_settled_without_a_receipt(contract):
    with pytest.raises(Invalid) as refused:
        settle(contract, 1, receipt=False)
    assert list(refused.value.facts["fields"]) == ["receipt"]
    assert contract.plan_row(1).settled_on is None


def test_another_amount_than_planned_needs_a_word_why(contract):
    with pytest.raises(Invalid) as refused:
        settle(contract, 1, settled_amount="99,000")
    assert list(refused.value.facts["fields"]) == ["remark"]
    settle(contract, 1, settled_amount="99,000", remark="扣减违约金 1,000 元")
    assert (contract.plan_row(1).settled_amount, contract.plan_row(1).remark) == (Decimal("99000.00"), "扣减违约金 1,000 元")


WRONG = (({"settled_on": "2026-03-03"}, "settled_on"), ({"settled_on": ""}, "settled_on"), ({"settled_amount": "-1"}, "settled_amount"),
         ({"settled_amount": "0"}, "settled_amount"), ({"settled_amount": "1e5"}, "settled_amount"), ({"owner": "wang"}, "owner"))


def test_what_does_not_hold_is_said_beside_its_field_and_nothing_is_settled(contract):
    for typed, field in WRONG:
        with pytest.raises(Invalid) as refused:
            settle(contract, 1, **typed)
        assert field in refused.value.facts["fields"]
    assert (contract.row().open_obligations, look(contract, lambda desk: papers_of(desk, contract.id, "receipt"))) == (3, [])


def test_only_finance_settles_and_only_once(contract):
    item = contract.settle_item(1)
    with at_desk(contract.house, actor("chen")) as desk, pytest.raises(NotYours):
        record_payment(desk, item, {}, None)
    settle(contract, 1)
    with at_desk(contract.house, actor("zhao")) as desk, pytest.raises(AlreadyDone):
        record_payment(desk, item, {"settled_on": "2026-03-02", "settled_amount": "100000.00"}, contract.receipt())
    assert contract.row().settled_amount == Decimal("100000.00")


@pytest.mark.parametrize("user", ["chen", "wang"])
def test_the_drafter_and_finance_may_settle_before_its_time(contract, user):
    contract.early(2, by=user)
    assert list(contract.items(contract.plan_row(2).instance_id)) == ["settle"]
    with pytest.raises(NotWaiting):
        contract.early(2, by=user)


def test_others_may_not_and_what_is_not_there_is_not_found(contract):
    with pytest.raises(NotYours):
        contract.early(1, by="zhou")
    with at_desk(contract.house, actor("chen")) as desk, pytest.raises(NotFound):
        settle_early(desk, desk.session.get_one(Contract, contract.id), 9)


def test_before_signing_nothing_can_be_settled(quick_house):
    contract = Travelling.brought(quick_house, "sealed")
    with pytest.raises(NotWaiting):
        contract.early(1)


def test_when_all_are_settled_the_contract_moves_on_by_a_letter(contract):
    contract.settled(1, 2)
    assert contract.row().stage == "perform"
    settle(contract, 3)
    assert (contract.row().stage, contract.row().open_obligations) == ("perform", 0)
    work_off(contract.house)
    assert contract.row().stage == "archive" and list(contract.items()) == ["file"]


def test_the_letter_that_is_delivered_twice_moves_it_once(contract):
    contract.settled()
    letter = look(contract, lambda desk: desk.session.scalar(sa.select(Letter.id).where(Letter.name == "obligations-settled")))
    with at_desk(contract.house, SYSTEM) as desk:
        assert deliver_letter(desk, letter) is None
    assert list(contract.items()) == ["file"]


@pytest.mark.both
def test_two_settled_at_the_same_moment_both_count(quick_house):
    contract = Travelling(quick_house, TWO).countersigned()
    items = [(contract.settle_item(number), number) for number in (1, 2)]

    def pay(item: Key, number: int) -> None:
        with at_desk(quick_house, actor("wang" if number == 1 else "zhao")) as desk:
            record_payment(desk, item, {"settled_on": contract.today(), "settled_amount": TWO[number - 1][1]}, contract.receipt())

    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda pair: pay(*pair), items))
    work_off(quick_house)
    assert (contract.row().settled_amount, contract.row().stage) == (Decimal("300000.00"), "archive")
    assert sorted(paper.number for paper in look(contract, lambda desk: papers_of(desk, contract.id, "receipt"))) == [3, 4]


def test_two_who_settle_the_same_row_at_the_same_moment_settle_it_once(contract):
    item = contract.settle_item(1)

    def pay(user: str) -> str:
        try:
            with at_desk(contract.house, actor(user)) as desk:
                record_payment(desk, item, {"settled_on": contract.today(), "settled_amount": "100000.00"}, contract.receipt())
        except AlreadyDone as refused:
            return f"{refused.facts['by']} was first"
        return user

    with ThreadPoolExecutor(2) as both:
        said = set(both.map(pay, ["wang", "zhao"]))
    assert said in ({"wang", "wang was first"}, {"zhao", "zhao was first"})
    assert contract.row().settled_amount == Decimal("100000.00")


def test_sixty_rows_start_sixty_instances_and_no_command_locks_two(quick_house):
    rows = tuple((f"第{number}期", "5000.00", f"2026-{3 + number // 28:02d}-{1 + number % 28:02d}") for number in range(4, 64))
    contract = Travelling(quick_house, rows).countersigned()
    assert contract.row().open_obligations == 60
    mine = sa.select(Instance.id).where(Instance.key == "obligation")
    timers = sa.select(sa.func.count()).select_from(Timer).where(Timer.kind == "drawn", Timer.instance_id.in_(mine))
    waiting = look(contract, lambda desk: desk.session.scalar(timers))
    assert waiting + sum(contract.plan_row(number).comes_up_at is not None for number in range(1, 61)) == 60


def test_who_pays_too_late_sees_it_until_it_is_settled(contract):
    until(contract, "2026-04-20T10:00")
    contract.settled(1, settled_on="2026-04-19", remark="发票迟到")
    assert str(contract.plan_row(1).settled_on) == "2026-04-19"
    assert len(PLAN) == 3 and contract.row().open_obligations == 2


def test_the_facts_that_are_known_before_a_process_runs_are_those_that_route_it(contract):
    assert look(contract, lambda desk: tuple(ObligationSubject().facts(desk, f"{contract.id}.1"))) == FACTS
