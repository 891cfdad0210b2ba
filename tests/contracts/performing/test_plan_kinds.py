"""What a row of the payment plan is (款项性质): chosen or not, kept, shown, printed, and weighed by the linter."""

from __future__ import annotations

import pytest

from contracts.documents.texts import printed
from contracts.drafting.drafts import form_for, plan_rows, values_of
from contracts.drafting.submitting import NotReady
from contracts.linting.screenings import newest_screening
from contracts.performing.performance import performance_of
from contracts.records import Contract, Text
from engine.desk import at_desk, reading_at
from tests.contracts.archive.wanting import ZHENG
from tests.contracts.at_stage import PLAN, Travelling, plan_of
from tests.contracts.types.test_editing import changed
from tests.people import actor

KINDS = ("advance", "", "retention")


def planned(house, *kinds):
    contract = Travelling(house)
    contract.typed["plan"] = [{**row, "kind": kind} for row, kind in zip(plan_of(*PLAN), kinds, strict=True)]
    return contract


def read(contract, act):
    with reading_at(contract.house, actor("xu")) as desk:
        return act(desk, desk.session.get_one(Contract, contract.id))


def test_a_kind_that_was_chosen_is_kept_and_a_row_without_one_says_nothing(quick_house):
    contract = planned(quick_house, *KINDS).submitted()
    assert [row.kind for row in read(contract, lambda desk, row: performance_of(desk, row)).rows] == list(KINDS)
    assert [row.kind for row in read(contract, plan_rows)] == ["advance", "payment", "retention"]
    facts = read(contract, lambda desk, row: desk.session.get_one(Text, (row.id, 1)).facts)
    assert [row.get("kind") for row in facts["plan"]] == ["advance", None, "retention"]


def test_a_kind_is_taken_away_again_and_the_draft_counts_as_changed(quick_house):
    contract = planned(quick_house, *KINDS).submitted().returned("department-head", "zhang", "draft", "again")
    contract.submitted(plan=plan_of(*PLAN))
    assert [row.kind for row in read(contract, plan_rows)] == ["payment"] * 3
    assert contract.row().text_number == 2


def test_a_plan_without_kinds_is_what_it_was_before_there_were_any(quick_house):
    contract = Travelling.brought(quick_house, "submitted")
    values = read(contract, lambda desk, row: values_of(desk, row, form_for(desk, row)))
    assert [set(row) for row in values["plan"]] == [{"name", "condition", "amount", "due_on"}] * 3


def test_a_kind_that_is_not_offered_stops_the_submission_at_its_field(quick_house):
    with pytest.raises(NotReady) as refused:
        planned(quick_house, "advance", "gift", "").submitted()
    assert list(refused.value.facts["fields"]) == ["plan.2.kind"]


def test_a_retention_in_the_plan_above_the_cap_of_the_type_is_a_warning_at_the_plan(quick_house):
    changed(quick_house, retention_cap="0.03", actor=ZHENG)
    contract = planned(quick_house, *KINDS).submitted()
    found = read(contract, newest_screening).found
    assert [(one.code, one.level, one.field, one.facts["rate"]) for one in found] == [("retention-high", "warning", "plan", "16.67%")]


def test_a_text_that_prints_the_kind_prints_its_words(quick_house):
    contract = planned(quick_house, *KINDS).submitted()
    with at_desk(quick_house, actor("chen")) as desk:
        row = desk.session.get_one(Contract, contract.id)
        said = printed(desk.session.get_one(Text, (row.id, 1)).facts, form_for(desk, row))
    assert [one["kind"] for one in said["plan"]] == ["预付款", "＿＿＿＿＿＿", "质保金"]
