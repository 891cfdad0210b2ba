"""The texts of supplements, changes and terminations: whole agreements, of two pages or three, that say what they do to their main contract."""

from __future__ import annotations

import re

import pytest

from contracts.documents.pdf import LibreOffice, converter_found
from contracts.documents.templates import require_template
from contracts.linking.texts import TEXTS
from contracts.templates.regions import passages
from tests.contracts.documents.golden_files import told
from tests.contracts.documents.samples import paid
from tests.contracts.documents.test_library import said_of
from tests.contracts.linking.golden_files import FOLDER, PARENT, SAMPLES, TEXTS_HERE, form_of, rendered

MADE = {"number", "parent", "party_a", "party_b", "amount_effect", "term_effect", "payments_effect", "plan_effect", "changes_amount", "changes_term",
        "has_price", "before", "after", "plan_total", "plan_total_in_capitals", "copies"}


@pytest.mark.parametrize("kind", TEXTS)
def test_an_agreement_of_fixed_values_says_what_its_golden_file_says(kind):
    assert told(rendered(kind)) == (FOLDER / f"{kind}.txt").read_text("utf-8")


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_passes_our_own_checks_and_names_only_what_there_is(kind):
    require_template((TEXTS_HERE / f"{kind}.docx").read_bytes(), {one.name for one in form_of(kind).fields} | MADE)


@pytest.mark.parametrize("kind", TEXTS)
def test_reasons_and_terms_lie_in_free_regions_and_nothing_else(kind):
    free = [passage.text for passage in passages(rendered(kind)) if passage.is_free and passage.text.strip()]
    assert free == [*SAMPLES[kind]["linked_reason"].splitlines(), *SAMPLES[kind]["linked_terms"].splitlines()]


@pytest.mark.parametrize(("kind", "changed", "comes", "goes"), [
    ("supplement", {"amount_change": "", "plan": []}, "原合同价款不变。", "变更前 | 变更后"), ("supplement", {"new_ends_on": ""}, "原合同期限不变。", "随届满日相应调整"),
    ("supplement", {"plan": []}, "最后一期尚未支付的款项一并支付", "增项首期款"), ("supplement", {"amount_change": "", "plan": []}, "原合同的付款计划不变。", "并入原合同"),
    ("change", {"amount_change": "60000.00", "plan": paid(("款", "后", "60000.00", "2026-09-01"))}, "并入原合同的付款计划", "依次扣减"),
    ("termination", {"open_payments": "keep"}, "仍按原合同约定的金额和期限结清", "不再收付"), ("termination", {"claims_waived": ""}, "要求对方承担责任的权利", "互不追究违约责任")])
def test_a_sentence_comes_and_goes_with_what_is_agreed(kind, changed, comes, goes):
    usual, turned = told(rendered(kind)), told(rendered(kind, **changed))
    assert comes in turned and comes not in usual and goes in usual and goes not in turned


@pytest.mark.parametrize("kind", TEXTS)
def test_about_a_contract_without_a_price_nothing_is_compared(kind):
    said = told(rendered(kind, {**PARENT, "amount": ""}))
    assert "变更前 |" not in said and "人民币／" not in said


@pytest.fixture(scope="module")
def printed_agreements(tmp_path_factory):
    """Each as a PDF, made with one start of LibreOffice."""
    office, folder = converter_found(), tmp_path_factory.mktemp("agreements")
    assert isinstance(office, LibreOffice)
    for name, pdf in zip(TEXTS, office.to_pdfs([rendered(kind) for kind in TEXTS]), strict=True):
        (folder / f"{name}.pdf").write_bytes(pdf)
    return folder


@pytest.mark.parametrize("kind", TEXTS)
def test_it_has_two_pages_or_three_and_the_place_to_sign_is_whole_on_the_last(printed_agreements, kind):
    pages = said_of("pdftotext", printed_agreements, kind).rstrip("\f").split("\f")
    fonts = [line.split()[-5] for line in said_of("pdffonts", printed_agreements, kind).splitlines()[2:]]
    assert 2 <= len(pages) <= 3 and pages[-1].count("（盖章）") == 2 and pages[-1].count("签署日期") == 2
    assert fonts and set(fonts) == {"yes"}
    bottoms = [[line for line in page.splitlines() if line.strip() and not re.search(r"第\s*\d+\s*页", line)][-1] for page in pages]
    assert [line for line in bottoms if re.match(r"第\S+条", line) or line.endswith("：")] == []
