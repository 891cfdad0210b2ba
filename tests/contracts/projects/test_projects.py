"""Projects: who adds, changes, starts, closes them; their people; their budget lines, with every change kept."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import sqlalchemy as sa

from contracts.projects.lines import add_line, edit_line
from contracts.projects.members import members_of, set_members
from contracts.projects.projects import add_project, edit_project, turn_project
from contracts.projects.records import BudgetChange, BudgetLine, Project
from contracts.projects.refusals import LineTaken, ProjectClosed, ProjectHasContracts, ProjectTaken, WrongTurn
from engine import history
from engine.desk import SYSTEM, Actor, at_desk, reading_at
from engine.errors import ChangedMeanwhile, Invalid, NotFound, NotYours
from tests.contracts.at_stage import Travelling
from tests.contracts.projects.conftest import CODE, act, ask, line, wish


def the(house, record, *key):
    return ask(house, "xu", lambda desk: desk.session.get(record, key))


def last(house):
    with reading_at(house, SYSTEM) as desk:
        return history.entries(desk, history.HOUSE)[-1]


@pytest.mark.parametrize("who, may", [("zheng", True), ("sun", True), ("chen", False), ("he", False), ("wang", False), ("xu", False)])
def test_administrators_and_management_add_projects(quick_house, who, may):
    if may:
        act(quick_house, who, add_project, "p-7 ", wish())
        assert (the(quick_house, Project, "P-7").status, last(quick_house).act) == ("planned", "project-added")
    else:
        with pytest.raises(NotYours):
            act(quick_house, who, add_project, "P-7", wish())


@pytest.mark.parametrize("changed, field", [
    ({"name": " "}, "name"), ({"name": "x" * 121}, "name"), ({"department": "NONE"}, "department"), ({"manager": "nobody"}, "manager"),
    ({"manager": ""}, "manager"), ({"address": "\x00"}, "address"),
    ({"starts_on": dt.date(2026, 5, 1), "ends_on": dt.date(2026, 4, 1)}, "ends_on")])
def test_what_does_not_hold_is_said_of_its_field(quick_house, changed, field):
    with pytest.raises(Invalid) as refused:
        act(quick_house, "sun", add_project, "P-7", wish(**changed))
    assert list(refused.value.facts["fields"]) == [field]


def test_a_code_is_given_once_and_is_one(quick_house, project):
    with pytest.raises(ProjectTaken):
        act(quick_house, "sun", add_project, CODE.lower(), wish())
    with pytest.raises(Invalid):
        act(quick_house, "sun", add_project, "城南", wish())


def test_the_projects_manager_changes_it_and_the_house_remembers_what(quick_house, project):
    act(quick_house, "he", edit_project, CODE, wish(name="城南综合楼二期"), the(quick_house, Project, CODE).version)
    entry = last(quick_house)
    assert (entry.act, entry.actor) == ("project-changed", "he")
    assert (entry.facts["before"], entry.facts["after"]) == ({"name": "城南综合楼"}, {"name": "城南综合楼二期"})


def test_what_somebody_changed_meanwhile_is_not_written_over(quick_house, project):
    version = the(quick_house, Project, CODE).version
    act(quick_house, "he", edit_project, CODE, wish(name="先"), version)
    with pytest.raises(ChangedMeanwhile):
        act(quick_house, "he", edit_project, CODE, wish(name="后"), version)


def test_members_may_change_nothing_and_strangers_find_nothing(quick_house, project):
    with pytest.raises(NotYours):
        act(quick_house, "qian", set_members, CODE, {"qian": "经理"})
    with pytest.raises(NotFound):
        act(quick_house, "zhou", set_members, CODE, {})


def test_people_have_their_part_and_only_active_ones_work_on_it(quick_house, project):
    act(quick_house, "he", set_members, CODE, {"qian": "材料", "chen": "造价"})
    assert ask(quick_house, "qian", members_of, CODE) == {"chen": "造价", "qian": "材料"}
    assert last(quick_house).facts["before"] == {"qian": "材料"}
    with pytest.raises(Invalid):
        act(quick_house, "he", set_members, CODE, {"nobody": ""})


def test_a_running_budget_is_changed_by_finance_with_a_reason_and_not_by_who_is_held_by_it(quick_house, project):
    with pytest.raises(NotYours):
        act(quick_house, "he", edit_line, CODE, 1, line("1200000.00"), "涨价")
    with pytest.raises(Invalid):
        act(quick_house, "sun", edit_line, CODE, 1, line("1200000.00"))
    with at_desk(quick_house, Actor("zhao", frozenset({"finance"}))) as desk:
        edit_line(desk, CODE, 1, line("1200000.00"), "钢材涨价，见会议纪要")
    assert the(quick_house, BudgetLine, CODE, 1).amount == Decimal("1200000.00")


def test_every_amount_that_a_line_had_is_kept_with_who_and_why(quick_house, project):
    act(quick_house, "sun", edit_line, CODE, 1, line("1200000.00"), "钢材涨价")
    query = sa.select(BudgetChange).where(BudgetChange.line == 1).order_by(BudgetChange.number)
    found = ask(quick_house, "xu", lambda desk: list(desk.session.scalars(query)))
    assert [(one.before, one.after, one.by, one.reason) for one in found] == [
        (None, Decimal("1000000.00"), "he", ""), (Decimal("1000000.00"), Decimal("1200000.00"), "sun", "钢材涨价")]


def test_a_lines_code_stands_once_in_a_project(quick_house, project):
    with pytest.raises(LineTaken):
        act(quick_house, "sun", add_line, CODE, line(), "再加一项")


@pytest.mark.parametrize("changed", [{"amount": Decimal("-1")}, {"code": ""}, {"name": " "}, {"remark": "x" * 401}])
def test_a_line_that_does_not_hold_is_refused(quick_house, project, changed):
    with pytest.raises(Invalid) as refused:
        act(quick_house, "sun", add_line, CODE, line(code="9").__class__(**{**vars(line(code="9")), **changed}), "x")
    assert set(refused.value.facts["fields"]) == set(changed)


def test_a_project_with_contracts_under_way_is_not_closed_and_says_which(quick_house, project):
    contract = Travelling(quick_house, project=CODE, budget_line="1").submitted()
    with pytest.raises(ProjectHasContracts) as refused:
        act(quick_house, "he", turn_project, CODE, "closed")
    assert (refused.value.facts["count"], refused.value.facts["contracts"]) == (1, [f"{contract.row().number} 办公楼电梯维保"])


def test_a_closed_project_is_only_read_until_it_is_reopened_with_a_reason(quick_house, project):
    act(quick_house, "he", turn_project, CODE, "closed")
    for command, given in ((edit_project, (wish(name="x"), the(quick_house, Project, CODE).version)), (set_members, ({},)), (add_line, (line(code="9"),))):
        with pytest.raises(ProjectClosed):
            act(quick_house, "sun", command, CODE, *given)
    with pytest.raises(NotYours):
        act(quick_house, "he", turn_project, CODE, "running", "还有尾项")
    with pytest.raises(Invalid):
        act(quick_house, "sun", turn_project, CODE, "running")
    act(quick_house, "sun", turn_project, CODE, "running", "还有尾项")
    assert (the(quick_house, Project, CODE).status, last(quick_house).facts["reason"]) == ("running", "还有尾项")


def test_a_running_project_is_not_planned_again(quick_house, project):
    with pytest.raises(WrongTurn):
        act(quick_house, "sun", turn_project, CODE, "planned")
