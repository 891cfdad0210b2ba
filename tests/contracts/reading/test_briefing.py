"""What lies before a person who decides: which approvals stand on the text as it is."""

from __future__ import annotations

from contracts.reading.briefing import briefing_of
from contracts.reading.dossier import decisions_of
from engine.desk import reading_at
from tests.contracts.at_stage import Travelling
from tests.people import actor


def briefing(contract, item, by):
    with reading_at(contract.house, actor(by)) as desk:
        return briefing_of(desk, item)


def test_who_pays_reads_that_the_approvals_stand(quick_house):
    contract = Travelling.brought(quick_house, "countersigned")
    found = briefing(contract, contract.settle_item(1), "wang")
    assert {said.by for said in found.said} >= {"zhang", "li", "wang"}
    assert [said.by for said in found.said if said.is_void] == []
    assert found.changed == ()


def test_receipts_and_the_package_take_no_approval_away(quick_house):
    contract = Travelling.brought(quick_house, "countersigned").settled(1)
    assert [said.by for said in briefing(contract, contract.settle_item(2), "wang").said if said.is_void] == []
    contract.settled(2, 3).filed()
    with reading_at(quick_house, actor("sun")) as desk:
        said = decisions_of(desk, contract.row())
    assert {one.by for one in said} >= {"zhang", "li", "wang", "wu"}
    assert [one.by for one in said if one.is_void] == []


def test_an_approval_of_an_earlier_text_is_shown_as_fallen(quick_house):
    contract = Travelling.brought(quick_house, "submitted").decided("department-head").returned("legal-review", "li", "draft", "back")
    contract.submitted(title="电梯维保（修订）")
    found = briefing(contract, contract.items()["legal-review"], "li")
    assert [said.by for said in found.said if said.is_void] == ["zhang"]
