"""A contract is booked on a project's line; one above what the line has left is over budget, whoever else submits at that moment."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contracts.drafting.drafts import open_item, read_draft
from contracts.drafting.saving import my_draft, save_draft
from contracts.drafting.submitting import NotReady, submit_draft
from contracts.projects.booking import booking_of, offered_lines, offered_projects, over_of
from contracts.projects.figures import sums_by_line
from contracts.projects.lines import edit_line
from contracts.projects.projects import turn_project
from contracts.reading.briefing import briefing_of
from contracts.records import Contract
from engine import history
from engine.desk import SYSTEM, at_desk, reading_at
from tests.contracts.at_stage import Travelling
from tests.contracts.linking.below import Below
from tests.contracts.projects.conftest import CODE, act, ask, line, put_project
from tests.engine.competing import Meeting, at_once, kinds, wrong_in
from tests.people import actor

ONE = (("合同款", "600000.00", "2026-12-15"),)


def booked(house, number="1", project=CODE, amount="600000.00", **changed):
    plan = (("合同款", amount, "2026-12-15"),)
    return Travelling(house, plan, amount=amount, project=project, budget_line=number, **changed)


def findings(contract):
    """What the draft says after its values were saved."""
    with at_desk(contract.house, actor("chen")) as desk:
        draft, item = my_draft(desk, contract.id)
        saved = save_draft(desk, contract.id, {**read_draft(desk, draft, item).typed, **contract.typed}, draft.version)
    return {found.field: found.sentence for found in saved.findings if found.field in ("project", "budget_line")}


@pytest.mark.parametrize("project, number, found", [
    (CODE, "1", {}), ("p2026-01 城南综合楼", "2", {}), (CODE, "", {}), ("", "", {}),
    ("NONE", "1", {"project": "There is no open project with this code.", "budget_line": "Choose the project first."}),
    ("", "1", {"budget_line": "Choose the project first."}), (CODE, "3", {"budget_line": "The project has no such budget line."}),
    (CODE, "x", {"budget_line": "This is no whole number."})])
def test_a_line_belongs_to_the_project(quick_house, project, number, found):
    put_project(quick_house)
    assert findings(booked(quick_house, number, project)) == found


def test_a_contract_keeps_project_and_line_as_its_own(quick_house, project):
    contract = booked(quick_house).submitted()
    found = ask(quick_house, "chen", lambda desk: booking_of(desk, contract.row()))
    assert (found.project, found.name, found.line, found.line_code, found.line_name) == (CODE, "城南综合楼", 1, "02.01", "设备购置")
    assert not found.may_open and ask(quick_house, "qian", lambda desk: booking_of(desk, contract.row())).may_open


def test_projects_are_offered_in_their_company_and_to_who_sees_them_while_they_are_open(quick_house, project):
    put_project(quick_house, "P2026-02", department="PUR", manager="he")
    assert [code for code, _ in ask(quick_house, "chen", offered_projects)] == [CODE]
    assert [code for code, _ in ask(quick_house, "qian", offered_projects)] == ["P2026-02", CODE]
    assert [code for _, code, _ in ask(quick_house, "chen", offered_lines, CODE)] == ["02.01", "02.02"]
    assert ask(quick_house, "chen", offered_lines, "P2026-02") == []
    act(quick_house, "he", turn_project, CODE, "closed")
    assert ask(quick_house, "chen", offered_projects) == []


def test_what_fits_is_not_over_and_what_is_beyond_goes_to_the_general_manager(quick_house, project):
    first, second = booked(quick_house).submitted(), booked(quick_house).submitted()
    assert (first.row().over_budget, second.row().over_budget) == (False, True)
    for contract, asked in ((first, False), (second, True)):
        contract.decided("department-head").decided("finance-review").decided("legal-review")
        assert ("general-manager" in contract.items()) is asked


def test_who_decides_reads_by_how_much_it_is_over(quick_house, project):
    booked(quick_house).submitted()
    item = booked(quick_house).submitted().items()["department-head"]
    found = ask(quick_house, "zhang", briefing_of, item)
    assert (found.over.by, found.over.budget, found.over.others, found.over.amount) == tuple(map(Decimal, ("200000", "1000000", "600000", "600000")))
    act(quick_house, "sun", edit_line, CODE, 1, line("1300000.00"), "追加")
    raised = ask(quick_house, "zhang", briefing_of, item)
    assert (raised.over, raised.booking.is_over) == (None, True)


@pytest.mark.parametrize("changed", [{"number": "2"}, {"number": ""}, {"direction": "income"}, {"amount": "400000.00"}])
def test_another_line_none_income_and_what_just_fits_are_not_over(quick_house, project, changed):
    booked(quick_house).submitted()
    assert not booked(quick_house, **changed).submitted().row().over_budget


def test_a_cancelled_contract_takes_nothing_and_a_returned_one_still_holds_its_amount(quick_house, project):
    first = booked(quick_house).submitted().returned("department-head", "zhang", "draft", "again")
    second = booked(quick_house).submitted()
    assert second.row().over_budget
    first.submitted(amount="100000.00", plan=[{"name": "款", "condition": "后", "amount": "100000.00", "due_on": "2026-12-15"}])
    assert ask(quick_house, "xu", lambda desk: over_of(desk, second.row())) is None
    assert second.row().over_budget                     # as it was submitted; the next submission looks again


def test_what_a_submission_found_stands_in_the_contracts_history(quick_house, project):
    booked(quick_house).submitted()
    contract = booked(quick_house).submitted()
    with reading_at(quick_house, SYSTEM) as desk:
        told = [one.facts for one in history.entries(desk, contract.row().instance_id) if "over_budget" in one.facts.get("after", {})]
    assert told == [{"before": {"over_budget": False}, "after": {"over_budget": True}, "over_by": "200000.00"}]


def test_a_draft_of_a_closed_project_is_not_submitted(quick_house, project):
    contract = booked(quick_house)
    findings(contract)
    act(quick_house, "he", turn_project, CODE, "closed")
    with pytest.raises(NotReady) as refused, at_desk(quick_house, actor("chen")) as desk:
        submit_draft(desk, contract.id, contract.row().version)
    assert "project" in refused.value.facts["fields"]


@pytest.mark.both
def test_of_two_that_are_submitted_at_once_the_second_counts_the_first(quick_house):
    put_project(quick_house)
    contracts = [booked(quick_house), booked(quick_house, department="PUR")]         # numbered apart, so that no counter makes them wait
    assert [findings(contract) for contract in contracts] == [{}, {}]
    Meeting(quick_house).at("UPDATE contract")
    answers = at_once(quick_house, *(("chen", lambda desk, one=one: submit_draft(desk, one.id, one.row().version)) for one in contracts))
    assert kinds(answers) == ["Decision", "Decision"]
    assert sorted(contract.row().over_budget for contract in contracts) == [False, True] and wrong_in(quick_house) == []


def plan(amount):
    return [{"name": "款", "condition": "后", "amount": amount, "due_on": "2026-12-15"}]


def taken(house):
    return ask(house, "xu", sums_by_line)[(CODE, 1, "expense")]


@pytest.fixture
def signed(quick_house, project):
    return booked(quick_house).countersigned()


@pytest.mark.parametrize("relation", ["supplement", "change"])
def test_what_a_supplement_in_review_adds_is_reserved_and_once_signed_it_has_changed_the_contract(signed, relation):
    more = Below(signed, relation, amount_change="100000.00", plan=plan("100000.00")).submitted()
    found = taken(signed.house)
    assert (found.reserved, found.committed, found.changed) == (Decimal("100000"), Decimal("600000"), Decimal("0"))
    more.countersigned()
    found = taken(signed.house)
    assert (found.reserved, found.committed, found.changed) == (Decimal("0"), Decimal("600000"), Decimal("100000"))


def test_a_decrease_in_review_reserves_nothing_and_frees_the_line_when_it_is_signed(signed):
    less = Below(signed, "change", amount_change="-100000.00").submitted()
    assert taken(signed.house).booked == Decimal("600000")
    less.countersigned()
    assert taken(signed.house).booked == Decimal("500000")


def test_a_termination_in_review_reserves_nothing(signed):
    Below(signed, "termination", new_ends_on="2026-06-30").submitted()
    assert taken(signed.house).booked == Decimal("600000")


def test_a_supplement_beyond_its_line_goes_to_the_general_manager_and_counts_for_the_next(signed):
    first = Below(signed, "supplement", amount_change="300000.00", plan=plan("300000.00")).submitted()
    second = Below(signed, "supplement", amount_change="200000.00", plan=plan("200000.00")).submitted()
    assert (first.row().over_budget, second.row().over_budget) == (False, True)
    second.decided("department-head").decided("finance-review").decided("legal-review")
    assert "general-manager" in second.items()


def warned(contract, who="chen"):
    with at_desk(contract.house, actor("chen")) as desk:
        draft, item = my_draft(desk, contract.id)
        save_draft(desk, contract.id, {**read_draft(desk, draft, item).typed, **contract.typed}, draft.version)
    with reading_at(contract.house, actor(who)) as desk:
        draft, item = desk.session.get_one(Contract, contract.id), open_item(desk, desk.session.get_one(Contract, contract.id))
        return [(one.level, one.facts) for one in read_draft(desk, draft, item).reading.findings if one.field == "budget_line"]


@pytest.mark.both
def test_the_drafter_is_warned_before_submitting_with_the_figures_if_they_see_the_project(house_with_line):
    booked(house_with_line).submitted()
    draft = booked(house_with_line)
    assert warned(draft) == [("warning", {})]
    assert warned(draft, "qian") == [("warning", {"by": "200,000.00", "budget": "1,000,000.00", "others": "600,000.00", "amount": "600,000.00"})]
    assert warned(booked(house_with_line, amount="400000.00"), "qian") == []


@pytest.fixture
def house_with_line(quick_house, project):
    return quick_house


def test_the_drafter_of_a_supplement_is_warned_and_of_a_decrease_is_not(signed):
    assert [level for level, _ in warned(Below(signed, "supplement", amount_change="500000.00"))] == ["warning"]
    assert warned(Below(signed, "supplement", amount_change="-500000.00")) == []
