"""File numbers: proposed by the rule, given by the archivist, never twice."""

from __future__ import annotations

import pytest

from contracts.archive.file_numbers import suggested_number, take_number
from contracts.archive.filings import Filing
from contracts.records import Contract
from engine.desk import at_desk, reading_at
from engine.errors import Invalid
from engine.identity import new_id
from tests.people import actor


def suggested(house):
    with reading_at(house, actor("wu")) as desk:
        return suggested_number(desk)


def give(house, number):
    """Give a number to a new contract, as its filing does."""
    contract_id = new_id()
    with at_desk(house, actor("chen")) as desk:
        desk.session.add(Contract(id=contract_id, type="service", title="x", owner="chen", department="ENG", values={}, template="service",
                                  created_at=desk.now, updated_at=desk.now))
    with at_desk(house, actor("wu")) as desk:
        take_number(desk, number)
        desk.session.add(Filing(contract_id=contract_id, file_number=number, retention="30", papers=[], filed_by="wu", filed_at=desk.now))


def test_the_next_number_is_proposed_by_the_rule_and_asking_takes_nothing(house):
    assert (suggested(house), suggested(house)) == ("HT-2026-0001", "HT-2026-0001")
    give(house, "HT-2026-0001")
    assert suggested(house) == "HT-2026-0002"


def test_a_number_further_on_moves_the_proposal_and_a_lower_one_does_not(house):
    give(house, "HT-2026-0040")
    give(house, "HT-2026-0007")
    assert suggested(house) == "HT-2026-0041"


def test_a_number_of_ones_own_leaves_the_proposal_alone(house):
    give(house, "档 2026·合同（甲）/17")
    assert suggested(house) == "HT-2026-0001"


def test_the_year_is_the_organisations_and_begins_anew(house):
    house.clock.tell("2026-12-31T23:59")
    give(house, "HT-2026-0009")
    house.clock.tell("2027-01-01T00:01")
    assert suggested(house) == "HT-2027-0001"


def test_no_number_is_given_twice(house):
    give(house, "HT-2026-0001")
    with pytest.raises(Invalid) as refused:
        give(house, "HT-2026-0001")
    assert "file_number" in refused.value.facts["fields"]
    assert suggested(house) == "HT-2026-0002"


@pytest.mark.parametrize("number", ["", " ", "a\nb", "a  b", "<b>", "HT;1", "HT-1 ", "a" + chr(0x202E) + "b"])
def test_what_is_no_number_is_refused(house, number):
    with pytest.raises(Invalid):
        give(house, number)


@pytest.mark.parametrize(("rule", "first", "second"), [
    ("{yyyy}/合同/{seq}", "2026/合同/1", "2026/合同/2"), ("HT{seq:6}", "HT000001", "HT000002"), ("WS·{yyyy}·{seq:3}·Y", "WS·2026·001·Y", "WS·2026·002·Y")])
def test_another_rule_gives_other_numbers(house, rule, first, second):
    house.settings = {"archive": {"rule": rule}}
    assert suggested(house) == first
    give(house, first)
    assert suggested(house) == second
