"""New facts fire conditions before the token moves for which the command was given."""

from __future__ import annotations

from engine.messages import deliver_signal
from engine.records import Visit
from tests.engine.flow.shapes import boundary, catch, diagram, grouped


def test_facts_that_change_open_what_waits_for_them_with_the_next_command(running, thing):
    thing.given = {"amount": 1}
    running.start(grouped(diagram("start and1 a c end; and1 b end2; dear d end3", boundary("dear", "b", "conditional", "amount > 5"))))
    thing.given = {"amount": 9}
    running.complete("a", "li")
    assert set(running.asks()) == {"c", "d"}


def test_a_step_that_its_own_facts_take_away_is_decided_and_leads_the_other_way(running, thing):
    thing.given = {"amount": 1}
    running.start(grouped(diagram("start a b end; dear d end2", boundary("dear", "a", "conditional", "amount > 5"))))
    thing.given = {"amount": 9}
    running.complete("a", "li")
    assert set(running.asks()) == {"d"} and running.rows(Visit, element="a")[0].outcome == "approve"


def test_a_signal_moves_whoever_listens_in_the_instance(running):
    running.start(grouped(diagram("start s a end", catch("s", "signal", "ring"))))
    running.do("system", deliver_signal, running.id, "ring", {})
    assert set(running.asks()) == {"a"}


def test_a_signal_that_nobody_hears_still_lets_new_facts_fire(running, thing):
    thing.given = {"amount": 1}
    running.start(grouped(diagram("start a b end; dear d end2", boundary("dear", "a", "conditional", "amount > 5"))))
    thing.given = {"amount": 9}
    assert running.do("system", deliver_signal, running.id, "ring", {}) is None
    assert [visit.element for visit in running.rows(Visit) if visit.closed_at is None] == ["d"]
