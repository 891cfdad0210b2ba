"""Departments, groups, stand-ins: what can be made of them, and what can't."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from contracts.people.access import disable_user
from contracts.people.departments import (
    DepartmentInUse,
    DepartmentTaken,
    add_department,
    department_of,
    edit_department,
    names,
    remove_department,
    tree,
)
from contracts.people.groups import GroupTaken, add_group, edit_group, remove_group
from contracts.people.open_items import GroupHasItems
from contracts.people.seeding import PeopleAlready, seed_company
from contracts.people.substitutes import end_stand_in, set_stand_in, stand_ins_of
from contracts.records import Contract
from engine.errors import Invalid, NotFound, NotYours
from engine.identity import new_id
from tests.contracts.people.conftest import acted, asked, hold, last_entry

DAY = dt.date(2026, 3, 2)


def test_the_tree_shows_each_department_behind_its_parent(company_house):
    acted(company_house, "zheng", add_department, "eng1", "一部", "ENG", "chen")
    found = [(branch.unit.code, branch.depth, branch.people) for branch in asked(company_house, "li", tree)]
    assert found[0] == ("HQ", 0, 3) and found[found.index(("ENG", 1, 2)) + 1] == ("ENG1", 2, 0)
    assert asked(company_house, "li", names)["ENG1"] == "一部" and asked(company_house, "li", department_of, "li") == "LEG"


def test_a_department_can_not_be_under_itself(company_house):
    with pytest.raises(Invalid):
        acted(company_house, "zheng", edit_department, "HQ", "总部", "ENG", "sun")


def test_another_head_is_remembered_with_the_one_before(company_house):
    acted(company_house, "zheng", edit_department, "ENG", "工程部", "HQ", "chen")
    assert last_entry(company_house).facts == {"department": "ENG", "before": {"head": "zhang"}, "after": {"head": "chen"}}


@pytest.mark.parametrize("code, name, parent, head, refusal", [
    ("ENG", "x", None, None, DepartmentTaken), ("9", "x", None, None, Invalid), ("NEW", "", None, None, Invalid),
    ("NEW", "x", "XX", None, Invalid), ("NEW", "x", None, "nobody", Invalid)])
def test_a_department_that_can_not_be_is_refused(company_house, code, name, parent, head, refusal):
    with pytest.raises(refusal):
        acted(company_house, "zheng", add_department, code, name, parent, head)


def test_only_a_department_that_nothing_belongs_to_can_be_removed(company_house):
    with pytest.raises(DepartmentInUse):
        acted(company_house, "zheng", remove_department, "ENG")
    acted(company_house, "zheng", add_department, "NEW", "新部门", "HQ")
    acted(company_house, "zheng", remove_department, "NEW")
    assert "NEW" not in asked(company_house, "li", names)


def test_a_department_with_contracts_stays(company_house):
    acted(company_house, "zheng", add_department, "NEW", "新部门", "HQ")
    acted(company_house, "chen", lambda desk: desk.session.add(Contract(
        id=new_id(), type="service", title="t", owner="chen", department="NEW", values={}, template="t", created_at=desk.now,
        updated_at=desk.now, settled_amount=Decimal(0))))
    with pytest.raises(DepartmentInUse) as refused:
        acted(company_house, "zheng", remove_department, "NEW")
    assert refused.value.facts["contracts"] == 1


def test_a_group_is_made_filled_and_removed(company_house):
    acted(company_house, "zheng", add_group, "tax", "税务", ["wang"])
    acted(company_house, "zheng", edit_group, "tax", "税务组", ["wang", "zhao"])
    assert asked(company_house, "li", lambda desk: desk.directory.members("tax")) == ["wang", "zhao"]
    acted(company_house, "zheng", remove_group, "tax")
    assert asked(company_house, "li", lambda desk: desk.directory.groups("wang")) == ["finance"]


def test_a_group_for_which_work_waits_keeps_somebody(company_house):
    hold(company_house, "g:legal")
    for act in (lambda desk: edit_group(desk, "legal", "法务", []), lambda desk: remove_group(desk, "legal")):
        with pytest.raises(GroupHasItems):
            acted(company_house, "zheng", act)


def test_who_was_disabled_may_stay_in_a_group_but_not_enter_one(company_house):
    acted(company_house, "zheng", disable_user, "qian")
    with pytest.raises(Invalid):
        acted(company_house, "zheng", edit_group, "legal", "法务", ["li", "qian"])
    acted(company_house, "zheng", disable_user, "wang")
    acted(company_house, "zheng", edit_group, "finance", "财务", ["wang", "zhao"])


@pytest.mark.parametrize("name, title, members, refusal", [
    ("legal", "x", [], GroupTaken), ("Legal Team", "x", [], Invalid), ("new", "", [], Invalid), ("new", "x", ["nobody"], Invalid)])
def test_a_group_that_can_not_be_is_refused(company_house, name, title, members, refusal):
    with pytest.raises(refusal):
        acted(company_house, "zheng", add_group, name, title, members)


@pytest.mark.parametrize("act", [
    lambda desk: add_department(desk, "NEW", "x"), lambda desk: edit_department(desk, "ENG", "x"), lambda desk: remove_department(desk, "ENG"),
    lambda desk: add_group(desk, "new", "x"), lambda desk: edit_group(desk, "legal", "x", []), lambda desk: remove_group(desk, "legal")])
def test_only_administrators_change_the_organisation(company_house, act):
    with pytest.raises(NotYours):
        acted(company_house, "sun", act)


@pytest.mark.parametrize("stand_in, first, last", [("li", DAY, DAY), ("nobody", DAY, DAY), ("wang", DAY, DAY - dt.timedelta(1)),
                                                   ("wang", DAY, DAY + dt.timedelta(400))])
def test_a_stand_in_is_somebody_else_for_days_to_come(company_house, stand_in, first, last):
    with pytest.raises(Invalid):
        acted(company_house, "li", set_stand_in, "li", stand_in, first, last)


def test_a_stand_in_is_named_and_ended_by_the_person_or_an_administrator(company_house):
    with pytest.raises(NotYours):
        acted(company_house, "wang", set_stand_in, "li", "wang", DAY, DAY)
    acted(company_house, "zheng", set_stand_in, "li", "wang", DAY, DAY)
    (one,) = asked(company_house, "li", stand_ins_of, "li")
    acted(company_house, "li", end_stand_in, one.id)
    assert asked(company_house, "li", stand_ins_of, "li") == []
    with pytest.raises(NotFound):
        acted(company_house, "li", end_stand_in, 999)


def test_a_company_is_filled_in_only_where_nobody_is(company_house):
    with pytest.raises(PeopleAlready):
        acted(company_house, "zheng", seed_company, departments=[], users=[])
