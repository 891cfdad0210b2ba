"""How long contracts are in each stage, as it is kept when they leave it: the same as their pages say."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from contracts.process.ending import cancel_contract
from contracts.process.stage_times import StageTime
from contracts.reading.dossier import dossier_of
from contracts.records import Contract
from engine.desk import at_desk, reading_at
from tests.contracts.at_stage import Travelling
from tests.people import actor

pytestmark = pytest.mark.both


@pytest.fixture
def contract(quick_house):
    return Travelling.brought(quick_house)


def kept(contract):
    """By stage: hours, and when it was left."""
    with reading_at(contract.house, actor("xu")) as desk:
        rows = desk.session.scalars(sa.select(StageTime).where(StageTime.contract_id == contract.id))
        return {row.stage: (row.hours, row.left_at) for row in rows}


def said(contract):
    """By stage that is done, what the contract's page says."""
    with reading_at(contract.house, actor("xu")) as desk:
        dossier = dossier_of(desk, desk.session.get_one(Contract, contract.id))
        return {leg.stage: (round(leg.spent / dt.timedelta(hours=1)), leg.until) for leg in dossier.route if leg.state == "done"}


def later(contract, span):
    contract.house.clock.advance(span)
    return contract


def test_a_whole_life_is_kept_as_its_page_says(contract):
    later(contract, "PT5H").submitted()
    later(contract, "P1D").approved()
    later(contract, "PT30H").countersigned()
    later(contract, "P7D").settled()
    later(contract, "PT2H").filed()
    assert kept(contract) == said(contract)
    assert {stage: hours for stage, (hours, _) in kept(contract).items()} == {"draft": 5, "review": 24, "sign": 30, "perform": 168, "archive": 2}


def test_all_stays_in_a_stage_count_together(contract):
    later(contract, "PT5H").submitted()
    later(contract, "PT3H").returned("department-head", by="zhang", to="draft", then="again")
    later(contract, "PT4H").submitted()
    later(contract, "PT6H").approved()
    assert {stage: hours for stage, (hours, _) in kept(contract).items()} == {"draft": 9, "review": 9}
    assert kept(contract) == said(contract)


def test_nothing_is_kept_of_the_stage_in_which_a_contract_was_cancelled(contract):
    later(contract, "PT5H").submitted()
    later(contract, "PT5H")
    with at_desk(contract.house, actor("chen")) as desk:
        cancel_contract(desk, desk.session.get_one(Contract, contract.id), "不再需要")
    assert set(kept(contract)) == {"draft"}


def test_since_when_an_imported_contract_was_in_its_first_stage_nobody_knows(contract):
    with at_desk(contract.house, actor("chen")) as desk:
        desk.session.get_one(Contract, contract.id).source = "imported"
    later(contract, "PT5H").submitted()
    later(contract, "PT6H").approved()
    assert {stage: hours for stage, (hours, _) in kept(contract).items()} == {"draft": None, "review": 6}
