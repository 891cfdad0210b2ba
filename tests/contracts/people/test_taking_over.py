"""A stand-in who is barred from an item: a superior of the disabled person acts for it."""

from __future__ import annotations

import pytest

from contracts import notices
from contracts.deciding import decisions
from contracts.deciding.asked import find_asked
from contracts.people.access import disable_user
from engine.desk import at_desk, reading_at
from engine.errors import Invalid, NotFound
from tests.contracts.at_stage import Travelling
from tests.people import actor


@pytest.fixture
def contract(quick_house) -> Travelling:
    return Travelling.brought(quick_house, "submitted")


def disabled(contract, login, stand_in):
    with at_desk(contract.house, actor("zheng")) as desk:
        disable_user(desk, login, stand_in)


def approve(contract, by):
    with at_desk(contract.house, actor(by)) as desk:
        item = contract.items()["department-head"]
        decisions.decide(desk, item, "approve", shown=decisions.current_digest(desk, find_asked(desk, item)))


def told(contract, who):
    with reading_at(contract.house, actor(who)) as desk:
        return [(one.kind, one.facts.get("to")) for one in notices.page(desk).rows]


def test_what_the_drafter_can_not_do_as_a_stand_in_the_superior_does(contract):
    disabled(contract, "zhang", "chen")
    assert told(contract, "sun")[0] == ("asked", "sun") and told(contract, "zheng")[0] == ("taken-over", "sun")
    approve(contract, "sun")
    assert "department-head" not in contract.items()


def test_a_stand_in_who_is_not_barred_acts_alone(contract):
    disabled(contract, "zhang", "wang")
    with pytest.raises(NotFound):
        approve(contract, "he")
    assert "taken-over" not in dict(told(contract, "zheng"))
    approve(contract, "wang")


def test_where_no_superior_is_left_another_stand_in_is_wanted(quick_house):
    contract = Travelling(quick_house).submitted(risk="high")
    for element in ("department-head", "legal-review", "finance-review"):
        contract.decided(element)
    with pytest.raises(Invalid):
        disabled(contract, "sun", "chen")
    disabled(contract, "sun", "he")
