"""What follows on a contract's end: renewed by a filled draft, changed, left to end, or renewed already."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
import sqlalchemy as sa

from contracts.ledger.comparing import differences
from contracts.linking.beginning import NotLinkable
from contracts.linking.linked import links_of
from contracts.linking.possible import possible_links
from contracts.linking.renewing import renewed_by
from contracts.linking.renewing.answering import answer_expiry, open_draft
from contracts.process.ending import cancel_contract
from contracts.records import Contract, PlanRow
from engine.desk import at_desk, reading_at
from engine.errors import AlreadyDone, Invalid, NotFound, Refusal
from engine.identity import new_id
from tests.contracts.at_stage import TYPED, Travelling, plan_of
from tests.contracts.linking.below import Below
from tests.contracts.linking.renewing.test_watching import asked, status, told, until
from tests.hands import work_off
from tests.people import actor


def expiring(house):
    contract = Travelling.brought(house, "countersigned")
    until(contract, "2026-10-02T09:00")
    return contract


@pytest.fixture
def contract(quick_house):
    return expiring(quick_house)


def answer(contract, by="chen", **typed):
    item = asked(contract)["decide"]
    with at_desk(contract.house, actor(by)) as desk:
        return answer_expiry(desk, item, typed)


def read(contract, contract_id):
    with reading_at(contract.house, actor("xu")) as desk:
        return desk.session.get_one(Contract, contract_id)


def test_renew_makes_the_linked_draft_filled_from_the_old_one(contract):
    linked = answer(contract, answer="renew").linked_id
    work_off(contract.house)
    draft = read(contract, linked)
    assert (draft.parent_id, draft.relation, draft.owner, draft.stage, draft.number) == (contract.id, "renewal", "chen", "draft", None)
    assert (draft.starts_on, draft.ends_on, draft.amount) == (dt.date(2027, 1, 1), dt.date(2027, 10, 18), Decimal("300000.00"))
    assert draft.counterparty == contract.row().counterparty and draft.values["service_place"] == "北京市海淀区"
    with reading_at(contract.house, actor("xu")) as desk:
        assert desk.session.scalar(sa.select(sa.func.count()).where(PlanRow.contract_id == linked)) == 3
    assert contract.row().renewal == "renew" and asked(contract) == {}


def test_the_draft_can_be_opened_at_once_and_is_started_once(contract):
    linked = answer(contract, answer="renew").linked_id
    with at_desk(contract.house, actor("chen")) as desk:
        open_draft(desk, linked)
    instance = read(contract, linked).instance_id
    work_off(contract.house)
    with at_desk(contract.house, actor("chen")) as desk:
        open_draft(desk, linked)
    assert instance and read(contract, linked).instance_id == instance


def test_change_makes_a_draft_and_the_new_end_is_waited_for(contract):
    linked = answer(contract, answer="change").linked_id
    work_off(contract.house)
    assert read(contract, linked).relation == "change" and contract.row().renewal == "change"


def test_after_an_answer_nobody_is_reminded(contract):
    until(contract, "2026-11-01T09:00")
    answer(contract, answer="end")
    for moment in ("2026-12-01T09:00", "2026-12-24T09:00", "2026-12-30T09:00"):
        until(contract, moment)
    assert told(contract, "expiring") == ["chen"]


def test_left_to_end_the_watch_ends_with_the_term(contract):
    answer(contract, answer="end", remark="不再需要。")
    until(contract, "2026-12-31T18:00")
    assert status(contract) == "running"
    until(contract, "2027-01-01T09:00")
    assert (status(contract), contract.row().stage, contract.row().renewal) == ("completed", "perform", "end")


def following(house, **changed):
    """A contract with the same counterparty that somebody made by hand, not as a renewal."""
    plan = (("合同款", "300000.00", "2027-12-15"),)
    return Travelling(house, plan, **{"title": "电梯维保（2027）", "starts_on": "2027-01-01", "ends_on": "2027-12-31", **changed}).submitted()


def refused(contract, number):
    with pytest.raises(Invalid) as found:
        answer(contract, answer="renewed", renewed_by=number)
    assert contract.row().renewal == "asked"
    return found.value.facts["fields"]["renewed_by"]


@pytest.mark.both
def test_renewed_already_names_the_contract_and_links_the_two(quick_house):
    contract = expiring(quick_house)
    other = following(quick_house)
    assert answer(contract, answer="renewed", renewed_by=f" {other.row().number} ").linked_id == other.id
    work_off(quick_house)
    assert (other.row().parent_id, other.row().relation, contract.row().renewal) == (contract.id, "renewal", "renewed")
    with reading_at(quick_house, actor("chen")) as desk:
        below, above = (links_of(desk, desk.session.get_one(Contract, one.id)) for one in (contract, other))
        assert ([one.id for one in below.linked], above.main.id, above.main.relation) == ([other.id], contract.id, "renewal")
        assert "renewal" not in {one.relation for one in possible_links(desk, desk.session.get_one(Contract, contract.id))}
        assert differences(desk) == []


def test_a_contract_that_is_not_there_not_visible_or_this_one_is_no_renewal(contract):
    with at_desk(contract.house, actor("qian")) as desk:
        desk.session.add(Contract(id=new_id(), number="HIDDEN-1", type="service", title="t", owner="qian", department="PUR", template="t", values={},
                                  counterparty_code=TYPED["counterparty_code"], created_at=desk.now, updated_at=desk.now))
    for number in ("", "SVC-NO-SUCH-1", contract.row().number, "HIDDEN-1"):
        assert refused(contract, number) == renewed_by.UNKNOWN


@pytest.mark.parametrize(("changed", "why"), [
    ({"counterparty": "成都某某有限公司", "counterparty_code": "91510100MA00000820"}, renewed_by.OTHER_PARTY),
    ({"direction": "income"}, renewed_by.OTHER_WAY), ({"ends_on": "2026-12-31", "starts_on": "2026-03-01"}, renewed_by.TOO_SHORT)])
def test_one_with_somebody_else_the_other_way_or_that_ends_before_is_no_renewal(contract, changed, why):
    assert refused(contract, following(contract.house, **changed).row().number) == why


def test_a_supplement_and_a_cancelled_contract_are_no_renewals(contract):
    supplement, dead = Below(contract, "supplement").submitted(), following(contract.house)
    with at_desk(contract.house, actor("chen")) as desk:
        cancel_contract(desk, desk.session.get_one(Contract, dead.id), "不签了。")
    work_off(contract.house)
    assert refused(contract, supplement.row().number) == renewed_by.BELONGS
    assert refused(contract, dead.row().number) == renewed_by.CANCELLED


def test_a_renewal_that_was_begun_here_may_be_named(contract):
    renewal = Below(contract, "renewal").submitted(plan=plan_of(("合同款", "300000.00", "2027-12-15")))
    assert answer(contract, answer="renewed", renewed_by=renewal.row().number).linked_id == renewal.id


def test_where_a_renewal_is_under_way_no_second_one_is_made(contract):
    Below(contract, "renewal")
    with pytest.raises(NotLinkable):
        answer(contract, answer="renew")
    assert contract.row().renewal == "asked"


def test_nobody_else_answers_and_the_superior_answers_for_the_owner(contract):
    with pytest.raises(NotFound):
        answer(contract, by="qian", answer="end")
    for moment in ("2026-12-24T18:00", "2026-12-25T18:00", "2026-12-28T18:00"):
        until(contract, moment)
    linked = answer(contract, by="zhang", answer="renew").linked_id
    work_off(contract.house)
    assert read(contract, linked).owner == "chen" and "chen" in told(Linked(contract, linked), "asked")


class Linked:
    """The draft, for what is read of a contract."""

    def __init__(self, contract, linked):
        self.house, self.id = contract.house, linked


@pytest.mark.both
def test_two_answers_at_the_same_moment_make_one_draft(quick_house):
    contract = expiring(quick_house)
    item = asked(contract)["decide"]

    def once(_turn):
        try:
            with at_desk(quick_house, actor("chen")) as desk:
                return answer_expiry(desk, item, {"answer": "renew"}).linked_id
        except (AlreadyDone, Refusal) as refused:
            return refused.code

    with ThreadPoolExecutor(2) as threads:
        found = sorted(map(str, threads.map(once, range(2))))
    work_off(quick_house)
    with reading_at(quick_house, actor("xu")) as desk:
        assert desk.session.scalar(sa.select(sa.func.count()).where(Contract.parent_id == contract.id)) == 1
    assert "already-done" in found
