"""Who decided on a contract stands in its row, is taken out with a decision that is undone, and is found however many they are."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from contracts.deciding.deciders import LONGEST, as_kept, decided, differences, rewrite
from contracts.records import Contract
from engine.desk import SYSTEM, at_desk, reading_at
from engine.records import WorkItem
from engine.store import table_of
from tests.contracts.at_stage import Travelling
from tests.people import actor


@pytest.fixture
def contract(quick_house):
    return Travelling.brought(quick_house, "submitted")


def found_by(house, user):
    with reading_at(house, actor(user)) as desk:
        return list(desk.session.scalars(sa.select(Contract.id).where(decided(desk, user))))


def wrong(house):
    with reading_at(house, SYSTEM) as desk:
        return differences(desk)


def put(house, text):
    with at_desk(house, SYSTEM) as desk:
        desk.session.execute(sa.update(table_of(Contract)).values(decided_by=text))


def test_everybody_who_did_something_stands_in_the_row(contract):
    assert contract.row().decided_by == "|chen|"
    contract.decided("department-head").decided("legal-review")
    assert contract.row().decided_by == "|chen|li|zhang|"


def test_who_settled_a_payment_did_something_for_the_contract(contract):
    contract.countersigned().settled(1, by="zhao")
    assert "|zhao|" in contract.row().decided_by
    assert wrong(contract.house) == []


def test_whose_decision_is_undone_stands_there_no_longer(contract):
    item = contract.items()["department-head"]
    contract.decided("department-head")
    with at_desk(contract.house, SYSTEM) as desk:
        desk.session.get_one(WorkItem, tuple(item)).done_by = None
    assert contract.row().decided_by == "|chen|"


def test_a_login_name_within_another_is_another_person(contract):
    contract.decided("department-head")
    assert found_by(contract.house, "zhang") == [contract.id]
    assert found_by(contract.house, "zhan") == found_by(contract.house, "hang") == []


def test_more_people_than_the_row_holds_are_looked_up_in_the_items(contract):
    contract.decided("department-head")
    put(contract.house, "|chen|*")
    assert [found_by(contract.house, user) for user in ("chen", "zhang", "li")] == [[contract.id], [contract.id], []]


def test_the_row_holds_whole_names_up_to_its_length():
    kept = as_kept(f"person{number:03d}" for number in range(100))
    assert kept.startswith("|person000|person001|") and kept.endswith("|*") and len(kept) <= LONGEST + 1
    assert as_kept([]) == ""


def test_the_doctor_finds_a_row_that_says_otherwise_and_writes_it_anew(contract):
    put(contract.house, "|wu|")
    assert wrong(contract.house) == [f"{contract.id}: |wu|"]
    rewrite(contract.house, SYSTEM)
    assert wrong(contract.house) == [] and contract.row().decided_by == "|chen|"


def test_an_item_that_nobody_decided_leaves_the_row_alone(contract):
    with at_desk(contract.house, SYSTEM) as desk:
        desk.session.scalars(sa.select(WorkItem).where(WorkItem.state == "open")).first().priority = 60
    assert contract.row().decided_by == "|chen|"
