"""Who sees which contract, and who may start, cancel, operate, publish."""

from __future__ import annotations

from decimal import Decimal

import pytest
import sqlalchemy as sa

from contracts.deciding.deciders import write_deciders_of
from contracts.people.company import changed
from contracts.people.departments import add_department
from contracts.people.records import RoleGrant
from contracts.people.substitutes import set_stand_in
from contracts.permissions import Permissions, visible, visible_projects
from contracts.projects.records import Project, ProjectMember
from contracts.records import Contract, PlanRow
from engine.desk import SYSTEM, Actor, at_desk, reading_at
from engine.identity import new_id
from tests.contracts.people.conftest import acted, asked, hold
from tests.people import actor


def put(house, title, owner="chen", department="ENG", instance=None, project=""):
    with at_desk(house, SYSTEM) as desk:
        contract = Contract(id=new_id(), type="service", title=title, owner=owner, department=department, values={}, template="t",
                            instance_id=instance, project=project, created_at=desk.now, updated_at=desk.now, settled_amount=Decimal(0))
        desk.session.add(contract)
    return contract.id


def seen(house, who):
    """The titles, by both ways to ask, which must not differ."""
    query = sa.select(Contract.title).order_by(Contract.title)
    all_of_them, one_by_one = (asked(house, who, lambda desk, few=few: list(desk.session.scalars(query.where(visible(desk, few=few)))))
                               for few in (False, True))
    assert all_of_them == one_by_one
    return all_of_them


def test_everybody_sees_their_own(company_house):
    put(company_house, "mine"), put(company_house, "another's", owner="qian", department="PUR")
    assert seen(company_house, "chen") == ["mine"]


def test_heads_see_their_department_and_those_under_it(company_house):
    acted(company_house, "zheng", add_department, "ENG1", "一部", "ENG")
    put(company_house, "a"), put(company_house, "b", department="ENG1"), put(company_house, "c", owner="qian", department="PUR")
    assert seen(company_house, "zhang") == ["a", "b"]


@pytest.mark.parametrize("who", ["sun", "xu", "zheng"])
def test_managers_auditors_and_administrators_see_all(company_house, who):
    put(company_house, "a"), put(company_house, "c", owner="qian", department="PUR")
    assert seen(company_house, who) == ["a", "c"]


@pytest.mark.parametrize("role, found", [("legal", ["a"]), ("finance", ["a"]), ("archivist", ["a"]), ("ops", ["a"]), ("process-admin", []),
                                         ("department-reader", [])])
def test_a_role_says_who_else_sees_all(company_house, role, found):
    put(company_house, "a")
    with reading_at(company_house, Actor("qian", frozenset({role}))) as desk:
        assert list(desk.session.scalars(sa.select(Contract.title).where(visible(desk)))) == found


def test_a_department_reader_sees_the_own_department(company_house):
    put(company_house, "c", owner="he", department="PUR"), put(company_house, "a")
    acted(company_house, "zheng", lambda desk: (desk.session.add(
        RoleGrant(user="qian", role="department-reader", granted_at=desk.now, granted_by="zheng")), changed(desk)))
    with reading_at(company_house, Actor("qian", frozenset({"department-reader"}))) as desk:
        assert list(desk.session.scalars(sa.select(Contract.title).where(visible(desk)))) == ["c"]


@pytest.mark.parametrize("principal, who", [("u:wang", "wang"), ("g:finance", "zhao")])
def test_who_is_asked_sees_what_it_is_about(company_house, principal, who):
    put(company_house, "asked", instance=hold(company_house, principal)), put(company_house, "not asked")
    assert seen(company_house, who) == ["asked"]
    assert seen(company_house, "qian") == []


def test_who_was_asked_and_decided_sees_it_still(company_house):
    contract = put(company_house, "decided", instance=hold(company_house, done_by="wang"))
    acted(company_house, "zheng", write_deciders_of, [contract])
    assert seen(company_house, "wang") == ["decided"]


def test_a_stand_in_sees_what_the_other_is_asked(company_house, clock):
    put(company_house, "asked", instance=hold(company_house, "g:legal"))
    acted(company_house, "li", set_stand_in, "li", "qian", clock().date(), clock().date())
    assert seen(company_house, "qian") == ["asked"]


def test_who_is_asked_about_a_payment_sees_the_contract(company_house):
    contract, instance = put(company_house, "paid in parts"), hold(company_house, "g:finance")
    acted(company_house, "chen", lambda desk: desk.session.add(PlanRow(
        contract_id=contract, number=1, name="预付款", amount=Decimal(1), due_on=desk.now.date(), instance_id=instance)))
    assert seen(company_house, "wang") == ["paid in parts"]


def put_project(house, code, department="ADM", manager="wu", *members):
    with at_desk(house, SYSTEM) as desk:
        desk.session.add(Project(code=code, name=code, department=department, manager=manager, created_at=desk.now, created_by="zheng", updated_at=desk.now))
    with at_desk(house, SYSTEM) as desk:
        desk.session.add_all(ProjectMember(project=code, user=login) for login in members)


@pytest.mark.parametrize("who, found", [
    ("he", ["mine"]), ("qian", ["mine"]), ("zhang", ["another's", "mine", "none's"]), ("wu", []), ("zhou", []), ("sun", ["another's", "mine", "none's"])])
def test_who_leads_or_works_on_a_project_sees_its_contracts_and_no_other_projects(company_house, who, found):
    put_project(company_house, "P1", "LEG", "he", "qian"), put_project(company_house, "P2", "LEG", "zheng")
    put(company_house, "mine", project="P1"), put(company_house, "another's", project="P2"), put(company_house, "none's")
    assert seen(company_house, who) == found


@pytest.mark.parametrize("who, found", [
    ("he", ["P1"]), ("qian", ["P1"]), ("wu", ["P2"]), ("li", []), ("chen", []), ("zheng", ["P1", "P2"]), ("xu", ["P1", "P2"])])
def test_a_project_is_seen_by_its_people_by_heads_above_and_by_role(company_house, who, found):
    put_project(company_house, "P1", "PUR", "qian"), put_project(company_house, "P2", "ADM", "zhou")
    assert asked(company_house, who, lambda desk: sorted(desk.session.scalars(sa.select(Project.code).where(visible_projects(desk))))) == found


@pytest.mark.parametrize("who, act, may", [
    ("chen", "start", True), ("xu", "start", False), ("nobody", "start", False), ("zheng", "publish", True), ("sun", "publish", False),
    ("zheng", "operate", True), ("chen", "operate", False), ("chen", "dance", False), ("system", "publish", True)])
def test_acts_are_for_those_whose_roles_allow_them(company_house, who, act, may):
    assert asked(company_house, who, lambda desk: Permissions().allows(desk, act, new_id())) == may


@pytest.mark.parametrize("who, may", [("chen", True), ("zheng", True), ("qian", False), ("zhang", False)])
def test_the_owner_and_administrators_cancel(company_house, who, may):
    instance = hold(company_house, "g:legal")
    put(company_house, "mine", instance=instance)
    assert asked(company_house, who, lambda desk: Permissions().allows(desk, "cancel", instance)) == may


def test_who_left_may_nothing_whatever_the_roles_say(company_house):
    with reading_at(company_house, Actor("gone", actor("zheng").roles)) as desk:
        assert not Permissions().allows(desk, "publish", "contract")
