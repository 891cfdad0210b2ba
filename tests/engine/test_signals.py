"""Signals: heard by whatever listens in an instance, and written down where it was heard."""

from __future__ import annotations

import pytest

from engine.errors import NotRunning
from engine.instances import cancel_instance
from engine.signals import deliver_signal
from tests.engine.drawn import HEAD

RINGS = (f'{HEAD}<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="start" /><bpmn:intermediateCatchEvent id="wait">'
         '<bpmn:signalEventDefinition signalRef="s" /></bpmn:intermediateCatchEvent><bpmn:userTask id="a" /><bpmn:endEvent id="end" />'
         '<bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="wait" /><bpmn:sequenceFlow id="f2" sourceRef="wait" targetRef="a" />'
         '<bpmn:sequenceFlow id="f3" sourceRef="a" targetRef="end" /></bpmn:process><bpmn:signal id="s" name="bell" /></bpmn:definitions>')


def test_whoever_listens_hears_it_and_it_is_written_down(running):
    running.start({"p.bpmn": RINGS.encode()})
    assert running.do("system", deliver_signal, running.id, "bell", {"loud": True}).status == "running"
    assert [item.element for item in running.items] == ["a"] and "signal" in running.acts()


def test_what_nobody_listens_for_leaves_nothing_behind(running):
    running.start({"p.bpmn": RINGS.encode()})
    before = running.acts()
    assert running.do("system", deliver_signal, running.id, "gong", {}) is None
    assert running.acts() == before


def test_a_cancelled_instance_hears_nothing(running):
    running.start({"p.bpmn": RINGS.encode()})
    running.do("zheng", cancel_instance, running.id, "a mistake")
    with pytest.raises(NotRunning):
        running.do("system", deliver_signal, running.id, "bell", {})
