"""Each slot of a diagram that holds an expression, with each kind of construct that is not allowed: refused, naming element and place."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest

from engine.flow.compiling import check_files
from tests.engine.drawn import HEAD

TEXT = 'xsi:type="bpmn:tFormalExpression"'
LOOP = "<bpmn:multiInstanceLoopCharacteristics {}>{}</bpmn:multiInstanceLoopCharacteristics>"
SLOTS = {
    "assignee": '<bpmn:userTask id="x" camunda:assignee="{}"/>', "candidateGroups": '<bpmn:userTask id="x" camunda:candidateGroups="{}"/>',
    "dueDate": '<bpmn:userTask id="x" camunda:assignee="li" camunda:dueDate="{}"/>', "priority": '<bpmn:userTask id="x" camunda:assignee="li" camunda:priority="{}"/>',
    "collection": '<bpmn:userTask id="x" camunda:assignee="li">' + LOOP.format('camunda:collection="{}"', "") + "</bpmn:userTask>",
    "cardinality": '<bpmn:userTask id="x" camunda:assignee="li">' + LOOP.format("", f"<bpmn:loopCardinality {TEXT}>{{}}</bpmn:loopCardinality>") + "</bpmn:userTask>",
    "completion": '<bpmn:userTask id="x" camunda:assignee="li">' + LOOP.format("", f"<bpmn:loopCardinality>2</bpmn:loopCardinality><bpmn:completionCondition {TEXT}>{{}}</bpmn:completionCondition>") + "</bpmn:userTask>",
    "duration": f'<bpmn:intermediateCatchEvent id="x"><bpmn:timerEventDefinition><bpmn:timeDuration {TEXT}>{{}}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>',
    "condition": f'<bpmn:intermediateCatchEvent id="x"><bpmn:conditionalEventDefinition><bpmn:condition {TEXT}>{{}}</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent>',
    "input": '<bpmn:serviceTask id="x" camunda:type="external" camunda:topic="t"><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="n">{}</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>',
    "called": '<bpmn:callActivity id="x" calledElement="{}"/>', "passing": '<bpmn:callActivity id="x" calledElement="p"><bpmn:extensionElements><camunda:in sourceExpression="{}" target="n"/></bpmn:extensionElements></bpmn:callActivity>'}
CONSTRUCTS = {"().__class__.__base__.__subclasses__()": "'__class__'", "open('/etc/passwd').read()": "method 'read'", "__import__('os').system('id')": "'__import__'",
              "9**9**9": "a power", "'a' * 1000000000": "no number", "[0] * 1000000000": "no number", "lambda: 1": "a lambda", "[a for a in b]": "a comprehension",
              "(a := 1)": "an assignment", "f'{a}'": "not allowed", "exec('1')": "no function exec()", "eval('1')": "no function eval()", "(" * 50 + "1" + ")" * 50: "nested",
              "a" * 2001: "longer than 2000", "1; 2": "a second statement"}


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=lambda text: text[:20])
@pytest.mark.parametrize("slot", SLOTS)
def test_no_slot_takes_what_is_not_allowed(slot, construct):
    node = SLOTS[slot].replace("{}", escape(f"${{{construct}}}", {'"': "&quot;"}))
    flows = '<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="x"/><bpmn:sequenceFlow id="f2" sourceRef="x" targetRef="e"/>'
    text = f'{HEAD}<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/>{node}<bpmn:endEvent id="e"/>{flows}</bpmn:process></bpmn:definitions>'
    specs, findings = check_files({"p.bpmn": text.encode()})
    assert specs is None
    assert any(CONSTRUCTS[construct] in one.message and (one.level, one.element) == ("error", "x") for one in findings), findings
