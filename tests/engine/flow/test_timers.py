"""Drawn timers: only the one that is asked fires, at its time, and a cycle counts from when it was due."""

from __future__ import annotations

import datetime as dt

from engine.flow import Flow
from tests.engine.flow.conftest import BEGIN, DAYS
from tests.engine.flow.shapes import boundary, catch, diagram


def timers(one):
    return [(token.due_at - BEGIN) for token in one.flow.tokens() if token.kind == "timer"]


def test_no_timer_fires_in_somebody_elses_command(walk):
    one = walk(diagram("start and1 a c end; and1 b end2; late d end3", boundary("late", "b", "timer", "P1D", interrupts=False)))
    flow = Flow.load(one.specs, one.flow.save(), one.now + dt.timedelta(days=30), DAYS)
    flow.complete(one.token("a").id, {})
    assert [token.element for token in flow.tokens()] == ["b", "late", "c"]


def test_the_clock_is_told(walk):
    one = walk(diagram("start a t b end", catch("t", "timer", "P1D")))
    one.now += dt.timedelta(days=500)
    one.reload()
    assert timers(one.complete("a")) == [dt.timedelta(days=501)]


def test_a_timer_that_is_fired_late_counts_its_cycle_from_when_it_was_due(walk):
    one = walk(diagram("start a end; late b end2", boundary("late", "a", "timer", "R3/PT1H", interrupts=False)))
    for turn in (1, 2):
        late, then = one.token("late"), BEGIN + dt.timedelta(hours=1.9 + turn)
        assert timers(one) == [dt.timedelta(hours=turn)]
        one.act(lambda flow, late=late, then=then: flow.fire(late.id, then))
    assert one.open == ["a", "b", "b"] and timers(one) == [dt.timedelta(hours=3)]


def test_a_cycle_ends_with_its_last_turn(walk):
    one = walk(diagram("start a end; late b end2", boundary("late", "a", "timer", "R3/PT1H", interrupts=False))).advance("P2D")
    assert one.open == ["a", "b", "b", "b"] and timers(one) == []


def test_an_interrupting_timer_takes_its_step_and_the_other_events_on_it(walk):
    files = diagram("start a end; late b end2; rung c end3", boundary("late", "a", "timer", "P1D"),
                    boundary("rung", "a", "message", "ring", interrupts=False))
    one = walk(files).advance("P1D")
    assert one.open == ["b"] and len(one.flow.tokens()) == 1


def test_the_timer_goes_when_its_step_is_done(walk):
    one = walk(diagram("start a b end; late c end2", boundary("late", "a", "timer", "P1D"))).complete("a").advance("P9D")
    assert one.open == ["b"]


def test_what_a_timer_started_beside_outlives_its_step(walk):
    one = walk(diagram("start a end; late b end2", boundary("late", "a", "timer", "P1D", interrupts=False))).advance("P1D").complete("a")
    assert one.open == ["b"] and not one.flow.is_ended
