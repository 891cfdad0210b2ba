"""Search everywhere: each kind of thing is found by two characters, and only by who may see it."""

from __future__ import annotations

import pytest

from contracts.counterparties.merging import merge
from contracts.projects.projects import ProjectWish, add_project
from contracts.reading.everywhere import find_everywhere
from contracts.templates.stocking import stock_library
from engine.desk import SYSTEM, at_desk, reading_at
from tests.contracts.counterparties.keeping import NAME, acting, added
from tests.contracts.ledger.test_listing import put


def found(house, person, text, limit=6):
    with reading_at(house, acting(person)) as desk:
        return [(one.kind, one.title) for one in find_everywhere(desk, text, limit)]


@pytest.fixture
def project(quick_house):
    """One of the engineering department's, which chen manages."""
    with at_desk(quick_house, acting("sun")) as desk:
        add_project(desk, "P2026-09", ProjectWish(name="东站枢纽项目", department="ENG", manager="chen", counterparty="东站建设公司"))
    return quick_house


def test_a_contract_is_found_by_who_may_see_it_and_by_nobody_else(quick_house):
    put(quick_house, "电梯维保", number="SVC-1")
    assert (found(quick_house, "sun", "电梯"), found(quick_house, "chen", "svc-1")) == ([("contract", "电梯维保")], [("contract", "电梯维保")])
    assert found(quick_house, "qian", "电梯") == []


def test_the_newest_change_stands_first_and_no_more_than_asked(quick_house):
    for number in range(4):
        put(quick_house, f"电梯{number}"), quick_house.clock.advance("PT1H")
    assert found(quick_house, "sun", "电梯", 2) == [("contract", "电梯3"), ("contract", "电梯2")]


def test_a_counterparty_is_found_by_name_and_code_but_not_one_that_was_merged(quick_house):
    first, second = added(quick_house), added(quick_house, name="北京恒立达分公司", code="", is_another=True)
    assert ("counterparty", NAME) in found(quick_house, "zhou", NAME[:2])
    with at_desk(quick_house, acting("li")) as desk:
        merge(desk, second.id, first.id, second.version)
    assert [title for kind, title in found(quick_house, "zhou", NAME[:2]) if kind == "counterparty"] == [NAME]


def test_a_project_is_found_by_its_people_by_who_adds_projects_and_by_nobody_else(project):
    assert {person: found(project, person, "东站") for person in ("chen", "sun", "qian", "zhou")} == {
        "chen": [("project", "东站枢纽项目")], "sun": [("project", "东站枢纽项目")], "qian": [], "zhou": []}
    assert found(project, "chen", "p2026") == [("project", "东站枢纽项目")]


def test_templates_are_found_in_both_languages_and_drafts_by_lawyers_only(quick_house):
    with at_desk(quick_house, SYSTEM) as desk:
        stock_library(desk)
    kinds = {person: {kind for kind, _ in found(quick_house, person, "服务合同")} for person in ("zhou", "li", "zheng")}
    assert kinds == {"zhou": {"template"}, "li": {"template", "type"}, "zheng": {"template", "type"}}
    assert "template" in {kind for kind, _ in found(quick_house, "zhou", "service")}


def test_people_are_found_by_everybody(quick_house):
    assert found(quick_house, "qian", "zhang") == [("person", "张建国")]


@pytest.mark.parametrize("text", ["", " ", "电", " 电 "])
def test_one_character_finds_nothing(quick_house, text):
    put(quick_house, "电梯")
    assert found(quick_house, "sun", text) == []
