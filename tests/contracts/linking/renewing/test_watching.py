"""A signed contract's term is watched: its owner is asked in time, reminded, the superior after them; a new end is waited for anew."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from contracts.deciding.asked import may_see
from contracts.linking.renewing.records import TermWatch
from contracts.reading.dossier import my_items
from contracts.records import Contract, Notice
from engine import history
from engine.desk import at_desk, reading_at
from engine.records import Instance
from tests.contracts.at_stage import Travelling
from tests.contracts.linking.below import Below
from tests.hands import work_off
from tests.people import actor


@pytest.fixture
def signed(quick_house):
    return Travelling.brought(quick_house, "countersigned")


def watch(contract):
    with reading_at(contract.house, actor("xu")) as desk:
        return desk.session.get(TermWatch, contract.id)


def asked(contract):
    return contract.items(watch(contract).instance_id)


def until(contract, moment):
    contract.house.clock.tell(moment)
    work_off(contract.house)


def told(contract, kind):
    with reading_at(contract.house, actor("xu")) as desk:
        found = desk.session.scalars(sa.select(Notice).where(Notice.kind == kind, Notice.contract_id == contract.id).order_by(Notice.id))
        return [one.person for one in found]


def status(contract):
    with reading_at(contract.house, actor("xu")) as desk:
        return desk.session.get_one(Instance, watch(contract).instance_id).status


def test_it_is_watched_from_its_signing_and_asks_at_the_longest_lead_time(signed):
    assert (signed.row().renewal, asked(signed)) == ("waiting", {})
    until(signed, "2026-10-02T08:59")
    assert asked(signed) == {}
    until(signed, "2026-10-02T09:00")
    assert list(asked(signed)) == ["decide"] and signed.row().renewal == "asked"
    with reading_at(signed.house, actor("chen")) as desk:
        assert asked(signed)["decide"] in my_items(desk, desk.session.get_one(Contract, signed.id))


def test_a_contract_without_an_end_is_not_watched(quick_house):
    contract = Travelling.brought(quick_house, "sealed")
    with at_desk(quick_house, actor("chen")) as desk:
        desk.session.get_one(Contract, contract.id).ends_on = None
    assert watch(contract.countersigned()) is None


def test_each_further_lead_time_reminds_once(signed):
    for moment in ("2026-10-02T09:00", "2026-10-31T09:00", "2026-11-01T09:00", "2026-11-30T09:00", "2026-12-01T09:00"):
        until(signed, moment)
    assert told(signed, "expiring") == ["chen", "chen"]


def test_untouched_it_goes_to_the_superior_who_then_sees_it(signed):
    with at_desk(signed.house, actor("chen")) as desk:
        desk.session.get_one(Contract, signed.id).department = "PUR"
    for moment in ("2026-10-02T09:00", "2026-12-24T18:00", "2026-12-25T18:00", "2026-12-28T18:00"):
        until(signed, moment)
    assert "zhang" in told(signed, "escalated")
    with reading_at(signed.house, actor("zhang")) as desk:
        assert may_see(desk, desk.session.get_one(Contract, signed.id))


def test_a_supplement_that_moves_the_end_moves_the_asking(signed):
    Below(signed, "supplement", new_ends_on="2027-06-30").countersigned()
    until(signed, "2026-10-02T09:00")
    assert asked(signed) == {}
    until(signed, "2027-04-01T09:00")
    assert list(asked(signed)) == ["decide"]


def test_an_end_that_moves_while_somebody_is_asked_takes_the_question_away(signed):
    until(signed, "2026-10-02T09:00")
    Below(signed, "change", new_ends_on="2027-06-30").countersigned()
    assert (asked(signed), signed.row().renewal) == ({}, "waiting")


def test_a_supplement_that_gives_it_an_end_begins_the_watch(quick_house):
    contract = Travelling.brought(quick_house, "sealed")
    with at_desk(quick_house, actor("chen")) as desk:
        desk.session.get_one(Contract, contract.id).ends_on = None
    Below(contract.countersigned(), "supplement", new_ends_on="2027-06-30").countersigned()
    assert status(contract) == "running" and contract.row().ends_on == dt.date(2027, 6, 30)


def test_a_contract_that_is_archived_earlier_is_watched_no_more(signed):
    signed.settled().filed()
    assert (status(signed), signed.row().renewal) == ("cancelled", "")


def test_a_terminated_contract_is_watched_no_more(signed):
    Below(signed, "termination", new_ends_on="2026-06-30", open_payments="keep").countersigned()
    assert (status(signed), signed.row().stage) == ("cancelled", "perform")


def test_where_nobody_published_the_diagram_nothing_is_watched(quick_house):
    contract = Travelling.brought(quick_house, "sealed")
    with at_desk(quick_house, actor("chen")) as desk:
        desk.session.execute(sa.text("UPDATE edition SET key = 'gone' WHERE key = 'renewal'"))
    contract.countersigned()
    assert (contract.row().stage, contract.row().renewal) == ("perform", "")


def test_what_moved_stands_in_the_chain_of_the_watch(signed):
    until(signed, "2026-10-02T09:00")
    with reading_at(signed.house, actor("xu")) as desk:
        moved = [one.facts["after"] for one in history.entries(desk, watch(signed).instance_id) if one.act == "ledger"]
    assert moved == [{"renewal": "asked"}]


def test_a_framework_without_a_plan_is_performed_until_its_term_is_over(quick_house):
    contract = Travelling.brought(quick_house, "sealed")
    with at_desk(quick_house, actor("chen")) as desk:
        desk.session.execute(sa.text("DELETE FROM plan_row"))
    contract.countersigned()
    assert (contract.row().stage, contract.row().open_obligations) == ("perform", 0)
    Below(contract, "termination", new_ends_on="2026-06-30").countersigned()
    assert contract.row().stage == "archive"
