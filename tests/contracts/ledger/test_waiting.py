"""Whom contracts wait for, as a filter of the ledger."""

from __future__ import annotations

import pytest

from contracts.ledger.filters import Filters
from tests.contracts.at_stage import Travelling
from tests.contracts.ledger.test_listing import listed, put, titles
from tests.hands import work_off

pytestmark = pytest.mark.both


@pytest.fixture
def several(quick_house):
    """chen's draft, one that zhang has, one that performs and asks nobody yet."""
    Travelling(quick_house)
    Travelling(quick_house, title="在审").submitted()
    Travelling(quick_house, title="履行中").countersigned()
    put(quick_house, "别人的", owner="qian", department="PUR")
    return quick_house


@pytest.mark.parametrize("person, whom, found", [("chen", "me", ["办公楼电梯维保"]), ("chen", "others", ["在审"]), ("zhang", "me", ["在审"]), ("zhang", "others", ["办公楼电梯维保"]),
                                                 ("sun", "others", ["在审", "办公楼电梯维保"])])
def test_contracts_are_left_that_wait_for_me_or_for_others(several, person, whom, found):
    assert sorted(titles(listed(several, Filters(waits_for=whom), person=person))) == sorted(found)


def test_a_payment_that_finance_is_asked_for_is_waited_for_too(several):
    several.clock.advance("P30D")
    work_off(several)
    assert "履行中" in titles(listed(several, Filters(waits_for="others"), person="chen"))
    assert titles(listed(several, Filters(waits_for="me"), person="wang")) == ["履行中"]


def test_contracts_are_left_with_whom_somebody_is_late(several):
    assert titles(listed(several, Filters(waits_for="late"))) == []
    several.clock.advance("P5D")
    assert titles(listed(several, Filters(waits_for="late"))) == ["在审"]
    assert titles(listed(several, Filters(waits_for="late"), person="he")) == []
