"""Errors and escalations climb to one catcher; conditions fire on an edge; event subprocesses take their scope."""

from __future__ import annotations

from tests.engine.flow.shapes import boundary, call, definitions, diagram, end, listener, process, sub, throw


def failing(*more: str, ways: str = "start part b end; bad c end2"):
    inner = sub("part", "start2 a end3", end("end3", "error", "X"), inner="")
    return diagram(ways, inner, *more)


def test_the_catcher_with_the_code_beats_the_one_for_all(walk):
    files = failing(boundary("bad", "part", "error"), boundary("worse", "part", "error", "X"), ways="start part b end; bad c end2; worse d end4")
    assert walk(files).complete("a").open == ["d"]


def test_an_error_that_nobody_catches_ends_its_token_only(walk):
    one = walk(failing(boundary("bad", "part", "error", "Y"))).complete("a")
    assert one.open == ["b"]


def test_an_error_leaves_the_called_process_and_takes_it_away(walk):
    top = process("start part b end; bad c end2", call("part", "q"), boundary("bad", "part", "error", "X"))
    below = process("start2 and1 a end3; and1 other end4", end("end3", "error", "X"), key="q")
    one = walk({"p.bpmn": definitions(top, below)}).complete("a")
    assert one.open == ["c"] and len(one.flow.tokens()) == 1


def test_an_event_subprocess_catches_before_the_boundary_of_its_scope(walk):
    inner = sub("part", "start2 a end3", end("end3", "error", "X"), listener("stop", "caught", "caught mend end5", "error", "X"))
    one = walk(diagram("start part b end; bad c end2", inner, boundary("bad", "part", "error", "X"))).complete("a")
    assert one.open == ["mend"] and one.complete("mend").open == ["b"]


def test_an_escalation_that_does_not_interrupt_lets_the_thrower_go_on(walk):
    inner = sub("part", "start2 up a end3", throw("up", "escalation", "X"))
    one = walk(diagram("start part b end; told c end2", inner, boundary("told", "part", "escalation", "X", interrupts=False)))
    assert one.open == ["a", "c"]


def test_a_condition_fires_once_for_each_time_that_it_becomes_true(walk):
    one = walk(diagram("start a end; dear b end2", boundary("dear", "a", "conditional", "amount > 5", interrupts=False)), amount=1)
    assert one.facts(amount=9).open == ["a", "b"] and one.facts(amount=10).open == ["a", "b"]
    assert one.facts(amount=1).facts(amount=7).open == ["a", "b", "b"]


def test_a_condition_that_holds_already_is_not_waited_for(walk):
    files = diagram("start a wait b end", '<bpmn:intermediateCatchEvent id="wait"><bpmn:conditionalEventDefinition>'
                    "<bpmn:condition>${amount &gt; 5}</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent>")
    assert walk(files, amount=9).complete("a").open == ["b"]
    assert walk(files, amount=1).complete("a").facts(amount=6).open == ["b"]


def test_a_result_that_fires_a_condition_on_its_own_step_leads_the_other_way(walk):
    files = diagram("start a b end; no c end2", boundary("no", "a", "conditional", "a.outcome == 'no'"))
    assert walk(files).complete("a", outcome="no").open == ["c"]
    assert walk(files).complete("a", outcome="yes").open == ["b"]


def test_an_interrupting_event_subprocess_takes_everything_else_of_its_scope(walk):
    one = walk(diagram("start and1 a end; and1 b end3", listener("stop", "rung", "rung handle end2", "signal", "ring")))
    assert one.act(lambda flow: flow.signal("ring", {})) == 1
    assert one.open == ["handle"] and one.complete("handle").flow.is_ended


def test_a_scope_ends_though_its_event_subprocesses_still_listen(walk):
    one = walk(diagram("start a end", listener("more", "rung", "rung handle end2", "message", "ring", interrupts=False)))
    assert one.act(lambda flow: flow.message("ring", {})) and one.act(lambda flow: flow.message("ring", {}))
    assert one.open == ["a", "handle", "handle"]
    assert one.complete("a", "handle", "handle").flow.is_ended
