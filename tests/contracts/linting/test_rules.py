"""Each rule of the linter: what it finds with which level and place, and what it leaves alone."""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal

import pytest

from contracts.linting.linter import lint
from contracts.linting.matter import Matter
from tests.contracts.linting.matters import KIND, OURS, THEIRS, codes, matter


@pytest.mark.parametrize("by", ["template", "own", "theirs"])
def test_a_contract_that_is_right_has_no_findings(by):
    assert codes(matter(by=by)) == []


def test_words_that_say_another_amount_than_the_figure_are_an_error_at_their_passage():
    found = lint(matter("违约金为50,000.00元（大写：伍万伍仟元整）。"))
    assert [(one.level, one.code, one.quote) for one in found] == [("error", "capitals-differ", "违约金为50,000.00元（大写：伍万伍仟元整）。")]
    assert found[0].facts == {"words": "伍万伍仟元整", "figure": "50,000.00"}


@pytest.mark.parametrize("passage", [
    "保证金人民币伍万元整（¥50,000.00）。", "保证金5万元（大写：伍万元整）。", "保证金50000元，即人民币伍万圆正。", "本合同一式肆份，双方各执贰份。",
    "违约金按逾期金额的万分之伍计算，税率为9%，不超过百分之拾。"])
def test_words_that_fit_their_figure_in_any_accepted_writing_are_left_alone(passage):
    assert codes(matter(passage)) == []


def test_words_in_a_cell_are_held_against_the_figure_in_the_cell_beside_it():
    assert codes(matter("大写：人民币叁拾万元整", "300,000.00")) == []
    assert codes(matter("大写：人民币叁拾万元整", "310,000.00")) == [("error", "capitals-differ")]


def test_words_that_are_no_amount_are_an_error():
    assert codes(matter("另付奖金（大写：壹佰零零伍拾万万元）。")) == [("error", "capitals-unreadable")]


def test_net_and_tax_that_do_not_make_the_gross_amount_are_an_error():
    found = lint(matter(swap=("税额为人民币90,000.00", "税额为人民币90,000.01")))
    assert [(one.level, one.code) for one in found] == [("error", "tax-differs")]
    assert found[0].facts["sum"] == "1,090,000.01"


def test_a_plan_that_does_not_make_the_price_is_an_error_unless_the_form_has_said_so():
    plan = [{"name": "预付款", "amount": Decimal(500000), "due_on": dt.date(2026, 4, 1)}]
    found = matter(by="template", plan=plan)
    assert [(one.code, one.field) for one in lint(found)] == [("plan-differs", "plan")]
    assert lint(found, {"plan"}) == ()


def test_a_payment_that_is_due_before_the_one_above_it_is_an_error():
    rows = [{"amount": Decimal(545000), "due_on": dt.date(2026, month, 1)} for month in (5, 4)]
    assert codes(matter(plan=rows)) == [("error", "plan-out-of-order")]


@pytest.mark.parametrize(("passage", "code"), [
    ("保修期自2027年1月1日起至2026年1月1日止。", "dates-out-of-order"), ("应于2026年2月30日前完工。", "no-such-day")])
def test_days_out_of_order_and_days_that_are_none_are_errors(passage, code):
    assert codes(matter(passage)) == [("error", code)]


@pytest.mark.parametrize("passage", ["甲方：", "乙方（承包人）： ＿＿＿＿", "乙方：【　】"])
def test_a_party_without_a_name_is_an_error(passage):
    assert ("error", "party-without-name") in codes(matter(passage))


def test_a_party_that_is_neither_side_is_an_error_and_a_warning_in_their_paper():
    assert codes(matter("乙方：上海某某公司")) == [("error", "party-unknown")]
    assert codes(matter("乙方：上海某某公司", by="theirs")) == [("warning", "party-unknown")]


def test_a_party_that_is_spoken_of_and_nowhere_defined_is_an_error():
    assert codes(matter("丙方应在三日内付款。")) == [("error", "party-undefined")]
    assert codes(matter("监理单位（以下简称“丙方”）负责监理。", "丙方应在三日内确认。")) == []


@pytest.mark.parametrize("blank", ["＿＿＿", "____", "XX", "【 】", "{{ price }}", "待定", "××"])
def test_what_is_not_filled_in_is_found_where_it_stands(blank):
    found = lint(matter(f"项目经理为{blank}。"))
    assert [(one.level, one.code, one.quote) for one in found] == [("error", "blank-left", f"项目经理为{blank}。")]


@pytest.mark.parametrize("passage", ["签署日期：＿＿＿＿", "型号为XXL-3的电梯。", "尺寸为3×4米。", "【重要】双方应遵守。"])
def test_blanks_for_the_signature_and_signs_that_only_look_like_one_are_left_alone(passage):
    assert codes(matter(passage)) == []


def test_a_clause_that_the_type_asks_for_is_an_error_where_it_is_missing_and_a_warning_in_their_paper():
    assert codes(matter(without="法院")) == [("error", "clause-missing")]
    assert codes(matter(without="法院", by="theirs")) == [("warning", "clause-missing")]


@pytest.mark.parametrize("passage", [
    "质量保证金为结算价款的5%。", "余款5%作为质保金。", "质保金为合同价款的百分之五。", "工程质量保证金比例：百分之10"])
def test_retention_above_the_cap_is_a_warning_with_its_place(passage):
    found = lint(matter(passage))
    assert [(one.level, one.code, one.quote) for one in found] == [("warning", "retention-high", passage)]


@pytest.mark.parametrize("passage", ["支付至结算价的97%，余3%作为质量保证金。", "扣除质量保证金后付至97%。", "质保金为百分之三。"])
def test_retention_within_the_cap_is_left_alone(passage):
    assert codes(matter(passage)) == []


@pytest.mark.parametrize("values", [
    {"retention_rate": "0.05"}, {"retention_rate": Decimal(5)}, {"retention_rate": "5%"},
    {"plan": [{"amount": Decimal(1000000), "kind": "final", "due_on": None}, {"amount": Decimal(90000), "kind": "retention", "due_on": None}]}])
def test_retention_above_the_cap_in_the_form_is_a_warning_at_its_field(values):
    assert [(one.level, one.code, one.field) for one in lint(matter(**values))] == [("warning", "retention-high", next(iter(values)))]


@pytest.mark.parametrize("passage", [
    "甲方在收到业主相应工程款后十日内向乙方付款。", "本合同采用背靠背付款方式。", "甲方付款以建设单位付款为前提。", "建设单位拨付工程款后，甲方相应支付。"])
def test_payment_that_waits_for_somebody_else_is_a_warning_where_we_pay(passage):
    assert codes(matter(passage)) == [("warning", "pay-when-paid")]
    assert codes(matter(passage, direction="income")) == []


@pytest.mark.parametrize("passage", [
    "任何一方均不得以收到第三方付款作为向对方付款的条件。", "收到发票后十日内付款。", "无论建设单位是否付款，甲方均应按期支付。"])
def test_what_forbids_waiting_is_left_alone(passage):
    assert codes(matter(passage)) == []


def test_a_wording_that_no_longer_says_the_values_has_an_error_for_each():
    stale = matter(amount=Decimal("1200000.00"), counterparty="成都新源公司", starts_on=dt.date(2026, 4, 1))
    found = {(one.code, one.field) for one in lint(stale) if one.level == "error"}
    assert {("amount-missing", "amount"), ("capitals-missing", "amount"), ("party-missing", "counterparty"), ("day-missing", "starts_on")} <= found


def test_our_own_name_must_stand_in_their_paper():
    stranger = Matter(matter().said, matter().values, KIND, "theirs", "另一家公司")
    assert ("error", "party-missing") in codes(stranger)


def test_a_thousand_faults_are_cut_short_and_errors_come_first():
    found = lint(matter(*(f"第{n}项为＿＿＿。" for n in range(1000)), "质保金为10%。", by="theirs"))
    assert len(found) == 60


def test_names_are_found_across_the_spaces_that_converters_put():
    spaced = tuple(" ".join(passage) for passage in matter().said)
    assert not {"party-missing"} & {one.code for one in lint(Matter(spaced, matter().values, KIND, "theirs", OURS))}
    assert THEIRS in matter().bare


def test_a_hostile_text_takes_no_time():
    began = time.process_time()
    nasty = ("质量保证金" * 3000, "不含税" * 3000, "税额" * 3000, "收到业主" * 3000, "壹" * 20000, "甲方（" * 3000, "1," * 9000, "【 " * 5000)
    lint(Matter(nasty, matter().values, KIND, "theirs", OURS))
    assert time.process_time() - began < 3
