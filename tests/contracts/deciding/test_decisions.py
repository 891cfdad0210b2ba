"""The one way to a decision: on the text that was shown, by other hands than the drafter's, with a word where one is needed."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from contracts.deciding import decisions
from contracts.deciding.asked import find_asked
from contracts.deciding.decisions import OwnContract
from contracts.deciding.shown import TextChanged
from contracts.people.substitutes import set_stand_in
from engine.desk import SYSTEM, at_desk, reading_at
from engine.errors import Invalid, NotYours, Refusal
from engine.records import WorkItem
from tests.contracts.at_stage import Travelling
from tests.people import actor


@pytest.fixture
def contract(quick_house) -> Travelling:
    """Before the department's head."""
    return Travelling.brought(quick_house, "submitted")


def shown(contract, element):
    with reading_at(contract.house, SYSTEM) as desk:
        return decisions.current_digest(desk, find_asked(desk, contract.items()[element], locked=False))


def decide(contract, user, element="department-head", outcome="approve", comment="", **more):
    item = contract.items()[element]
    with at_desk(contract.house, actor(user)) as desk:
        return decisions.decide(desk, item, outcome, comment, **{"shown": shown(contract, element), **more})


def row_of(contract, element="department-head"):
    with reading_at(contract.house, SYSTEM) as desk:
        return desk.session.get_one(WorkItem, contract.items()[element])


def given_to(contract, user):
    """As a diagram could have it that lets the drafter be asked: whenSelf=ask, somebody's stand-in, a group's only member."""
    with contract.house.store.writing.begin() as connection:
        connection.execute(sa.update(WorkItem.__table__).where(WorkItem.state == "open").values(candidates=[f"u:{user}"], why={}))


def test_a_decision_is_bound_to_the_text_that_was_shown(contract):
    item = contract.items()["department-head"]
    digest = shown(contract, "department-head")
    decide(contract, "zhang")
    with reading_at(contract.house, SYSTEM) as desk:
        assert desk.session.get_one(WorkItem, item).shown == digest


@pytest.mark.parametrize("seen", ["0" * 64, "", None])
def test_an_approval_of_something_else_than_is_there_now_is_refused(contract, seen):
    with pytest.raises(TextChanged) as refused:
        decide(contract, "zhang", shown=seen)
    assert refused.value.facts["now"] == shown(contract, "department-head")
    assert row_of(contract).state == "open"


def test_what_changed_since_it_was_shown_is_told_field_by_field(contract):
    before = shown(contract, "department-head")
    contract.returned("department-head", "zhang", "draft", "again").submitted(service_place="上海市")
    with pytest.raises(TextChanged) as refused:
        decide(contract, "zhang", shown=before)
    assert {"path": "service_place", "before": "北京市海淀区", "after": "上海市"} in refused.value.facts["differences"]


def test_nobody_approves_their_own_contract_whatever_the_diagram_says(contract):
    given_to(contract, "chen")
    with pytest.raises(OwnContract):
        decide(contract, "chen")
    assert row_of(contract).state == "open"


def test_who_stands_in_for_the_approver_is_bound_by_the_same_rule(contract):
    today = contract.house.clock().date()
    with at_desk(contract.house, actor("zhang")) as desk:
        set_stand_in(desk, "zhang", "chen", today, today + dt.timedelta(days=3))
    with pytest.raises(NotYours):
        decide(contract, "chen")
    given_to(contract, "zhang")
    with pytest.raises(OwnContract):
        decide(contract, "chen")


def test_an_approval_is_not_handed_to_the_drafter(contract):
    with pytest.raises(OwnContract), at_desk(contract.house, actor("zhang")) as desk:
        decisions.hand_over(desk, contract.items()["department-head"], "chen", "away")
    assert "u:chen" not in row_of(contract).candidates


def test_a_rejection_says_why(contract):
    with pytest.raises(Invalid) as refused:
        decide(contract, "zhang", outcome="reject", comment="  ")
    assert list(refused.value.facts["fields"]) == ["comment"]
    assert decide(contract, "zhang", outcome="reject", comment="不签").status == "cancelled"


def test_a_comment_has_4000_signs_at_most(contract):
    with pytest.raises(Invalid):
        decide(contract, "zhang", comment="字" * 4001)
    decide(contract, "zhang", comment="字" * 4000)


@pytest.mark.parametrize(("to", "then", "reason"), [("draft", "again", ""), ("draft", "sideways", "x"), ("seal", "again", "x"), ("", "back", "x")])
def test_a_return_has_a_legal_target_a_way_and_a_reason(contract, to, then, reason):
    item, digest = contract.items()["department-head"], shown(contract, "department-head")
    with pytest.raises(Refusal), at_desk(contract.house, actor("zhang")) as desk:
        decisions.return_contract(desk, item, to, then, reason, shown=digest)
    assert row_of(contract).state == "open"
