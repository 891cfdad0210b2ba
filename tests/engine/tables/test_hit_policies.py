"""Hit policies: which rules count, in which order, and what is collected."""

from __future__ import annotations

import pytest

from engine.tables.refusals import CellFailed, OutputNotListed, SeveralRules
from tests.engine.tables.sheets import decide, file, table

ROWS = ("> 10 => 'low' | 1", "> 100 => 'high' | 2", "> 10 => 'low' | 1", "> 500 => 'middle' | 3")
RANKED = "amount:number => risk:string=\"high\",\"middle\",\"low\" | points:number"


def made(policy, amount, head="amount:number => risk:string | points:number", rows=ROWS):
    answer = decide(file(table(head, *rows, policy=policy)), amount=amount)
    return answer.rules, [row.get("risk", row.get("points")) for row in answer.outputs]


@pytest.mark.parametrize("policy, amount, rules, risks", [
    ("FIRST", 5, (), []), ("FIRST", 200, ("r1",), ["low"]), ("UNIQUE", 5, (), []), ("ANY", 50, ("r1",), ["low"]), ("ANY", 5, (), []),
    ("COLLECT", 200, ("r1", "r2", "r3"), ["low", "high", "low"]), ("RULE ORDER", 1000, ("r1", "r2", "r3", "r4"), ["low", "high", "low", "middle"]),
    ("COLLECT", 5, (), [])])
def test_a_policy_says_which_rules_count(policy, amount, rules, risks):
    assert made(policy, amount) == (rules, risks)


@pytest.mark.parametrize("policy, amount, rules, risks", [
    ("PRIORITY", 200, ("r2",), ["high"]), ("PRIORITY", 50, ("r1",), ["low"]), ("PRIORITY", 5, (), []),
    ("OUTPUT ORDER", 1000, ("r2", "r4", "r1", "r3"), ["high", "middle", "low", "low"])])
def test_output_values_say_what_ranks_highest(policy, amount, rules, risks):
    assert made(policy, amount, RANKED) == (rules, risks)


def test_a_second_match_of_unique_is_refused_with_the_rules():
    with pytest.raises(SeveralRules) as refused:
        made("UNIQUE", 50)
    assert refused.value.facts == {"table": "t", "policy": "UNIQUE", "rules": ["r1", "r3"]}


def test_any_refuses_rules_that_say_different_things():
    with pytest.raises(SeveralRules) as refused:
        made("ANY", 200)
    assert refused.value.facts["rules"] == ["r1", "r2", "r3"]


def test_an_output_that_has_no_rank_is_refused():
    with pytest.raises(OutputNotListed) as refused:
        made("PRIORITY", 200, "amount:number => risk:string=\"high\" | points:number")
    assert (refused.value.facts["output"], refused.value.facts["rule"]) == ("risk", "r1")


@pytest.mark.parametrize("policy, amount, found", [
    ("COLLECT SUM", 200, ["0.3"]), ("COLLECT MIN", 200, ["0.1"]), ("COLLECT MAX", 200, ["0.2"]), ("COLLECT COUNT", 200, [2]),
    ("COLLECT SUM", 5, []), ("COLLECT MIN", 5, []), ("COLLECT COUNT", 5, [0]), ("COLLECT SUM", 1000, [1])])
def test_collected_numbers_are_counted_exactly(policy, amount, found):
    _, points = made(policy, amount, "amount:number => points:number", ("> 10 => 0.1", "> 100 => 0.2", "> 500 => 0.7"))
    assert points == found


def test_a_sum_of_texts_is_refused_at_its_column():
    with pytest.raises(CellFailed) as refused:
        made("COLLECT SUM", 50, "amount:number => points", ("> 10 => 'many'",))
    assert refused.value.facts["column"] == "points"


def test_an_empty_output_cell_says_nothing_and_null_says_null():
    answer = decide(file(table("amount:number => risk:string | points:number", "- => | null")), amount=1)
    assert answer.outputs == [{"points": None}]
