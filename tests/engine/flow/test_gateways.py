"""Joins count tokens, inclusive ones wait for what may still come, the first event wins."""

from __future__ import annotations

from tests.engine.flow.shapes import catch, diagram

INCLUSIVE = "start or1 a or2 d end; or1 b or2; or1 c or2"


def test_a_parallel_join_waits_for_all(walk):
    one = walk(diagram("start and1 a and2 d end; and1 b and2; and1 c and2")).complete("c", "a")
    assert one.open == ["b"] and one.complete("b").open == ["d"]


def test_a_parallel_join_counts_tokens_not_flows(walk):
    one = walk(diagram("start and1 a xor1 and2 d end; and1 b and2; xor1 a", xor1_a="a.outcome == 'again'", xor1_and2="default"))
    assert one.complete("a", outcome="again").complete("a").open == ["b"]
    assert one.complete("b").open == ["d"]


def test_an_inclusive_join_waits_only_for_what_was_opened(walk):
    one = walk(diagram(INCLUSIVE, or1_a="x", or1_b="y", or1_c="default"), x=True, y=True)
    assert one.open == ["a", "b"]
    assert one.complete("a").open == ["b"] and one.complete("b").open == ["d"]


def test_an_inclusive_gateway_takes_its_default_when_nothing_holds(walk):
    one = walk(diagram(INCLUSIVE, or1_a="x", or1_b="y", or1_c="default"), x=False, y=False)
    assert one.open == ["c"] and one.complete("c").open == ["d"]


def test_an_inclusive_join_goes_on_when_the_last_other_token_walks_past_it(walk):
    ways = "start or1 a or2 d end; or1 b xor1 or2; xor1 c end2"
    one = walk(diagram(ways, or1_a="x", or1_b="y", xor1_c="past", xor1_or2="default"), x=True, y=True, past=True)
    assert one.complete("a").open == ["b"] and one.complete("b").open == ["c", "d"]


def test_without_a_join_each_token_walks_the_rest(walk):
    assert walk(diagram("start and1 a c end; and1 b c")).complete("a", "b").open == ["c", "c"]


def test_an_exclusive_gateway_takes_the_first_that_holds(walk):
    one = walk(diagram("start xor1 a end; xor1 b end; xor1 c end", xor1_a="n > 5", xor1_b="n > 1", xor1_c="n > 0"), n=3)
    assert one.open == ["b"]


def test_conditions_on_the_flows_of_a_step_open_each_that_holds(walk):
    ways = "start a b end; a c end; a d end"
    assert walk(diagram(ways, a_b="n > 1", a_c="n > 2", a_d="n > 9"), n=3).complete("a").open == ["b", "c"]


def test_the_first_event_takes_the_others_away(walk):
    files = diagram("start first1 t a end; first1 m b end", catch("t", "timer", "P3D"), catch("m", "message", "ring"))
    one = walk(files)
    assert one.act(lambda flow: flow.message("ring", {}))
    assert one.open == ["b"] and len(one.flow.tokens()) == 1
    assert walk(files).advance("P4D").open == ["a"]


def test_an_inclusive_join_in_a_loop_does_not_wait_for_those_who_wait_for_it(walk):
    ways = "start xor1 and1 or1 a or2 and2 xor2 end; or1 b or2; and1 c and2; xor2 xor1"
    one = walk(diagram(ways, or1_a="x", or1_b="default", xor2_xor1="c.outcome == 'again'", xor2_end="default"), x=True)
    assert one.complete("c", outcome="again").complete("a").open == ["a", "c"]
    assert one.complete("c", "a").flow.is_ended


def test_an_inclusive_join_waits_for_a_join_before_it_that_nobody_will_pass(walk):
    ways = "start or1 a or2 end; or1 and1 b xor1 and2 or2; and1 c and2; xor1 end2"
    one = walk(diagram(ways, or1_a="x", or1_and1="x", xor1_and2="b.outcome == 'y'", xor1_end2="default"), x=True)
    assert one.complete("a", "b", "c").flow.stuck_at == ["or2", "and2"]
