"""What a template is handed, and what an approval is bound to."""

from __future__ import annotations

from contracts.documents.rendering import paragraphs_of, render
from contracts.documents.templates import template
from contracts.documents.texts import BLANK, printed, text_facts
from contracts.drafting.starting import start_contract
from contracts.records import Contract
from engine.desk import at_desk
from tests.contracts.forms.test_forms import DRAFT
from tests.people import actor

FORM = DRAFT.with_template(template("service").form)
OURS = {"name": "华信工程有限公司", "credit_code": "91110000MA01A2B3CX", "contact": "陈晓东", "email": ""}
FACTS = {"number": "SVC-ENG-2026-0042", "organisation": OURS, "direction": "expense", "title": "电梯维保", "counterparty": "A & B <C>",
         "amount": "1200000.00", "tax_rate": "0.06", "net": "1132075.47", "tax": "67924.53", "starts_on": "2026-04-01", "copies_each": "2",
         "service_content": "一\n\n二", "special_terms": "", "plan": [{"name": "预付款", "condition": "签约后", "amount": "1200000.00", "due_on": "2026-12-01"}]}


def test_values_are_written_as_a_contract_writes_them():
    shown = printed(FACTS, FORM)
    assert (shown["amount"], shown["amount_in_capitals"], shown["tax_rate"]) == ("1,200,000.00", "壹佰贰拾万元整", "6%")
    assert (shown["starts_on"], shown["copies"], shown["copies_each"]) == ("2026年4月1日", "肆", "贰")
    assert shown["service_content"] == ["一", "二"]
    assert shown["plan"] == [{"number": "1", "name": "预付款", "kind": BLANK, "condition": "签约后", "amount": "1,200,000.00", "due_on": "2026年12月1日"}]


def test_who_pays_is_party_a():
    assert printed(FACTS, FORM)["party_a"]["name"] == OURS["name"]
    assert printed({**FACTS, "direction": "income"}, FORM)["party_b"]["name"] == OURS["name"]


def test_our_side_is_the_company_of_the_settings_with_the_drafter_by_name(quick_house):
    quick_house.settings["organisation"] |= {"email": "contracts@ours.example", "phone": ""}
    with at_desk(quick_house, actor("chen")) as desk:
        contract = desk.session.get_one(Contract, start_contract(desk, "service", title="电梯维保", department="ENG").contract_id)
        facts = text_facts(desk, contract, {})
    assert facts["organisation"] == {**quick_house.settings["organisation"], "contact": "陈晓东"}
    assert (printed(facts, FORM)["party_a"]["email"], printed(facts, FORM)["party_a"]["phone"]) == ("contracts@ours.example", "／")


def test_a_draft_with_nothing_in_it_is_printed_with_blanks():
    empty = printed({"number": "", "organisation": {}}, FORM)
    assert empty["amount"] == empty["amount_in_capitals"] == empty["counterparty"] == BLANK
    assert "（提交后生成）" in "".join(paragraphs_of(render(template("service").docx, empty)))


def test_the_contract_says_what_was_entered_letter_by_letter():
    made = list(paragraphs_of(render(template("service").docx, printed(FACTS, FORM))))
    assert any("A & B <C>" in paragraph for paragraph in made)
    assert any("人民币1,200,000.00元（大写：人民币壹佰贰拾万元整）" in paragraph for paragraph in made)
    assert "双方无其他约定。" in made
