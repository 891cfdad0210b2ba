"""What the draft form of a linked contract asks, and what its text says of the main contract."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from contracts.documents.library.wordml import save_same_bytes
from contracts.documents.rendering import paragraphs_of
from contracts.documents.texts import printed
from contracts.drafting.drafts import read_draft
from contracts.drafting.preview import preview_docx
from contracts.drafting.saving import my_draft, save_draft
from contracts.linking import texts
from contracts.linking.main_contract import NAMES
from contracts.linking.terms import next_term, whole_months
from contracts.linking.texts import TEXTS, building, pin_text
from contracts.records import Contract
from engine.desk import at_desk, reading_at
from tests.contracts.at_stage import Travelling, plan_of
from tests.contracts.linking.below import SAYS, Below
from tests.people import actor


@pytest.fixture
def signed(quick_house):
    return Travelling.brought(quick_house, "countersigned")


def saved(contract, **typed):
    """Save these values over the draft; {field: levels of what is found}."""
    with at_desk(contract.house, actor("chen")) as desk:
        row, item = my_draft(desk, contract.id)
        kept = save_draft(desk, contract.id, {**read_draft(desk, row, item).typed, **SAYS, **typed}, row.version)
    return {found.field: found.level for found in kept.findings if found.level != "note"}


@pytest.mark.parametrize("name", sorted(set(TEXTS.values())))
def test_the_committed_text_is_the_one_that_its_clauses_make(name, tmp_path):
    save_same_bytes(building.build(name), tmp_path / f"{name}.docx")
    built, kept = (zipfile.ZipFile(folder / f"{name}.docx") for folder in (tmp_path, Path(texts.__file__).parent))
    with built, kept:
        assert built.read("word/document.xml") == kept.read("word/document.xml")


def test_a_supplement_asks_for_its_effect_and_not_for_price_and_term(signed):
    supplement = Below(signed, "supplement")
    with reading_at(signed.house, actor("chen")) as desk:
        form = read_draft(desk, *my_draft(desk, supplement.id, locked=False)).form
    names = {one.name: one.required for one in form.fields}
    assert {"amount_change", "new_ends_on", "linked_terms"} <= names.keys()
    assert not {"amount", "starts_on", "ends_on", "service_content"} & names.keys() and names["plan"] is False


def test_the_plan_of_a_supplement_adds_up_to_what_it_adds(signed):
    supplement, plan = Below(signed, "supplement"), plan_of(("增项款", "5000.00", "2026-09-01"))
    assert saved(supplement, amount_change="8000.00", plan=plan) == {"plan": "error"}
    assert saved(supplement, amount_change="8,000.00", plan=plan_of(("增项款", "8000.00", "2026-09-01"))) == {}


@pytest.mark.parametrize("typed", ["-20000", "－20,000.00", "−20000.00"])
def test_a_decrease_is_typed_with_a_minus(signed, typed):
    change = Below(signed, "change")
    assert saved(change, amount_change=typed) == {}
    assert change.row().values["amount_change"] == "-20000.00"


def test_the_text_names_the_main_contract_and_says_the_effect(signed):
    supplement, number = Below(signed, "supplement"), signed.row().number
    saved(supplement, amount_change="50000", new_ends_on="2027-03-31")
    with reading_at(signed.house, actor("chen")) as desk:
        said = "\n".join(paragraphs_of(preview_docx(desk, supplement.id)))
    assert f"《办公楼电梯维保》（合同编号：{number}，" in said and "补充协议" in said
    assert "增加人民币50,000.00元（大写：人民币伍万元整），由人民币300,000.00元变更为人民币350,000.00元" in said
    assert "届满日由2026年12月31日变更为2027年3月31日" in said


def test_a_contract_of_its_own_prints_no_main_contract(signed):
    with reading_at(signed.house, actor("chen")) as desk:
        text = desk.session.get_one(Contract, signed.id)
        assert printed({"organisation": {}, "number": "", "plan": []}, pin_text(desk.house, "supplement").form)["parent"] == dict.fromkeys(NAMES, "／")
        assert text.parent_id is None


def test_a_supplement_is_numbered_behind_its_main_contract(signed):
    numbers = [Below(signed, relation).submitted(**typed).row().number for relation, typed in
               (("supplement", {}), ("supplement", {}), ("change", {}), ("termination", {"new_ends_on": "2026-06-30"}))]
    assert numbers == [f"{signed.row().number}-{behind}" for behind in ("S01", "S02", "C01", "T01")]


def test_it_is_weighed_by_what_it_changes(quick_house):
    signed = Travelling(quick_house, (("合同款", "3000000.00", "2026-12-15"),), amount="3000000.00").countersigned()
    small, large = (Below(signed, "change", amount_change=amount).submitted() for amount in ("-20000.00", "-1200000.00"))
    assert "department-head" in small.items() and "general-manager" not in small.items()
    large.decided("department-head").decided("legal-review").decided("finance-review")
    assert "general-manager" in large.items()


@pytest.mark.parametrize(("term", "following"), [
    (("2026-01-01", "2026-12-31"), ("2027-01-01", "2027-12-31")), (("2024-03-01", "2025-02-28"), ("2025-03-01", "2026-02-28")),
    (("2026-03-16", "2026-12-31"), ("2027-01-01", "2027-10-18")), (("2026-01-31", "2026-01-31"), ("2026-02-01", "2026-02-01"))])
def test_the_next_term_begins_the_day_after_and_is_as_long(term, following):
    assert tuple(day.isoformat() for day in next_term(*map(dt.date.fromisoformat, term))) == following
    assert whole_months(dt.date(2026, 1, 1), dt.date(2026, 12, 31)) == 12
