"""Who is who in a process test."""

from __future__ import annotations

from engine.scenarios.people import read_people

SAID = {"legal": ["li"], "finance": ["wang", "zhao"], "departments": {"D1": "zhang"}, "chen": {"manager": "zhang", "department": "D1"},
        "wu": {"department": "D1"}, "zhao": {"active": False, "substitutes": ["wu"]}}


def test_lists_are_groups_and_mappings_are_persons():
    people = read_people(SAID, "chen")
    assert people.members("legal") == ["li"] and people.groups("li") == ["legal"] and people.head("D1") == "zhang"
    assert people.manager("chen") == "zhang" and people.manager("chen", 2) is None


def test_the_head_of_the_department_is_the_superior_where_no_manager_is_said():
    assert read_people(SAID, "chen").manager("wu") == "zhang"


def test_who_is_away_is_asked_for_nothing_and_somebody_stands_in():
    people = read_people(SAID, "chen")
    assert people.members("finance") == ["wang"] and people.substituted("wu") == ["zhao"]


def test_nobody_is_there_whom_the_test_does_not_name():
    assert not read_people(SAID, "chen").is_active("stranger")
    assert read_people({}, "chen").is_active("stranger")


def test_somebody_is_asked_when_nobody_else_can_be():
    assert read_people(SAID, "chen").administrators() == ["admin"]
    assert read_people({"administrators": ["sun"]}, "chen").administrators() == ["sun"]
