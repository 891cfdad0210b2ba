"""Where the library's own parser goes astray in silence: see docs/spiffworkflow.md."""

from __future__ import annotations

import builtins

import pytest

from engine.flow import compile_files
from tests.engine.flow.found import tag
from tests.engine.flow.shapes import diagram, sub

SHAPES = ('<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"><di:BPMNPlane>'
          '<di:BPMNShape bpmnElement="b"><dc:Bounds x="0" y="900" width="1" height="1" /></di:BPMNShape>'
          '<di:BPMNShape bpmnElement="c"><dc:Bounds x="0" y="100" width="1" height="1" /></di:BPMNShape></di:BPMNPlane></di:BPMNDiagram>')


def test_where_a_step_is_drawn_does_not_decide_which_way_is_looked_at_first(walk):
    files = diagram("start xor1 b end; xor1 c end", xor1_b="true", xor1_c="true")
    text = files["p.bpmn"].replace(b"</bpmn:definitions>", SHAPES.encode() + b"</bpmn:definitions>")
    assert walk({"p.bpmn": text}).open == ["b"]


@pytest.mark.parametrize("name", ["class", "lambda", "import", "yield", "状态"])
def test_a_variable_may_be_called_like_a_word_of_python(walk, name):
    assert walk(diagram("start xor1 b end; xor1 c end", xor1_b=f"{name} > 1", xor1_c="default"), **{name: 2}).open == ["b"]


@pytest.mark.parametrize("slot", ["condition", "script", "assignee", "completion"])
def test_no_slot_of_a_diagram_reaches_eval_or_exec(walk, monkeypatch, slot):
    used: list[str] = []
    for name in ("eval", "exec"):
        monkeypatch.setattr(builtins, name, lambda *_, name=name, **__: used.append(name))
    shapes = {"condition": "", "script": tag("scriptTask", "a", "", "<bpmn:script>open('x', 'w')</bpmn:script>"),
              "assignee": tag("userTask", "a", 'camunda:assignee="${initiator()}"'),
              "completion": tag("userTask", "a", "", '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality>'
                                "<bpmn:completionCondition>${nrOfCompletedInstances &gt; 0}</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>")}
    one = walk(diagram("start a xor1 b end; xor1 end", shapes[slot], xor1_b="x > 1", xor1_end="default"), x=2)
    assert one.complete("a").open == ["b"] and used == []


@pytest.mark.parametrize("shape", [
    tag("serviceTask", "a"), tag("dataStoreReference", "ds") + '<bpmn:dataStore id="store" />', sub("a", "start2 b2"), tag("userTask", "a")],
    ids=["service task without an operator", "data store", "subprocess without an end", "several ways out of a task"])
def test_legal_bpmn_that_the_library_refuses_is_read(shape):
    assert compile_files(diagram("start a b end; a c end", shape)).top == "p"
