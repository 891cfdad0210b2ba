"""Signals: heard by whatever listens in an instance, and written down where it was heard."""

from __future__ import annotations

import pytest

from engine import messages
from engine.desk import SYSTEM, reading_at
from engine.errors import NotRunning
from engine.instances import cancel_instance, resume_instance, suspend_instance
from engine.messages import deliver_signal
from engine.records import Incident, Letter, Waiting
from tests.engine.drawn import HEAD
from tests.engine.flow.shapes import catch, diagram, grouped, throw

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


LISTENS = diagram("start wait b end", catch("wait", "signal", "call"))
THROWS = grouped(diagram("start and1 wait b end; and1 a throw end2", catch("wait", "signal", "call"), throw("throw", "signal", "call")))


def letters(running):
    with reading_at(running.house, SYSTEM) as desk:
        return {letter.to_id: letter.state for letter in desk.session.query(Letter)}


def deliver(running):
    for number in range(1, len(letters(running)) + 1):
        running.do("system", messages.deliver_letter, number)


def test_a_thrown_signal_reaches_the_thrower_first_and_then_every_instance_that_listens(running):
    one, two = (running.start(LISTENS, subject_id=subject).id for subject in ("1", "2"))
    thrower = running.start(THROWS).id
    running.complete("a", "li")
    assert [item.key.instance for item in running.items if item.element == "b"] == [thrower]
    assert letters(running) == {one: "ready", two: "ready"}
    deliver(running), deliver(running)
    assert [item.key.instance for item in running.items if item.element == "b"] == [thrower, one, two]


def test_who_has_ended_before_the_signal_comes_has_missed_nothing(running):
    gone = running.start(LISTENS).id
    running.start(THROWS).complete("a", "li")
    running.do("zheng", cancel_instance, gone, "a mistake")
    deliver(running)
    assert letters(running) == {gone: "delivered"} and running.rows(Incident) == []


def test_a_suspended_instance_hears_the_signal_when_it_is_resumed(running, clock):
    waits = running.start(LISTENS).id
    running.start(THROWS).complete("a", "li")
    running.do("zheng", suspend_instance, waits, "wait")
    deliver(running)
    running.do("zheng", resume_instance, waits)
    clock.advance("PT1M")
    deliver(running)
    assert letters(running) == {waits: "delivered"} and running.acts().count("signal") == 1


def test_who_listens_no_more_has_no_row_that_says_so(running):
    running.start(LISTENS)
    assert [(row.kind, row.name) for row in running.rows(Waiting)] == [("signal", "call")]
    running.do("system", deliver_signal, running.id, "call", {})
    assert running.rows(Waiting) == []
