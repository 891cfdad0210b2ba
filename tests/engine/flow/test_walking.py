"""Walk again: one fresh token on an earlier step. Where that is legal, what it takes away, what it brings back."""

from __future__ import annotations

import pytest

from engine.flow.refusals import NotALegalTarget
from tests.engine.flow.shapes import boundary, call, definitions, diagram, each, listener, process, sub, user

LIFECYCLE = {"p.bpmn": definitions(
    process("start drafting reviewing signing end", call("drafting", "d"), call("reviewing", "r"), call("signing", "s"),
            boundary("slow", "reviewing", "timer", "P9D", interrupts=False)),
    process("start2 draft end2", key="d"),
    process("start3 head and1 legal and2 end3; and1 finance and2", boundary("late", "head", "timer", "P3D", interrupts=False), key="r"),
    process("start4 seal countersign end4", key="s"))}


def at_the_seal(walk):
    return walk(LIFECYCLE, amount=1).complete("draft", "head", "legal", "finance")


def test_returned_from_sign_to_the_head_and_approved_only_legal_and_finance_are_open(walk):
    one = at_the_seal(walk).returned("seal", "head", amount=1)
    assert one.open == ["head"] and one.flow.stage == "reviewing"
    assert one.complete("head").open == ["finance", "legal"]
    assert one.complete("finance").open == ["legal"] and one.complete("legal").open == ["seal"]


def test_a_target_two_stages_back_walks_through_every_stage_again(walk):
    one = at_the_seal(walk).returned("seal", "draft", amount=1)
    assert one.open == ["draft"] and one.complete("draft").open == ["head"]
    assert one.complete("head", "legal", "finance", "seal", "countersign").flow.is_ended


def test_two_open_branches_go_with_the_return_to_before_their_fork(walk):
    one = walk(LIFECYCLE).complete("draft", "head").returned("legal", "head")
    assert one.open == ["head"] and one.complete("head").open == ["finance", "legal"]


def test_a_step_inside_a_block_is_no_target_neither_open_nor_joined(walk):
    one = walk(LIFECYCLE).complete("draft", "head", "finance")
    assert {name: target.reachable for name, target in one.targets("legal").items()} == {"finance": False, "head": True, "draft": True}
    one.complete("legal")
    assert [name for name, target in one.targets("seal").items() if target.reachable] == ["head", "draft"]
    with pytest.raises(NotALegalTarget):
        one.returned("seal", "legal")


def test_what_would_be_undone_is_said_before(walk):
    assert at_the_seal(walk).targets("seal")["head"].undone == ("legal", "finance")


def test_results_behind_the_target_are_gone_and_those_before_it_stay(walk):
    one = at_the_seal(walk).returned("seal", "head", amount=1, draft={"outcome": "submit"})
    assert one.variables("head") == {"amount": 1, "draft": {"outcome": "submit"}}
    one.complete("head", "legal", "finance")
    assert set(one.variables("seal")) == {"amount", "draft", "head", "legal", "finance"}


def test_the_processes_around_the_target_forget_those_results_too(walk):
    one = at_the_seal(walk).returned("seal", "head", amount=1)
    assert set(one.variables("slow")) == {"amount", "draft"}


def test_timers_of_the_target_and_of_its_stage_are_armed_anew(walk):
    one = at_the_seal(walk).advance("P2D").returned("seal", "head")
    due = {token.element: (token.due_at - one.now).days for token in one.flow.tokens() if token.kind == "timer"}
    assert due == {"late": 3, "slow": 9}


def test_the_round_of_visits_has_another_token(walk):
    one = walk(LIFECYCLE).complete("draft")
    first = one.token("head").id
    one.complete("head").returned("legal", "head")
    assert one.token("head").id > first


def test_nothing_is_a_target_that_was_not_finished_or_is_undone(walk):
    one = at_the_seal(walk).returned("seal", "head")
    assert list(one.targets("head")) == ["draft"]


def test_a_return_in_a_drawn_loop_goes_to_the_step_of_the_last_round(walk):
    files = diagram("start draft review xor1 end; xor1 draft", xor1_draft="review.outcome == 'no'", xor1_end="default")
    one = walk(files).complete("draft").complete("review", outcome="no").complete("draft")
    assert one.targets("review")["draft"].reachable
    assert one.returned("review", "draft").complete("draft", "review").flow.is_ended


def test_a_step_in_a_subprocess_is_entered_through_it(walk):
    files = diagram("start part b end", sub("part", "start2 one two end2"), boundary("late", "part", "timer", "P1D"))
    one = walk(files).complete("one", "two").returned("b", "two")
    assert one.open == ["two"] and one.advance("P2D").flow.is_ended


def test_inside_a_branch_a_called_process_is_walked_again_alone(walk):
    files = {"p.bpmn": definitions(process("start and1 part and2 end; and1 b and2", call("part", "q")), process("start2 one two end2", key="q"))}
    one = walk(files).complete("one").returned("two", "one")
    assert one.open == ["b", "one"] and one.complete("one", "two", "b").flow.is_ended


def test_a_round_is_no_way_into_the_rounds_of_another(walk):
    files = diagram("start part b end", sub("part", "start2 one two end2", inner=each()))
    one = walk(files, people=["li", "wang"]).complete("one", "one", "two", "two")
    assert not one.targets("b")["one"].reachable


def test_a_step_with_rounds_is_asked_of_everybody_again(walk):
    one = walk(diagram("start sign b end", user("sign", each())), people=["li", "wang"]).complete("sign", "sign")
    assert one.returned("b", "sign", people=["li", "wang", "zhao"]).open == ["sign", "sign", "sign"]


def test_event_subprocesses_listen_again_after_a_return(walk):
    one = walk(diagram("start a b end", listener("stop", "rung", "rung handle end2", "message", "ring"))).complete("a")
    assert one.act(lambda flow: flow.message("ring", {})) and one.open == ["handle"]
    assert one.returned("handle", "a").open == ["a"]
    assert one.act(lambda flow: flow.message("ring", {})) and one.open == ["handle"]


def test_sixty_returns_leave_one_token_and_a_state_that_does_not_grow(walk):
    one, sizes = at_the_seal(walk), []
    for _ in range(60):
        sizes.append(len(one.returned("seal", "head").complete("head", "legal", "finance").flow.save()))
    assert one.open == ["seal"] and sizes[-1] < sizes[1] + 20


def test_of_several_rounds_the_one_goes_back_in_which_the_step_was_finished(walk):
    files = {"p.bpmn": definitions(process("start part end", call("part", "q", each())), process("start2 one two end2", key="q"))}
    one = walk(files, people=["li", "wang"]).complete("one").complete("one")
    one.act(lambda flow: (flow.return_to("one", {"person": "wang"}), flow.run()))
    assert one.open == ["one", "two"] and one.token("one").id > one.token("two").id
    assert one.token("two").id < one.complete("one").token("two", 1).id
