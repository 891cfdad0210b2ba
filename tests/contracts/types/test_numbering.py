"""Contract numbers: by a rule, without gaps, without doubles."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest

from contracts.drafting.starting import start_contract
from contracts.records import Contract
from contracts.types.numbering import RULE, BadNumberRule, give_number, next_number, require_rule
from engine.desk import at_desk
from engine.errors import Invalid
from tests.people import actor


def numbered(house, *asked):
    with at_desk(house, actor("chen")) as desk:
        return [give_number(desk, kind, dept, *rule) for kind, dept, *rule in asked]


def test_a_number_follows_its_rule_and_counts_within_its_scope(house):
    assert numbered(house, ("SVC", "ENG"), ("SVC", "ENG"), ("SVC", "PUR")) == ["SVC-ENG-2026-0001", "SVC-ENG-2026-0002", "SVC-PUR-2026-0001"]


def test_the_year_is_that_of_the_organisations_place(house, clock):
    clock.tell("2026-12-31T23:59")
    assert numbered(house, ("SVC", "ENG")) == ["SVC-ENG-2026-0001"]
    clock.tell("2027-01-01T00:01")
    assert numbered(house, ("SVC", "ENG")) == ["SVC-ENG-2027-0001"]


def test_another_rule_has_other_tokens(house):
    assert numbered(house, ("SVC", "ENG", "{yy}{mm}/{dept}-{seq:3}")) == ["2603/ENG-001"]


@pytest.mark.parametrize("rule", ["", "{type}", "{seq}{seq}", "{what}-{seq}", "{type-{seq}", "{seq:4}}"])
def test_a_rule_that_cannot_number_is_refused(rule):
    with pytest.raises(BadNumberRule):
        require_rule(rule)


@pytest.mark.both
def test_eight_at_once_with_some_rolled_back_leave_no_gap_and_no_double(house):
    given = []

    def submit(turn):
        for n in range(12):
            with suppress(ZeroDivisionError):
                given.append(one(n == turn))

    def one(fails):
        with at_desk(house, actor("chen")) as desk:
            number = give_number(desk, "SVC", "ENG")
            return 1 // (not fails) and number

    threads = [threading.Thread(target=submit, args=(turn,)) for turn in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(given) == [f"SVC-ENG-2026-{n:04d}" for n in range(1, 8 * 11 + 1)]


def test_a_number_names_house_project_direction_and_main_contract(chancery_house):
    with at_desk(chancery_house, actor("chen")) as desk:
        assert give_number(desk, "SVC", "ENG", "{org}/{dir}/{project}-{seq:3}", direction="income", project="P1") == "HX/S/P1-001"
        assert [give_number(desk, "SUP", "ENG", "{parent}-B{seq:1}", parent="SVC-ENG-2026-0001") for _ in range(2)] == [
            "SVC-ENG-2026-0001-B1", "SVC-ENG-2026-0001-B2"]


def test_a_number_that_lacks_what_its_rule_names_is_not_given(house):
    with at_desk(house, actor("chen")) as desk, pytest.raises(Invalid) as refused:
        give_number(desk, "SVC", "ENG", "{parent}-{project}-{seq}")
    assert set(refused.value.facts["fields"]) == {"parent", "project"}


def test_the_next_number_is_shown_and_not_taken(house):
    with at_desk(house, actor("chen")) as desk:
        assert {next_number(desk, "SVC", "ENG", RULE) for _ in range(3)} == {"SVC-ENG-2026-0001"}
        assert give_number(desk, "SVC", "ENG") == "SVC-ENG-2026-0001"
        assert next_number(desk, "SVC", "ENG", "{project}/{dir}{seq}", direction="expense") == "{project}/F1"


def test_a_number_that_a_contract_has_from_elsewhere_is_passed_over(chancery_house):
    with at_desk(chancery_house, actor("chen")) as desk:
        contract = desk.session.get(Contract, start_contract(desk, "service").contract_id)
        contract.number = "SVC-ENG-2026-0001"
        assert give_number(desk, "SVC", "ENG") == "SVC-ENG-2026-0002"
