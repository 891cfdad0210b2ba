"""The linter at a submission: errors stop it, warnings raise the risk that routes, and reviewers see both with their place."""

from __future__ import annotations

import pytest

from contracts.drafting.submitting import NotReady
from contracts.linting.drafts import lint_my_draft
from contracts.linting.screenings import Screening, newest_screening
from contracts.reading.briefing import briefing_of
from contracts.records import Contract, Counter
from engine.desk import reading_at
from engine.errors import NotYours
from engine.records import Entry
from tests.contracts.at_stage import Travelling
from tests.people import actor

BACK_TO_BACK = "本合同采用背靠背付款方式。"


def screening(contract: Travelling) -> Screening:
    with reading_at(contract.house, actor("xu")) as desk:
        found = newest_screening(desk, desk.session.get_one(Contract, contract.id))
    assert found is not None
    return found


@pytest.mark.both
def test_an_error_in_the_text_stops_the_submission_and_uses_no_number(quick_house):
    contract = Travelling(quick_house, special_terms="另付奖金【　】元。")
    with pytest.raises(NotReady) as refused:
        contract.submitted()
    assert list(refused.value.facts["fields"]) == ["text.blank-left"]
    assert refused.value.facts["found"][0]["quote"] == "另付奖金【　】元。"
    with reading_at(quick_house, actor("xu")) as desk:
        assert desk.session.query(Counter).count() == desk.session.query(Screening).count() == 0


@pytest.mark.both
def test_a_warning_raises_the_risk_by_one_step_and_the_level_routes(quick_house):
    contract = Travelling.brought(quick_house, "submitted", special_terms=BACK_TO_BACK)
    assert (contract.row().risk, contract.row().risk_level) == ("normal", "high")
    contract.decided("department-head").decided("legal-review").decided("finance-review")
    assert list(contract.items()) == ["general-manager"]


def test_without_a_warning_the_stated_risk_routes(quick_house):
    contract = Travelling.brought(quick_house, "submitted")
    assert (contract.row().risk_level, screening(contract).found) == ("normal", ())
    contract.decided("department-head").decided("legal-review").decided("finance-review")
    assert list(contract.items()) == ["seal"]


def test_the_risk_is_weighed_anew_at_each_submission(quick_house):
    contract = Travelling.brought(quick_house, "submitted", special_terms=BACK_TO_BACK, risk="low")
    assert contract.row().risk_level == "normal"
    contract.returned("department-head", "zhang", "draft", "again").submitted(special_terms="")
    assert contract.row().risk_level == "low"
    assert screening(contract).number == 2


def test_findings_are_kept_with_the_text_that_they_are_about(quick_house):
    contract = Travelling.brought(quick_house, "submitted", special_terms=BACK_TO_BACK)
    kept = screening(contract)
    assert (kept.text_number, kept.risk, kept.risk_level, kept.screened_by) == (1, "normal", "high", "chen")
    assert [(one.code, one.quote) for one in kept.found] == [("pay-when-paid", BACK_TO_BACK)]


def test_who_reviews_sees_what_was_found_with_its_place(quick_house):
    contract = Travelling.brought(quick_house, "submitted", special_terms=BACK_TO_BACK)
    with reading_at(quick_house, actor("zhang")) as desk:
        found = briefing_of(desk, contract.items()["department-head"]).found
    assert [(one.level, one.code, one.quote) for one in found] == [("warning", "pay-when-paid", BACK_TO_BACK)]


def test_a_draft_is_linted_on_demand_by_its_drafter_alone(quick_house):
    contract = Travelling.brought(quick_house, "submitted", special_terms=BACK_TO_BACK)
    contract.returned("department-head", "zhang", "draft", "again")
    with reading_at(quick_house, actor("chen")) as desk:
        assert [one.code for one in lint_my_draft(desk, contract.id)[1]] == ["pay-when-paid"]
    with reading_at(quick_house, actor("zhang")) as desk, pytest.raises(NotYours):
        lint_my_draft(desk, contract.id)


def test_of_a_draft_that_is_hardly_begun_blanks_are_not_said_twice(quick_house):
    contract = Travelling(quick_house)
    with reading_at(quick_house, actor("chen")) as desk:
        draft, found = lint_my_draft(desk, contract.id)
    assert draft.reading.errors
    assert found == ()


def test_what_the_linter_made_of_the_risk_stands_in_the_history(quick_house):
    contract = Travelling.brought(quick_house, "submitted", special_terms=BACK_TO_BACK)
    with reading_at(quick_house, actor("xu")) as desk:
        written = desk.session.query(Entry).filter_by(act="ledger", chain=contract.row().instance_id)
        changes = [entry.facts["after"]["risk_level"] for entry in written if "risk_level" in entry.facts["after"]]
    assert changes == ["normal", "high"]
