"""What is read of tasks: people, workers, rules, calls."""

from __future__ import annotations

import pytest

from engine.flow import compile_files
from engine.flow.activities import CallActivity, Passing, RuleTask
from engine.flow.specs import Task
from tests.engine.flow.found import tag, user, warnings
from tests.engine.flow.shapes import call, definitions, diagram, process, sub

FLOWABLE = 'xmlns:flowable="http://flowable.org/bpmn"'
ACTIVITI = 'xmlns:activiti="http://activiti.org/bpmn"'


def task(shape: str, name: str = "t") -> Task:
    return compile_files(diagram(f"start {name} end", shape)).tasks[name]


def test_who_is_asked_until_when_and_with_which_form():
    said = task(user("t", 'name="审批" camunda:assignee="${initiator()}" camunda:candidateUsers="li,wang" camunda:candidateGroups="legal" '
                          'camunda:dueDate="P3WD" camunda:followUpDate="P1D" camunda:priority="80" camunda:formKey="review"'))
    assert (said.name, said.kind, said.process) == ("审批", "user", "p")
    assert said.properties == {"assignee": "${initiator()}", "candidateUsers": "li,wang", "candidateGroups": "legal", "dueDate": "P3WD",
                               "followUpDate": "P1D", "priority": "80", "formKey": "review"}


def test_what_is_said_in_properties():
    said = task(user("t", policy="share:60", weight__legal="2", outcomes="approve,reject", whenNobody="refuse", noReturn="true"))
    assert said.properties == {"policy": "share:60", "weight:legal": "2", "outcomes": "approve,reject", "whenNobody": "refuse", "noReturn": "true"}


def test_a_form_reference_is_a_form_key():
    assert task(user("t", 'camunda:formRef="review"')).properties["formKey"] == "review"


@pytest.mark.parametrize(("space", "prefix"), [(FLOWABLE, "flowable"), (ACTIVITI, "activiti")])
def test_other_dialects_are_read_by_the_same_names(space, prefix):
    said = task(user("t", f'{space} {prefix}:assignee="li" {prefix}:candidateGroups="legal" {prefix}:dueDate="P1D"'))
    assert said.properties == {"assignee": "li", "candidateGroups": "legal", "dueDate": "P1D"}


def test_the_dialect_of_camunda_goes_first():
    assert task(user("t", f'{FLOWABLE} flowable:assignee="wang" camunda:assignee="li"')).properties["assignee"] == "li"


def test_properties_of_spiffworkflow_are_read():
    said = ('<bpmn:extensionElements xmlns:spiff="http://spiffworkflow.org/bpmn/schema/1.0/core"><spiff:properties>'
            '<spiff:property name="policy" value="all" /></spiff:properties></bpmn:extensionElements>')
    assert task(tag("userTask", "t", inner=said)).properties == {"policy": "all"}


def test_potential_owners_of_bpmn_are_read():
    owner = ("<bpmn:potentialOwner><bpmn:resourceAssignmentExpression><bpmn:formalExpression>user(li), group(legal), finance"
             "</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:potentialOwner>")
    assert task(tag("userTask", "t", inner=owner)).properties == {"candidateUsers": "li", "candidateGroups": "legal,finance"}


@pytest.mark.parametrize("owner", ["humanPerformer", "potentialOwner"])
def test_an_owner_may_be_an_expression(owner):
    said = (f"<bpmn:{owner}><bpmn:resourceAssignmentExpression><bpmn:formalExpression>${{head(field('department'))}}</bpmn:formalExpression>"
            f"</bpmn:resourceAssignmentExpression></bpmn:{owner}>")
    assert list(task(tag("userTask", "t", inner=said)).properties.values()) == ["${head(field('department'))}"]


def test_the_variable_in_which_a_start_event_keeps_who_started_is_our_function():
    start = tag("startEvent", "start", 'xmlns:flowable="http://flowable.org/bpmn" flowable:initiator="starter"')
    assert task(start + user("t", 'camunda:assignee="${starter}"')).properties == {"assignee": "${initiator()}"}


def test_a_file_may_be_called_as_flowable_calls_it():
    text = diagram("start a end")["p.bpmn"]
    assert [compile_files({name: text}).top for name in ("p.bpmn20.xml", "p.bpmn.xml")] == ["p", "p"]


def test_an_external_task_has_its_topic():
    said = task(tag("serviceTask", "t", 'camunda:type="external" camunda:topic="print"'))
    assert (said.kind, said.properties["topic"]) == ("job", "print")


@pytest.mark.parametrize(("kind", "said"), [
    ("serviceTask", 'camunda:class="org.example.Pay"'), ("serviceTask", 'camunda:expression="${bank.pay()}"'),
    ("serviceTask", 'camunda:delegateExpression="${pay}"'), ("sendTask", f'{FLOWABLE} flowable:type="mail"'),
    ("businessRuleTask", 'camunda:class="org.example.Rule"')])
def test_code_that_is_not_run_waits_as_an_external_task(kind, said):
    shape = tag(kind, "t", said)
    assert task(shape).properties["topic"] == "t"
    assert warnings("start t end", shape)[0].endswith("The step waits as an external task with the topic 't'.")


@pytest.mark.parametrize("kind", ["serviceTask", "sendTask", "scriptTask", "receiveTask", "businessRuleTask"])
def test_a_step_for_a_worker_that_names_nothing_is_external_by_its_id(kind):
    assert task(tag(kind, "t")).properties["topic"] == "t"


@pytest.mark.parametrize("kind", ["task", "manualTask"])
def test_a_plain_task_passes_through(walk, kind):
    assert walk(diagram("start t a end", tag(kind, "t"))).open == ["a"]


def test_a_rule_task_names_its_table():
    drawn = tag("businessRuleTask", "t", 'camunda:decisionRef="d" camunda:resultVariable="r" camunda:mapDecisionResult="singleEntry"')
    node = compile_files(diagram("start t end", drawn) | {"d.dmn": table("d")}).diagrams["p"].task_specs["t"]
    assert isinstance(node, RuleTask) and (node.decision, node.result_variable, node.mapping) == ("d", "r", "singleEntry")


def table(name: str) -> bytes:
    return (f'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n"><decision id="{name}">'
            '<decisionTable id="t"><input id="i"><inputExpression id="ie"><text>amount</text></inputExpression></input>'
            '<output id="o" name="way" typeRef="string" /><rule id="r1"><inputEntry id="a"><text>&gt; 1</text></inputEntry>'
            '<outputEntry id="b"><text>"high"</text></outputEntry></rule></decisionTable></decision></definitions>').encode()


def test_a_call_passes_on_what_is_drawn():
    said = ('<bpmn:extensionElements><camunda:in source="a" target="b" /><camunda:in sourceExpression="${a + 1}" target="c" />'
            '<camunda:in businessKey="${key}" /><camunda:out variables="all" /></bpmn:extensionElements>')
    drawn = tag("callActivity", "c", 'calledElement="q"', said)
    node = compile_files({"p.bpmn": definitions(process("start c end", drawn), process("start2 a end2", key="q"))}).diagrams["p"].task_specs["c"]
    assert isinstance(node, CallActivity) and node.inner == "q"
    assert node.mappings.into == (Passing("a", "b"), Passing(target="c", expression="${a + 1}"))
    assert node.mappings.out == (Passing(everything=True),)


def test_a_call_of_flowable_that_inherits_hands_everything_in():
    drawn = tag("callActivity", "c", f'calledElement="q" {FLOWABLE} flowable:inheritVariables="true"')
    specs = compile_files({"p.bpmn": definitions(process("start c end", drawn), process("start2 a end2", key="q"))})
    assert specs.diagrams["p"].task_specs["c"].mappings.into == (Passing(everything=True),)


def test_a_call_of_the_latest_version_takes_the_own_edition_with_a_warning():
    drawn = tag("callActivity", "c", 'calledElement="q" camunda:calledElementBinding="latest"')
    specs = compile_files({"p.bpmn": definitions(process("start c end", drawn), process("start2 a end2", key="q"))})
    assert [found.message for found in specs.findings] == [
        "The binding 'latest' is read as this edition: the called process is the one in these files."]


def test_a_stage_is_that_of_the_innermost_subprocess():
    inner = sub("s", "start2 a end2", inner=stage("review"))
    specs = compile_files(diagram("start s b end", inner))
    assert (specs.tasks["a"].stage, specs.tasks["b"].stage) == ("review", None)


def stage(name: str) -> str:
    return ("<bpmn:extensionElements><camunda:properties>"
            f'<camunda:property name="stage" value="{name}" /></camunda:properties></bpmn:extensionElements>')


def test_the_top_process_is_the_one_that_no_other_calls():
    files = {"a.bpmn": definitions(process("start2 a end2", key="q")), "b.bpmn": definitions(process("start c end", call("c", "q")))}
    specs = compile_files(files)
    assert (specs.top, specs.processes["p"].calls, specs.processes["q"].file) == ("p", ("q",), "a.bpmn")


def test_a_task_is_found_by_its_process_too():
    files = {"p.bpmn": diagram("start a c end", tag("callActivity", "c", 'calledElement="q"'))["p.bpmn"],
             "q.bpmn": diagram("start a end", user("a", 'camunda:assignee="li"'), key="q")["q.bpmn"]}
    specs = compile_files(files)
    assert (specs.task_of("q", "a").properties, specs.task_of("p", "a").properties) == ({"assignee": "li"}, {})


def test_what_a_step_is_called_in_another_language():
    specs = compile_files(diagram("start t end", user("t", 'name="法务审查"', name__en="Legal review", name__fr=" ")))
    assert (specs.tasks["t"].name, specs.translated) == ("法务审查", {"法务审查": {"en": "Legal review"}})


TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n"><decision id="limits" name="审批权限">
  <extensionElements><properties xmlns="http://camunda.org/schema/1.0/dmn">%s</properties></extensionElements>
  <decisionTable id="t"><output id="o" name="who" typeRef="string" /><rule id="r"><description>其他：经理</description>
    <outputEntry id="c"><text>"li"</text></outputEntry></rule></decisionTable></decision></definitions>"""


def test_what_the_words_of_a_table_are_in_another_language():
    said = ''.join(f'<property name="{name}" value="{value}" />' for name, value in {
        "en:审批权限": "Approval authority", "en: 其他：经理": "Others: the manager", "en:": "nothing", "remark": "no translation"}.items())
    translated = compile_files({**diagram("start end"), "limits.dmn": (TABLE % said).encode()}).translated
    assert translated == {"审批权限": {"en": "Approval authority"}, "其他：经理": {"en": "Others: the manager"}}
