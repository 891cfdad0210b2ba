"""The types that we ship: each one's numbers, fields, rules, papers."""

from __future__ import annotations

import pytest

from contracts.documents.library import LIBRARY
from contracts.types.catalog import shipped
from contracts.types.definitions import read_type
from tests.contracts.documents.samples import SAMPLES, form_of_text, ordered, paid, read_sample

CODES = {"construction": "CON", "purchase": "PUR", "service": "SVC", "income": "INC", "framework": "FRM", "order": "ORD"}
KINDS = {key: read_type(definition, "{type}-{dept}-{yyyy}-{seq:4}") for key, definition in shipped().items()}
MUST = {"construction": {"竣工验收单", "竣工结算书"}, "purchase": {"到货验收单"}, "income": {"客户验收确认单"}, "order": {"到货验收单"}}
BROKEN = [                                     # a text, what is changed in it, the field where that is said
    ("construction", {"contract_days": "364"}, "contract_days", "error"), ("construction", {"performance_bond": "0.1"}, "retention_rate", "warning"),
    ("construction", {"material_adjusted": "yes"}, "adjusted_materials", "error"), ("construction", {"advance_guarantee": "yes", "advance": ""}, "advance_guarantee", "error"),
    ("construction", {"wage_account": ""}, "wage_account", "warning"), ("construction", {"progress_rate": "70"}, "progress_rate", "warning"),
    ("construction", {"retention_months": "25"}, "retention_months", "error"), ("purchase", {"delivery_on": "2026-10-01"}, "delivery_on", "error"),
    ("purchase", {"goods": ordered(("空调", "CRV", "台", "8", "168000.00", "1568000.00"))}, "goods", "error"),
    ("purchase", {"goods": ordered(("空调", "CRV", "台", "8", "168000.00", "1344000.00"))}, "goods", "error"),
    ("income", {"liability_cap": "150"}, "liability_cap", "warning"), ("framework", {"bond_amount": "2000000.01"}, "bond_amount", "warning"),
    ("framework", {"ends_on": "2029-03-17"}, "ends_on", "warning"), ("order", {"delivery_on": "2026-05-01"}, "delivery_on", "error"),
    ("construction", {"tax_rate": "0.06"}, "tax_rate", "warning"), ("purchase", {"tax_rate": "0.06"}, "tax_rate", "warning"),
    ("service", {"dispute": "arbitration", "dispute_place": "北京"}, "dispute_place", "error"), ("purchase", {"payment_days": "61"}, "payment_days", "warning"),
]


def test_each_type_has_a_code_of_its_own_and_a_text():
    assert {key: kind.code for key, kind in KINDS.items()} == CODES
    assert set(LIBRARY.values()) == set(KINDS)


def test_construction_purchases_and_income_have_their_one_direction():
    assert {key: kind.direction for key, kind in KINDS.items()} == {
        "construction": "expense", "purchase": "expense", "service": "either", "income": "income", "framework": "expense", "order": "expense"}
    assert [choice.value for one in form_of_text("income").fields if one.name == "direction" for choice in one.choices] == ["income"]


@pytest.mark.parametrize("text", LIBRARY)
def test_the_sample_of_each_text_is_read_without_a_finding(text):
    assert [(found.field, found.says or found.sentence) for found in read_sample(text).findings] == []


@pytest.mark.parametrize(("text", "changed", "field", "level"), BROKEN)
def test_a_broken_rule_is_said_at_its_field(text, changed, field, level):
    assert (field, level) in {(found.field, found.level) for found in read_sample(text, **changed).findings}


@pytest.mark.parametrize("key", CODES)
def test_the_papers_that_must_be_filed_are_those_of_its_kind(key):
    assert {paper.name["zh"] for paper in KINDS[key].papers if paper.must} == MUST.get(key, set())
    assert all(len(paper.kind) <= 20 for paper in KINDS[key].papers)


def test_a_framework_needs_no_amount_and_no_plan_and_takes_orders():
    assert not read_sample("framework", amount="").errors
    assert {key for key, kind in KINDS.items() if "framework" in kind.under} == {"order", "purchase", "service"}
    assert "plan" not in SAMPLES["framework"]


def test_a_framework_may_have_a_plan_that_adds_up_to_its_ceiling():
    assert read_sample("framework", plan=paid(("保证金", "签订后", "1.00", "2026-04-01"))).errors
    assert not read_sample("framework", amount="1.00", bond_amount="", plan=paid(("款项", "签订后", "1.00", "2026-04-01"))).errors


def test_retention_is_capped_where_there_is_any():
    assert {key: str(kind.retention_cap) for key, kind in KINDS.items() if kind.retention_cap is not None} == {"construction": "0.03", "purchase": "0.03"}
