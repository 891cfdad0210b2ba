"""What completing, failing, firing and telling do to tokens, and what they refuse."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from engine.errors import AlreadyDone
from engine.flow import Flow
from engine.flow.refusals import NotKept, NoWayOut, StepBudget, TooDeep, TooEarly
from tests.engine.flow.conftest import DAYS
from tests.engine.flow.shapes import boundary, call, catch, definitions, diagram, each, end, event, job, process, sub, throw, user


def test_a_finished_step_writes_one_variable_named_by_its_element(walk):
    one = walk(diagram("start legal-review b end")).complete("legal-review", outcome="reject")
    assert one.variables("b") == {"legal_review": {"outcome": "reject"}}


def test_two_branches_that_decide_differently_are_both_kept(walk):
    one = walk(diagram("start and1 legal and2 b end; and1 finance and2")).complete("legal", outcome="reject").complete("finance")
    assert [one.variables("b")[name]["outcome"] for name in ("legal", "finance")] == ["reject", "approve"]


@pytest.mark.parametrize("number", ["1", "-1", "9999", "x", "", "٣"])
def test_only_a_token_that_waits_is_completed(walk, number):
    one = walk(diagram("start a b end"))
    with pytest.raises(AlreadyDone):
        one.flow.complete(number, {})
    assert one.open == ["a"]


def test_a_token_that_asks_nobody_is_neither_completed_nor_run(walk):
    one = walk(diagram("start and1 a and2 c end; and1 b and2; and1 t and2", catch("t", "timer", "P1D"))).complete("a")
    for token in [live for live in one.flow._top.all_live() if live.task_spec.bpmn_id != "b"]:
        with pytest.raises(AlreadyDone):
            one.flow.complete(token.id, {})
        with pytest.raises(AlreadyDone):
            token.run()
    assert sorted(token.element for token in one.flow.tokens()) == ["b", "t"]


def test_no_step_is_completed_before_its_turn_nor_twice(walk):
    one = walk(diagram("start and1 a and2 c end; and1 b and2"))
    token = one.token("a")
    one.complete("a")
    with pytest.raises(AlreadyDone):
        one.flow.complete(token.id, {})
    assert one.open == ["b"]


def test_the_results_of_a_job_become_variables(walk):
    one = walk(diagram("start j b end", job("j"))).complete("j", number="HT-1", sizes=[1, 2])
    assert one.variables("b") == {"number": "HT-1", "sizes": [1, 2]}


def test_an_error_of_a_job_goes_to_who_catches_it(walk):
    one = walk(diagram("start j b end; bad c end", job("j"), boundary("bad", "j", "error", "X")))
    assert one.act(lambda flow: flow.fail(one.token("j").id, "X"))
    assert one.open == ["c"]


def test_an_error_that_nobody_catches_changes_nothing(walk):
    one = walk(diagram("start j b end; bad c end", job("j"), boundary("bad", "j", "error", "X")))
    before = one.flow.save()
    assert not one.flow.fail(one.token("j").id, "Z")
    assert one.flow.save() == before


def test_a_timer_does_not_fire_early(walk):
    one = walk(diagram("start t b end", catch("t", "timer", "P3D")))
    token = one.token("t")
    assert token.due_at == one.now + dt.timedelta(days=3)
    with pytest.raises(TooEarly):
        one.flow.fire(token.id, one.now + dt.timedelta(days=2))


def test_a_message_reaches_the_one_who_waits(walk):
    one = walk(diagram("start m b end", catch("m", "message", "ring")))
    assert not one.act(lambda flow: flow.message("other", {}))
    assert one.act(lambda flow: flow.message("ring", {"n": 3}))
    assert one.variables("b")["n"] == 3 and not one.act(lambda flow: flow.message("ring", {}))


def test_a_signal_reaches_everybody_who_listens(walk):
    one = walk(diagram("start and1 s a end; and1 t b end", catch("s", "signal", "ring"), catch("t", "signal", "ring")))
    assert one.act(lambda flow: flow.signal("ring", {})) == 2
    assert one.open == ["a", "b"]


def test_what_a_diagram_throws_is_told_to_its_owner(walk):
    one = walk(diagram("start a s m end", throw("s", "signal", "ring"), throw("m", "message", "call"))).complete("a")
    assert one.flow.thrown == [("signal", "ring"), ("message", "call")]


def test_the_ends_of_the_top_process_are_kept(walk):
    one = walk(diagram("start and1 a end1; and1 b end2")).complete("b", "a")
    assert one.flow.is_ended and one.flow.ended == ["end2", "end1"]


def test_terminate_ends_everything_around_it(walk):
    one = walk(diagram("start and1 a end1; and1 b end2", end("end1", "terminate"))).complete("a")
    assert one.flow.is_ended and one.open == []


def test_a_loop_without_a_person_stops_at_the_budget(walk):
    with pytest.raises(StepBudget):
        walk(diagram("start xor1 xor2 xor1; xor2 end", xor2_end="amount > 3", xor2_xor1="default"), amount=1)


def test_a_process_that_calls_itself_for_ever_is_stopped(walk):
    with pytest.raises(TooDeep):
        walk(diagram("start c end", call("c", "${again}")), again="p")


def test_a_gateway_without_a_way_out_says_which(walk):
    one = walk(diagram("start a xor1 b end; xor1 c end", xor1_b="amount > 3", xor1_c="amount < 1"), amount=2)
    with pytest.raises(NoWayOut) as stuck:
        one.complete("a")
    assert stuck.value.facts["element"] == "xor1"


def test_facts_route_before_the_step_is_taken(walk):
    one = walk(diagram("start a xor1 b end; xor1 c end", xor1_b="amount > 3", xor1_c="default"), amount=2).facts(amount=5).complete("a")
    assert one.open == ["b"]


def test_what_starts_a_process_by_a_message_begins_there(walk):
    start = f'<bpmn:startEvent id="rung">{event("message", "ring")}</bpmn:startEvent>'
    one = walk(diagram("start a end; rung b end", start))
    flow = Flow.start(one.specs, "p", {}, one.now, DAYS, event="rung")
    flow.run()
    assert [token.element for token in flow.tokens()] == ["b"]


def test_the_stage_is_the_innermost_that_is_drawn(walk):
    one = walk({"p.bpmn": definitions(process("start review sign end", call("review", "q"), call("sign", "q")), process("start2 a end2", key="q"))})
    assert (one.flow.stage, one.token("a").stage, one.token("a").process) == ("review", "review", "q")
    assert one.complete("a").flow.stage == "sign" and one.complete("a").flow.stage is None


@pytest.mark.parametrize("given, kept", [
    (Decimal("12.50"), "12.50"), (Decimal("3.0"), 3), (2**70, str(2**70)), (float("nan"), None), ("\ud800x", "?x"),
    ((1, 2), [1, 2]), (dt.date(2026, 3, 2), "2026-03-02"), ({1: {"a": None}}, {"1": {"a": None}}),
])
def test_a_value_reads_the_same_before_and_after_it_is_stored(walk, given, kept):
    one = walk(diagram("start a b end"), value=given)
    assert one.variables("a")["value"] == one.complete("a").variables("b")["value"] == kept


def test_what_can_not_be_stored_is_refused_at_once(walk):
    one, nested = walk(diagram("start a b end")), []
    for _ in range(60):
        nested = [nested]
    for value in (nested, object(), {1, 2}):
        with pytest.raises(NotKept):
            one.flow.put_facts({"value": value})


def test_too_many_tokens_are_refused_before_they_are_made(walk):
    outer = sub("part", "start2 sign end2", user("sign", each("people")), inner=each("people"))
    with pytest.raises(TooDeep):
        walk(diagram("start part end", outer), people=list(range(100)))
