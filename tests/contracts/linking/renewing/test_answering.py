"""What follows on a contract's end: renewed by a filled draft, changed, left to end, or renewed already."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
import sqlalchemy as sa

from contracts.linking.beginning import NotLinkable
from contracts.linking.renewing.answering import answer_expiry, open_draft
from contracts.records import Contract, PlanRow
from engine.desk import at_desk, reading_at
from engine.errors import AlreadyDone, Invalid, NotFound, Refusal
from tests.contracts.at_stage import Travelling
from tests.contracts.linking.below import Below
from tests.contracts.linking.renewing.test_watching import asked, status, told, until
from tests.hands import work_off
from tests.people import actor


def expiring(house):
    contract = Travelling(house).countersigned()
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


def test_renewed_already_names_a_contract_that_i_may_see(contract):
    other = Travelling(contract.house).submitted()
    for number in ("", "SVC-NO-SUCH-1", contract.row().number):
        with pytest.raises(Invalid) as refused:
            answer(contract, answer="renewed", renewed_by=number)
        assert set(refused.value.facts["fields"]) == {"renewed_by"}
    assert answer(contract, answer="renewed", renewed_by=other.row().number).linked_id is None
    assert contract.row().renewal == "renewed"


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
