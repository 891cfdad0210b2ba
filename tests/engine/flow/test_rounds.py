"""Multi-instances: one round for each, what ends them, what they write."""

from __future__ import annotations

import pytest

from engine.flow.refusals import ExpressionFailed, TooDeep
from tests.engine.flow.shapes import boundary, call, definitions, diagram, each, process, sub, user

BOARD = ["li", "wang", "zhao"]


def sign(**more):
    return diagram("start sign b end", user("sign", each(**more)))


def test_each_signer_has_a_round_of_their_own(walk):
    one = walk(sign(), people=BOARD)
    assert [one.variables("sign", nth)["person"] for nth in range(3)] == BOARD
    assert one.complete("sign", "sign").open == ["sign"] and one.complete("sign").open == ["b"]


def test_the_results_are_a_list_in_the_order_of_the_rounds(walk):
    one = walk(sign(), people=BOARD)
    one.complete("sign", nth=2, outcome="no").complete("sign", nth=0, outcome="yes").complete("sign", outcome="later")
    assert [given["outcome"] for given in one.variables("b")["sign"]] == ["yes", "later", "no"]


@pytest.mark.parametrize("until", ["nrOfCompletedInstances >= 2", "nrOfActiveInstances == 1", "nrOfCompletedInstances / nrOfInstances > 0.6"])
def test_the_condition_that_ends_the_rounds_counts_them(walk, until):
    one = walk(sign(until=until), people=BOARD).complete("sign")
    assert one.open == ["sign", "sign"]
    assert one.complete("sign").open == ["b"]


def test_one_after_the_other_asks_the_next_when_one_is_done(walk):
    one = walk(sign(sequential=True), people=BOARD)
    for person in BOARD:
        assert one.open == ["sign"] and one.variables("sign")["person"] == person
        one.complete("sign")
    assert one.open == ["b"]


def test_nobody_to_ask_passes_straight_through(walk):
    assert walk(sign(), people=[]).open == ["b"]


def test_a_collection_that_is_none_is_said_so(walk):
    with pytest.raises(ExpressionFailed):
        walk(sign(), people=3)


def test_too_many_rounds_are_refused(walk):
    with pytest.raises(TooDeep):
        walk(sign(), people=list(range(501)))


def test_walked_again_the_rounds_begin_with_an_empty_list(walk):
    files = diagram("start sign xor1 b end; xor1 sign", user("sign", each()), xor1_sign="again", xor1_b="default")
    one = walk(files, people=BOARD, again=True).complete("sign", "sign", "sign").facts(people=["li"], again=False)
    one.complete("sign", "sign", "sign")
    assert one.open == ["b"]


def test_in_a_subprocess_each_round_reads_its_own_decision(walk):
    inner = sub("part", "start2 sign xor1 more end2; xor1 end2", inner=each(), xor1_more="sign.outcome == 'no'", xor1_end2="default")
    one = walk(diagram("start part b end", inner), people=BOARD)
    one.complete("sign", nth=1, outcome="no").complete("sign", "sign")
    assert one.open == ["more"] and one.variables("more")["person"] == "wang"
    assert [given["outcome"] for given in one.complete("more").variables("b")["sign"]] == ["approve", "no", "approve"]


def test_what_interrupts_the_rounds_takes_the_called_processes_with_them(walk):
    top = process("start part b end; late c end", call("part", "q", each()), boundary("late", "part", "timer", "P1D"))
    one = walk({"p.bpmn": definitions(top, process("start2 s end2", key="q"))}, people=BOARD)
    assert one.open == ["s", "s", "s"]
    assert one.advance("P2D").open == ["c"] and len(one.flow.tokens()) == 1


def test_enough_takes_the_other_rounds_away_with_what_runs_in_them(walk):
    inner = sub("part", "start2 one two end2", inner=each(until="nrOfCompletedInstances == 1"))
    one = walk(diagram("start part b end", inner), people=BOARD).complete("one", "one", "two")
    assert one.open == ["b"]
