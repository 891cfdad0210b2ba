"""What is found wrong in a diagram, and what is only told."""

from __future__ import annotations

import pytest

from engine.flow.compiling import check_files, compile_files
from engine.flow.refusals import DiagramRefused
from tests.engine.flow.found import errors, findings, loop, tag, user, warnings
from tests.engine.flow.shapes import boundary, call, definitions, diagram, end, event, process, sub


def test_a_refusal_holds_all_findings_with_file_line_and_element():
    drawn = diagram("start a end", tag("complexGateway", "c"), boundary("late", "nobody", "timer", "P1D"))
    with pytest.raises(DiagramRefused) as refused:
        compile_files(drawn)
    assert refused.value.facts["findings"] == [
        "p.bpmn:1: error: c: The element complexGateway is unsupported. Draw it with tasks, events and other gateways.",
        "p.bpmn:1: error: late: The boundary event is attached to 'nobody', which is no activity beside it.",
        "p.bpmn:1: warning: late: Nothing leads here, so it never happens."]


def test_a_finding_names_the_line_of_the_element():
    text = diagram("start a end", tag("complexGateway", "c"))["p.bpmn"].replace(b"<bpmn:complexGateway", b"\n\n<bpmn:complexGateway")
    assert [found.line for found in findings({"p.bpmn": text}, "error")] == [3]


@pytest.mark.parametrize(("shape", "said"), [
    (tag("adHocSubProcess", "x"), "x: The element adHocSubProcess is unsupported."),
    (tag("callChoreography", "x"), "x: The element callChoreography is unsupported."),
    ("<bpmn:userTask />", "p: The userTask has no id."),
    (tag("boundaryEvent", "x", 'attachedToRef="a"'), "x: The boundary event waits for nothing."),
    (boundary("x", "a", "compensate"), "x: The compensation event leads to no activity."),
    (boundary("x", "a", "cancel"), "x: Only a transaction can be cancelled."),
    (end("x", "cancel"), "x: Only a transaction can be cancelled."),
    (tag("intermediateCatchEvent", "x"), "x: The event waits for nothing."),
    (tag("intermediateCatchEvent", "x", inner=event("error", "X")), "x: An intermediate event can't catch this (error)."),
    (tag("intermediateCatchEvent", "x", inner=event("signal")), "x: The signal has no name."),
    (tag("intermediateCatchEvent", "x", inner=event("timer") + event("signal", "ring")), "x: The event waits for several things at once."),
    (tag("intermediateCatchEvent", "x", inner="<bpmn:timerEventDefinition />"), "x: The timer has no time."),
    (tag("intermediateThrowEvent", "x", inner=event("timer", "P1D")), "x: This event can't throw that (timer)."),
    (tag("intermediateThrowEvent", "x", inner='<bpmn:linkEventDefinition name="l" />'), "x: No event of the same scope catches the link 'l'."),
    (tag("startEvent", "x", inner=event("error", "X")), "x: A process can't be started by this event (error)."),
    (tag("startEvent", "x"), "p: The process has several plain start events."),
    (tag("subProcess", "x", 'triggeredByEvent="true"', tag("startEvent", "y")), "y: An event subprocess begins with an event"),
    (tag("subProcess", "x"), "x: The subprocess has no start event."),
    (sub("x", "start2 b; start3 b"), "x: The subprocess has several start events."),
    (tag("callActivity", "x"), "x: The call names no process."),
    (call("x", "q"), "x: The called process 'q' is missing in this edition."),
    (tag("businessRuleTask", "x", 'camunda:decisionRef="d"'), "x: The decision 'd' is missing in this edition."),
    (tag("eventBasedGateway", "x"), "x: The event gateway leads nowhere."),
    (tag("sequenceFlow", "x", 'sourceRef="a" targetRef="gone"'), "x: The sequence flow leads to 'gone', which is missing."),
    (tag("sequenceFlow", "x", 'targetRef="a"'), "x: The sequence flow has no sourceRef."),
    (tag("sequenceFlow", "x", 'sourceRef="end" targetRef="a"'), "x: No sequence flow may lead out of 'end'."),
    (tag("sequenceFlow", "x", 'sourceRef="a" targetRef="start"'), "x: No sequence flow may lead into 'start'."),
    (tag("userTask", "x") * 2, "x: The id 'x' is used twice; line 1 has it already."),
    (tag("userTask", "x", 'default="gone"'), "x: The default flow 'gone' does not leave this step."),
    (tag("userTask", "x", inner=loop()), "x: The multi-instance has neither a collection nor a number of rounds."),
    (tag("userTask", "x", inner=loop("<bpmn:loopCardinality>201</bpmn:loopCardinality>")), "x: The multi-instance asks for 201 rounds, more than 200."),
    (tag("userTask", "x", inner="<bpmn:standardLoopCharacteristics />"), "x: The loop has neither a condition nor a maximum"),
])
def test_what_can_not_be_run_is_an_error_that_says_what_to_do(shape, said):
    found = errors("start a end", shape)
    assert any(sentence.startswith(said) for sentence in found), found


@pytest.mark.parametrize(("shape", "slot"), [
    (tag("sequenceFlow", "x", 'sourceRef="a" targetRef="end"', "<bpmn:conditionExpression>${a ==}</bpmn:conditionExpression>"), "condition"),
    (tag("intermediateCatchEvent", "x", inner=event("conditional", "a ==")), "condition"),
    (tag("intermediateCatchEvent", "x", inner=event("timer", "${a ==}")), "timer's duration"),
    (user("x", 'camunda:assignee="${nobody(1)}"'), "assignee"),
    (user("x", 'camunda:candidateGroups="${a ==}"'), "candidateGroups"),
    (user("x", 'camunda:dueDate="${a ==}"'), "dueDate"),
    (user("x", 'camunda:priority="${a ==}"'), "priority"),
    (tag("userTask", "x", inner=loop("", 'camunda:collection="a =="')), "collection"),
    (tag("userTask", "x", inner=loop("<bpmn:loopCardinality>${a ==}</bpmn:loopCardinality>")), "number of rounds"),
    (tag("userTask", "x", inner=loop("<bpmn:completionCondition>${a ==}</bpmn:completionCondition>", 'camunda:collection="a"')), "completion condition"),
    (tag("callActivity", "x", 'calledElement="${a ==}"'), "called process")])
def test_an_expression_that_is_none_is_found_wherever_it_stands(shape, slot):
    assert [sentence.startswith(f"x: The {slot} ") for sentence in errors("start a end", shape)] == [True]


@pytest.mark.parametrize(("said", "sentence"), [
    ({"policy": "most"}, "The policy 'most' is unknown. Write one, all, any, inTurn, veto or share:60."),
    ({"whenNobody": "ask"}, "whenNobody is 'ask'. Choose one of admin, superior, refuse, pass."),
    ({"whenLate": "never"}, "whenLate is 'never'. Choose one of remind, escalate, pass, return."),
    ({"whenSelf": "admin"}, "whenSelf is 'admin'. Choose one of superior, skip, ask."),
    ({"whenSame": "ask"}, "whenSame is 'ask'. Choose one of superior, skip."),
    ({"kind": "look"}, "kind is 'look'. Choose one of approve, perform."),
    ({"noReturn": "yes"}, "noReturn is 'yes'. Choose one of true, false."),
    ({"outcomes": "approve,,reject"}, "An outcome has no name. Write the buttons with commas between them: approve,reject."),
    ({"outcomes": "approve,approve"}, "Two outcomes have the same name."),
    ({"fields": "amount:hide"}, "The field 'amount:hide' is not understood. Write name:hidden, name:read or name:write."),
    ({"policy": "share:60", "weight__legal": "heavy"}, "weight:legal is 'heavy'. A weight is a whole number above 0.")])
def test_a_value_that_the_engine_does_not_know_is_an_error(said, sentence):
    assert errors("start x end", user("x", **said)) == [f"x: {sentence}"]


@pytest.mark.parametrize("said", ['camunda:dueDate="下周"', 'camunda:dueDate="P60Y"', 'camunda:priority="soon"', 'camunda:followUpDate="3 days"'])
def test_a_moment_or_priority_that_is_none_is_an_error(said):
    assert len(errors("start x end", user("x", said))) == 1


def test_a_slip_of_the_pen_is_pointed_out():
    assert warnings("start x end", user("x", polcy="all")) == ["x: The property 'polcy' means nothing here. Do you mean 'policy'?"]


def test_ids_that_become_one_variable_are_an_error():
    assert errors("start legal-review legal_review end") == [
        "legal_review: This task and 'legal-review' (p.bpmn line 1) both write the variable 'legal_review'. Give one of them another id."]


@pytest.mark.parametrize(("called", "levels"), [
    (call("c", "q"), ["error"]), (tag("callActivity", "c", 'calledElement="q"'), ["warning"]), (tag("userTask", "c"), [])],
    ids=["share everything", "meet in one instance", "never meet"])
def test_one_id_in_two_processes_is_an_error_only_where_they_share_their_data(called, levels):
    files = {"p.bpmn": diagram("start a c end", called)["p.bpmn"], "q.bpmn": diagram("start a end", key="q")["q.bpmn"]}
    assert [found.level for found in findings(files)] == levels


def test_a_circle_of_calls_is_shown_once():
    files = {"p.bpmn": definitions(process("start c end", call("c", "q")), process("start2 d end2", call("d", "p"), key="q"))}
    assert [found.message for found in findings(files)] == ["The call cycle p → q → p never ends. Draw a loop instead."]


def test_a_name_that_is_nearly_right_is_proposed():
    files = {"p.bpmn": definitions(process("start c end", call("c", "reviw")), process("start2 a end2", key="review"))}
    assert findings(files)[0].message.endswith("Do you mean 'review'?")


def test_a_gateway_whose_ways_all_have_conditions_is_told():
    assert warnings("start xor1 a end; xor1 b end", xor1_a="x > 1", xor1_b="x < 1") == [
        "xor1: No way is the default. Where no condition holds, the process stops here with an incident."]


def test_a_step_that_nothing_leads_to_is_told():
    assert warnings("start a end; b c end") == [f"{name}: Nothing leads here, so it never happens." for name in ("b", "c")]


def test_conditions_behind_a_parallel_gateway_are_told():
    assert warnings("start and1 a end; and1 b end", and1_a="x > 1")[0].endswith("its conditions are not looked at.")


def test_a_listener_is_code_that_can_not_become_a_task():
    said = '<bpmn:extensionElements><camunda:executionListener class="org.example.Spy" event="start" /></bpmn:extensionElements>'
    assert errors("start x end", tag("userTask", "x", inner=said)) == [
        "x: A listener is code, which is not run here and can't become a task. Take it away or draw a service task."]


def test_a_condition_in_a_foreign_language_is_an_error():
    said = '<bpmn:conditionExpression language="groovy">x &gt; 1</bpmn:conditionExpression>'
    found = errors("start a end", tag("sequenceFlow", "x", 'sourceRef="a" targetRef="end"', said))
    assert found == ["x: The condition is written in 'groovy', which is not run here. Write it as an expression: ${...}."]


def test_a_process_of_more_than_500_nodes_is_an_error():
    names = " ".join(f"t{number}" for number in range(500))
    assert errors(f"start {names} end") == ["p: The process has 502 steps, events and gateways, more than 500. Move some of them into a called process."]


def test_a_loop_in_which_nothing_is_waited_for_is_an_error():
    assert errors("start xor1 xor2 xor1") == [
        "xor1: From here the process goes round for ever without waiting for anybody. Draw a way out, or a step that waits."]


def test_a_loop_out_of_which_only_an_unchanged_value_leads_is_told():
    found = findings(diagram("start xor1 xor2 end; xor2 xor1", xor2_xor1="x > 1", xor2_end="default"))
    assert [one.level for one in found] == ["warning"] and "no value changes" in found[0].message


def test_a_loop_with_a_step_that_waits_is_fine():
    assert findings(diagram("start xor1 a xor2 end; xor2 xor1", xor2_xor1="x > 1", xor2_end="default")) == []


def test_files_without_a_process_are_refused():
    assert [found.message for found in findings({"p.bpmn": definitions()})] == ["There is no process in this file. Draw one."]
    assert [found.message for found in findings({"notes.txt": b"-"})] == ["There is no diagram (.bpmn) and no table (.dmn) here."]


def test_a_process_that_is_not_executable_is_left_out_beside_one_that_is():
    files = {"p.bpmn": definitions(process("start a end"), process("start2 b end2", key="q").replace('"true"', '"false"'))}
    specs, found = check_files(files)
    assert specs is not None and list(specs.processes) == ["p"] and [one.level for one in found] == ["warning"]


def test_two_processes_of_one_id_are_refused():
    files = {"a.bpmn": diagram("start a end")["p.bpmn"], "b.bpmn": diagram("start a end")["p.bpmn"]}
    assert [found.message for found in findings(files)] == ["The process 'p' is drawn twice; a.bpmn line 1 has it already."]


def test_what_a_file_calls_may_lie_beside_it():
    files, beside = diagram("start c end", call("c", "q")), {"q.bpmn": diagram("start2 a b2", tag("complexGateway", "g"), key="q")["q.bpmn"]}
    assert [found.element for found in check_files(files)[1]] == ["c"]
    assert check_files(files, beside)[1] == ()


@pytest.mark.parametrize("kind, what", [("message", "ring"), ("signal", "call"), ("timer", "R/P1D"), ("conditional", "a > 1")])
def test_a_start_that_only_process_tests_know_is_named(kind, what):
    drawn = tag("startEvent", "rung", "", event(kind, what))
    assert warnings("start a end; rung a", drawn) == [
        f"rung: Only a process test starts a process by this event ({kind}). Draw a plain start too."]
