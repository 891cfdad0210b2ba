"""Whom an item may be handed to: nobody gets an authority by it that they could not have had."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from contracts import notices
from contracts.deciding import decisions
from contracts.deciding.asked import find_asked
from contracts.deciding.decisions import NamesAnother, OwnContract
from contracts.deciding.handing_over import NotTheirs, may_be_handed_to
from engine.desk import at_desk, reading_at
from engine.records import WorkItem
from tests.contracts.at_stage import Travelling
from tests.people import actor


@pytest.fixture
def contract(quick_house) -> Travelling:
    return Travelling.brought(quick_house, "submitted")


def heirs(contract, element, by):
    with reading_at(contract.house, actor(by)) as desk:
        return may_be_handed_to(desk, find_asked(desk, contract.items()[element], locked=False))


def hand_over(contract, element, by, to):
    with at_desk(contract.house, actor(by)) as desk:
        decisions.hand_over(desk, contract.items()[element], to, "出差")


def asked_of_an_administrator(contract):
    """As where a department has no head."""
    with contract.house.store.writing.begin() as connection:
        connection.execute(sa.update(WorkItem.__table__).where(WorkItem.state == "open")
                           .values(candidates=["u:zheng"], why={"rule": "administrators", "because": "whenNobody"}))


def test_a_persons_approval_goes_to_their_department_or_up_and_never_to_the_drafter(contract):
    assert heirs(contract, "department-head", "zhang") == ["sun"]        # chen, who drafted it, is the only other one in ENG
    for user, refusal in (("qian", NotTheirs), ("chen", OwnContract)):
        with pytest.raises(refusal):
            hand_over(contract, "department-head", "zhang", user)


def test_the_superior_of_who_hands_over_is_told(contract):
    contract.decided("department-head")
    hand_over(contract, "finance-review", "zhao", "wang")
    with reading_at(contract.house, actor("sun")) as desk:
        assert [(one.kind, one.facts["by"], one.facts["to"]) for one in notices.page(desk).rows] == [("handed-on", "zhao", "wang")]


def test_a_groups_approval_stays_in_the_group_or_goes_up(contract):
    contract.decided("department-head")
    assert heirs(contract, "finance-review", "wang") == ["sun", "zhao"]


def test_the_seal_stays_with_its_keepers_or_goes_up(contract):
    contract.approved()
    assert heirs(contract, "seal", "zhou") == ["sun", "wu"]
    for user, refusal in (("chen", OwnContract), ("qian", NotTheirs), ("zheng", NotTheirs)):
        with pytest.raises(refusal):
            hand_over(contract, "seal", "zhou", user)


def test_what_administrators_are_asked_goes_to_everybody_who_is_not_barred(contract):
    asked_of_an_administrator(contract)
    found = heirs(contract, "department-head", "zheng")
    assert {"zhang", "qian", "sun"} <= {*found} and not {"chen", "zheng"} & {*found}


def test_who_gets_it_may_hand_it_on_within_the_same_bounds(contract):
    contract.decided("department-head")
    hand_over(contract, "finance-review", "wang", "zhao")
    assert heirs(contract, "finance-review", "zhao") == ["sun", "wang"]


def test_an_administrator_names_who_decides_and_approves_nothing(contract):
    asked_of_an_administrator(contract)
    with pytest.raises(NamesAnother), at_desk(contract.house, actor("zheng")) as desk:
        decisions.decide(desk, contract.items()["department-head"], "approve", shown=decisions.current_digest(
            desk, find_asked(desk, contract.items()["department-head"])))
    hand_over(contract, "department-head", "zheng", "he")
    assert heirs(contract, "department-head", "he") == ["qian", "sun"]
