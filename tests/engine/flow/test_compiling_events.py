"""What is read of events, loops, gateways and flows."""

from __future__ import annotations

import pytest

from engine.flow import compile_files
from engine.flow.events import Boundary, Catch, Listener, Receive
from engine.flow.rounds import Repeats, Rounds
from engine.flow.throws import Throw
from engine.flow.waits import Wait
from tests.engine.flow.found import loop, tag
from tests.engine.flow.shapes import boundary, diagram, end, event, listener, sub, throw

TIMER = "<bpmn:timerEventDefinition><bpmn:{0}>{1}</bpmn:{0}></bpmn:timerEventDefinition>"


def node(ways: str, *shapes: str, name: str = "x", scope: str = "p"):
    return compile_files(diagram(ways, *shapes)).diagrams[scope].task_specs[name]


@pytest.mark.parametrize(("written", "text", "time"), [
    ("timeDuration", "PT4H", "duration"), ("timeDuration", "P3WD", "duration"), ("timeDate", "2026-03-02T09:00", "date"),
    ("timeCycle", "R3/P1D", "cycle"), ("timeDuration", "${wait}", "duration")])
def test_a_timer_is_a_date_a_duration_or_a_cycle(written, text, time):
    drawn = node("start x end", tag("intermediateCatchEvent", "x", inner=TIMER.format(written, text)))
    assert isinstance(drawn, Catch) and drawn.wait == Wait("timer", text, time=time)


def test_a_message_is_waited_for_by_name_and_correlation():
    drawn = tag("intermediateCatchEvent", "x", inner='<bpmn:messageEventDefinition messageRef="message-ring" camunda:correlationKey="${no}" />')
    assert node("start x end", drawn).wait == Wait("message", "ring", correlation="${no}")


def test_a_receive_task_waits_for_its_message():
    drawn = node("start x end", tag("receiveTask", "x", 'messageRef="message-ring"'))
    assert isinstance(drawn, Receive) and drawn.wait == Wait("message", "ring")


@pytest.mark.parametrize(("said", "wait"), [
    (("signal", "ring"), Wait("signal", "ring")), (("error", "X"), Wait("error", "X")), (("error", ""), Wait("error", "")),
    (("escalation", "Y"), Wait("escalation", "Y")), (("conditional", "x > 1"), Wait("condition", "${x > 1}"))])
def test_a_boundary_event_catches(said, wait):
    drawn = node("start a end; x b end", boundary("x", "a", *said))
    assert isinstance(drawn, Boundary) and drawn.interrupts and drawn.wait == wait


def test_a_boundary_event_may_leave_its_activity_alone_but_an_error_never_does():
    specs = compile_files(diagram("start a end; x b end; y c end", boundary("x", "a", "timer", "P1D", interrupts=False),
                                  boundary("y", "a", "error", "X", interrupts=False)))
    nodes = specs.diagrams["p"].task_specs
    assert (nodes["x"].interrupts, nodes["y"].interrupts, nodes["a"].boundaries) == (False, True, [nodes["x"], nodes["y"]])


def test_an_error_code_is_the_error_s_not_its_id():
    assert node("start a end; x b end", boundary("x", "a", "error", "X")).wait.text == "X"
    assert node("start x", end("x", "error", "X")).text == "X"


def test_an_error_s_code_goes_into_the_variable_that_is_named():
    drawn = ('<bpmn:boundaryEvent id="x" attachedToRef="a"><bpmn:errorEventDefinition camunda:errorCodeVariable="code" />'
             "</bpmn:boundaryEvent>")
    assert node("start a end; x b end", drawn).wait == Wait("error", "", code_variable="code")


@pytest.mark.parametrize(("said", "throws", "text"), [
    (("signal", "ring"), "signal", "ring"), (("message", "ring"), "message", "ring"), (("message", ""), "message", ""),
    (("escalation", "X"), "escalation", "X"), (("compensate", ""), "compensate", "")])
def test_an_event_throws_on_the_way(said, throws, text):
    drawn = node("start x end", throw("x", *said))
    assert isinstance(drawn, Throw) and (drawn.throws, drawn.text) == (throws, text)


@pytest.mark.parametrize("kind", ["terminate", "error", "signal", "escalation", "message", "compensate"])
def test_an_end_throws_too(kind):
    named = {"terminate": "", "compensate": "", "error": "X", "escalation": "X"}.get(kind, "ring")
    assert node("start x", end("x", kind, named)).throws == kind


def test_a_transaction_is_cancelled_at_its_end_and_caught_on_its_boundary():
    deal = sub("deal", "start2 a c", end("c", "cancel")).replace("subProcess", "transaction")
    drawn = node("start deal end; x b end", deal, boundary("x", "deal", "cancel"))
    assert drawn.wait == Wait("cancel")


def test_a_link_is_a_flow_to_its_catch(walk):
    link = '<bpmn:linkEventDefinition name="over" />'
    one = walk(diagram("start out; into a end", tag("intermediateThrowEvent", "out", inner=link), tag("intermediateCatchEvent", "into", inner=link)))
    assert one.open == ["a"]


def test_a_compensation_handler_is_found_by_its_association():
    handler = tag("userTask", "undo", 'isForCompensation="true"') + '<bpmn:association id="as" sourceRef="x" targetRef="undo" />'
    drawn = node("start a end", boundary("x", "a", "compensate"), handler, name="a")
    assert drawn.compensator.bpmn_id == "undo" and drawn.compensator.is_handler and drawn.boundaries == []


def test_an_event_subprocess_listens_in_the_scope_around_it():
    specs = compile_files(diagram("start a end", listener("late", "ls", "ls b end2", "timer", "P1D", interrupts=False)))
    (heard,) = specs.diagrams["p"].listeners
    assert isinstance(heard, Listener) and (heard.subprocess, heard.interrupts, heard.wait.text) == ("late", False, "P1D")
    assert [start.bpmn_id for start in specs.diagrams["p/late"].starts] == ["ls"]


def test_a_process_tells_what_starts_it():
    drawn = tag("startEvent", "rung", inner=event("message", "ring")) + tag("startEvent", "daily", inner=event("timer", "R/P1D"))
    starts = compile_files(diagram("start a end; rung a; daily a", drawn)).processes["p"].starts
    assert [(start.element, start.kind, start.value) for start in starts] == [
        ("rung", "message", "ring"), ("daily", "timer", "R/P1D"), ("start", "plain", None)]


def test_a_process_that_only_a_message_starts_has_no_plain_start():
    specs = compile_files(diagram("rung a end", tag("startEvent", "rung", inner=event("message", "ring"))))
    assert specs.diagrams["p"].starts == [] and specs.processes["p"].starts[0].kind == "message"


@pytest.mark.parametrize(("attributes", "inner", "rounds"), [
    ('isSequential="true" camunda:collection="people" camunda:elementVariable="who"', "", Rounds(True, "people", "who")),
    ('xmlns:f="http://flowable.org/bpmn" f:collection="${people}" f:elementVariable="who"', "", Rounds(False, "${people}", "who")),
    ("", "<bpmn:loopCardinality>3</bpmn:loopCardinality>", Rounds(cardinality="3")),
    ("", '<bpmn:loopDataInputRef>people</bpmn:loopDataInputRef><bpmn:inputDataItem id="i" name="who" />', Rounds(False, "people", "who")),
    ('camunda:collection="p"', "<bpmn:completionCondition>${nrOfCompletedInstances &gt; 1}</bpmn:completionCondition>",
     Rounds(collection="p", completion="${nrOfCompletedInstances > 1}"))])
def test_a_multi_instance_goes_over_a_list_or_a_number(attributes, inner, rounds):
    assert node("start x end", tag("userTask", "x", inner=loop(inner, attributes))).rounds == rounds


def test_a_standard_loop_repeats_while_its_condition_holds(walk):
    drawn = tag("userTask", "x", inner=repeats("more", 'loopMaximum="3"'))
    assert node("start x end", drawn).rounds == Repeats(sequential=True, condition="${more}", most=3)
    one = walk(diagram("start x a end", drawn), more=True)
    one.complete("x")
    assert one.complete("x").open == ["x"] and one.complete("x").open == ["a"]


def test_a_standard_loop_that_looks_before_may_not_begin(walk):
    drawn = tag("userTask", "x", inner=repeats("more", 'testBefore="true"'))
    assert walk(diagram("start x a end", drawn), more=False).open == ["a"]


def repeats(condition: str, attributes: str) -> str:
    inner = f"<bpmn:loopCondition>${{{condition}}}</bpmn:loopCondition>"
    return f"<bpmn:standardLoopCharacteristics {attributes}>{inner}</bpmn:standardLoopCharacteristics>"


def test_an_exclusive_gateway_looks_at_its_flows_in_the_order_of_the_file():
    drawn = diagram("start xor1 b end; xor1 c end; xor1 a end", xor1_b="true", xor1_c="true")
    assert [flow.target for flow in compile_files(drawn).diagrams["p"].task_specs["xor1"].flows] == ["b", "c", "a"]


def test_flows_without_ids_are_flows(walk):
    files = {name: content.replace(b'id="start_a" ', b"") for name, content in diagram("start a end").items()}
    assert b'id="start_a"' not in files["p.bpmn"] and walk(files).open == ["a"]


@pytest.mark.parametrize("name", ["Start", "End", "Root", "class", "import"])
def test_an_element_may_be_called_like_something_of_the_library_or_language(walk, name):
    assert walk(diagram(f"start {name} a end")).complete(name).open == ["a"]


def test_several_ways_out_of_a_task_are_all_taken_and_several_in_run_it_again(walk):
    assert walk(diagram("start a b d end; a c d")).complete("a").open == ["b", "c"]


def test_a_flow_out_of_a_task_may_have_a_condition(walk):
    one = walk(diagram("start a b end; a c end", a_b="x > 1", a_c="x > 5"), x=3)
    assert one.complete("a").open == ["b"]


def test_a_subprocess_needs_no_end(walk):
    assert walk(diagram("start s b end", sub("s", "start2 a"))).complete("a").open == ["b"]


def test_data_lanes_and_notes_are_read_over():
    drawn = ('<bpmn:laneSet id="ls"><bpmn:lane id="l"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet><bpmn:dataObject id="do" />'
             '<bpmn:dataObjectReference id="dor" dataObjectRef="do" /><bpmn:dataStoreReference id="ds" /><bpmn:group id="g" />'
             '<bpmn:textAnnotation id="ta"><bpmn:text>note</bpmn:text></bpmn:textAnnotation><bpmn:association id="as" sourceRef="a" targetRef="ta" />')
    specs = compile_files(diagram("start a end", drawn))
    assert sorted(specs.diagrams["p"].task_specs) == ["a", "end", "start"] and specs.findings == ()


def test_a_pool_that_nobody_drew_is_read_over():
    files = diagram("start a end")
    pools = b'<bpmn:process id="other" /><bpmn:collaboration id="c"><bpmn:participant id="x" processRef="other" /></bpmn:collaboration>'
    specs = compile_files({"p.bpmn": files["p.bpmn"].replace(b"</bpmn:definitions>", pools + b"</bpmn:definitions>")})
    assert list(specs.processes) == ["p"] and specs.findings == ()


def test_inputs_are_seen_inside_only_and_outputs_are_brought_out(walk):
    said = ('<bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="twice">${amount * 2}</camunda:inputParameter>'
            '<camunda:inputParameter name="list"><camunda:list><camunda:value>a</camunda:value></camunda:list></camunda:inputParameter>'
            '<camunda:outputParameter name="sum">${twice + 1}</camunda:outputParameter></camunda:inputOutput></bpmn:extensionElements>')
    one = walk(diagram("start x a end", tag("userTask", "x", inner=said)), amount=2)
    inside = one.variables("x")
    assert (inside["twice"], inside["list"]) == (4, ["a"])
    after = one.complete("x").variables("a")
    assert after["sum"] == 5 and "twice" not in after
