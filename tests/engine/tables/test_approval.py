"""The approval table of bpmn/contract: who must approve, around its limits; and tables that a library read wrongly in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.flow import compile_files
from engine.flow.refusals import DiagramRefused
from tests.engine.tables.sheets import decide, file, findings, table

CONTRACT = Path(__file__).resolve().parents[3] / "bpmn" / "contract"
TABLE = (CONTRACT / "approval.dmn").read_bytes()


@pytest.mark.parametrize("amount, kind, risk, rule", [
    ("0.00", "service", "low", "small"), ("49999.99", "service", "low", "small"), ("50000.00", "service", "low", "small"), ("50000.01", "service", "low", "usual"),
    ("1000000.00", "service", "normal", "usual"), ("1000000.01", "service", "low", "above-million"), ("0.01", "service", "high", "high-risk"),
    ("2000000.00", "framework", "high", "high-risk"), ("2000000.00", "framework", "low", "above-million"), ("1000000.00", "framework", "low", "framework"),
    ("50000.00", "framework", "low", "framework"), (None, "service", "low", "no-amount"), (None, "framework", "low", "framework"), (None, None, None, "no-amount"),
    ("50000.00", "service", None, "small"), (50000, "service", "low", "small"), ("50000.0000000000000000001", "service", "low", "usual")])
def test_the_approval_table_names_one_rule_around_each_limit(amount, kind, risk, rule):
    assert decide(TABLE, "approval", amount=amount, type=kind, risk=risk, department="D1").rules == (rule,)


@pytest.mark.parametrize("amount, risk, over, rule", [
    ("100.00", "low", True, "over-budget"), ("100.00", "low", False, "small"), ("100.00", "low", None, "small"), ("100.00", "high", True, "high-risk"),
    ("60000.00", "normal", True, "over-budget"), ("2000000.00", "normal", True, "above-million"), (None, "normal", True, "over-budget")])
def test_what_is_over_its_budget_line_goes_to_the_general_manager(amount, risk, over, rule):
    answer = decide(TABLE, "approval", amount=amount, type="service", risk=risk, over_budget=over)
    assert (answer.rules, answer.outputs[0]["general_manager"]) == ((rule,), rule != "small")


@pytest.mark.parametrize("amount, deviations, rule", [
    ("100.00", 1, "small-deviating"), ("50000.00", 3, "small-deviating"), ("50000.01", 3, "usual"), ("100.00", 0, "small"), (None, 2, "no-amount")])
def test_what_deviates_from_the_vetted_text_is_seen_by_legal_whatever_its_amount(amount, deviations, rule):
    answer = decide(TABLE, "approval", amount=amount, type="service", risk="normal", deviations=deviations)
    assert (answer.rules, answer.outputs[0]["legal"]) == ((rule,), rule != "small")


@pytest.mark.parametrize("rule, amount, kind, risk, approvers", [
    ("small", "1", "service", "low", {"department_head", "finance"}), ("usual", "60000", "service", "low", {"department_head", "legal", "finance"}),
    ("above-million", "9999999", "service", "low", {"department_head", "legal", "finance", "general_manager"})])
def test_a_rule_says_who_must_approve(rule, amount, kind, risk, approvers):
    answer = decide(TABLE, "approval", amount=amount, type=kind, risk=risk)
    assert (answer.rules, {who for who, must in answer.outputs[0].items() if must}) == ((rule,), approvers)


def test_our_own_table_has_no_findings():
    assert findings(TABLE) == []


@pytest.mark.parametrize("cell, value", [('"a","b"', "b"), ('not("x")', "y")])
def test_lists_and_not_match_as_they_are_drawn(cell, value):
    assert decide(file(table("x:string => y", f"{cell} => 1")), x=value).rules == ("r1",)


@pytest.mark.parametrize("place, code", [
    ("<text>&gt; 1000000</text>", "().__class__.__base__.__subclasses__()"), ("<text>true</text>", "open('/etc/passwd').read()"), ("<text>amount</text>", "__import__('os').getcwd()")])
def test_code_in_any_cell_refuses_the_edition_and_names_the_place(place, code):
    files = {path.name: path.read_bytes() for path in CONTRACT.iterdir() if path.suffix == ".bpmn"}
    with pytest.raises(DiagramRefused) as refused:
        compile_files(files | {"approval.dmn": TABLE.replace(place.encode(), f"<text>{code}</text>".encode(), 1)})
    found = next(one for one in refused.value.findings if one.file == "approval.dmn")
    assert (found.level, found.line > 5) == ("error", True)
    assert "Table 'approval'" in found.message and "column" in found.message and "not allowed" in found.message
