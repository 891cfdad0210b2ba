"""Timers: drawn ones against people, reminders, escalation."""

from __future__ import annotations

import datetime as dt

import pytest

from engine import timers
from engine.errors import AlreadyDone
from engine.identity import Key
from engine.records import Incident, Timer, WorkItem
from engine.work_items.completing import complete_work_item
from tests.engine.drawn import bounded, row
from tests.engine.flow.shapes import catch, diagram


def test_a_timer_is_not_fired_before_it_is_due(running, clock):
    running.start(row("timer:P3D", "a"))
    clock.advance("P2D")
    running.tick()
    assert running.asks() == {}
    clock.advance("P1D")
    running.tick()
    assert running.asks() == {"a": ["g:legal"]}


def test_a_drawn_timer_counts_the_working_days_of_the_house(running):
    running.house.holidays = lambda desk: {dt.date(2026, 3, 4): False, dt.date(2026, 3, 7): True}
    running.start(row("timer:P3WD", "a"))
    assert [timer.due_at.isoformat() for timer in running.rows(Timer)] == ["2026-03-06T01:00:00+00:00"]
    running.start(row("timer:P5WD", "a"))
    assert [timer.due_at.isoformat() for timer in running.rows(Timer)] == ["2026-03-09T01:00:00+00:00"]


@pytest.mark.parametrize("zone, due", [("Asia/Shanghai", "01:00"), ("Europe/Berlin", "08:00"), ("UTC", "09:00")])
def test_a_drawn_date_without_an_offset_is_of_the_house_and_not_of_the_machine(running, zone, due):
    running.house.zone = zone
    running.start(diagram("start late a end", catch("late", "timer", "2026-03-05T09:00")))
    assert [timer.due_at.isoformat() for timer in running.rows(Timer)] == [f"2026-03-05T{due}:00+00:00"]


def test_the_calendar_is_looked_up_only_where_days_are_counted(running):
    asked = []
    running.house.holidays = lambda desk: asked.append(desk) or {}
    running.start(row("timer:P3D", "a"))
    running.start(row("a", "b")).complete("a", "li")
    assert asked == []


@pytest.mark.parametrize("files", [row("timer:P3D", "a"), row("a", a={"dueDate": "P1WD", "whenLate": "pass"})], ids=["drawn", "late"])
def test_a_ticker_that_rings_too_early_fires_nothing(running, files):
    running.start(files)
    before = running.acts()
    for timer in running.rows(Timer):
        assert running.do("system", timers.fire_timer, Key(running.id, timer.number)) is None
    assert running.acts() == before and running.rows(Incident) == []


def test_the_timer_wins_and_the_person_reads_why(running, clock):
    running.start(bounded("a", "P3D", "b"))
    key = running.item("a")
    clock.advance("P3D")
    running.tick()
    with pytest.raises(AlreadyDone) as late:
        running.do("li", complete_work_item, key, "approve")
    assert late.value.facts["because"] == "interrupted"
    assert running.asks() == {"b": ["g:legal"]}


def test_the_person_wins_and_the_timer_does_nothing(running, clock):
    running.start(bounded("a", "P3D", "b"))
    timer = running.rows(Timer)[0]
    running.complete("a", "li")
    clock.advance("P3D")
    assert running.do("system", timers.fire_timer, Key(running.id, timer.number)) is None
    assert running.row.status == "completed"


def test_a_late_item_is_reminded_each_working_day(running, thing, clock):
    running.start(row("a", a={"dueDate": "P1WD"}))
    for _ in range(3):
        clock.advance("P1D")
        running.tick()
    assert [late.kind for told in thing.told for late in told.late] == ["reminded"] * 3
    assert running.rows(WorkItem)[0].state == "open"


def test_a_thousand_days_of_reminders_leave_the_item_open(running, clock):
    running.start(row("a", a={"dueDate": "P1WD"}))
    size = len(running.rows(Timer))
    for _ in range(340):
        clock.advance("P3D")
        running.tick()
    assert running.row.status == "running" and len(running.rows(Timer)) == size
    running.complete("a", "li")


def test_after_a_grace_day_the_superior_may_act_too(running, clock):
    running.start(row("a", a={"dueDate": "P1WD", "whenLate": "escalate"}))
    for _ in range(2):
        clock.advance("P1D")
        running.tick()
    assert running.rows(WorkItem)[0].candidates == ["g:legal", "u:sun"]
    running.complete("a", "sun")


@pytest.mark.parametrize("said", [{"candidateGroups": "general-managers"}, {"candidateGroups": "empty"}], ids=["nobody above", "administrators"])
def test_without_a_superior_an_escalation_only_reminds(running, clock, people, thing, said):
    people.group("empty")
    running.start(row("a", a={"dueDate": "P1WD", "whenLate": "escalate", **said}))
    before = running.rows(WorkItem)[0].candidates
    for _ in range(2):
        clock.advance("P1D")
        running.tick()
    assert running.rows(WorkItem)[0].candidates == before and "escalated" not in running.acts()
    assert [late.kind for told in thing.told for late in told.late] == ["reminded", "reminded"]


def test_an_escalated_item_says_who_was_late_and_since_when(running, clock):
    running.start(row("a", a={"dueDate": "P1WD", "whenLate": "escalate"}))
    for _ in range(2):
        clock.advance("P1D")
        running.tick()
    item = running.rows(WorkItem)[0]
    assert (item.why["escalated_to"], item.why["late"], item.why["late_since"]) == (["sun"], ["li"], item.due_at.isoformat())


def test_when_late_passes_the_step_goes_on_as_system(running, clock):
    running.start(row("a", "b", a={"dueDate": "P1WD", "whenLate": "pass"}))
    clock.advance("P2D")
    running.tick()
    assert list(running.asks()) == ["b"] and running.rows(WorkItem)[0].closed_because == "settled"


def test_a_timer_that_fails_becomes_an_incident_and_is_retried_by_a_person(running, clock, people):
    from engine import jobs

    running.start(row("timer:P1D", "a", a={"candidateGroups": "nobody", "whenNobody": "refuse"}))
    clock.advance("P1D")
    running.tick(), running.tick()
    incident, = running.rows(Incident)
    assert incident.code == "nobody-to-ask" and running.asks() == {}
    people.group("nobody", "li")
    running.do("zheng", jobs.retry_incident, running.id, incident.number)
    running.tick()
    assert running.asks() == {"a": ["g:nobody"]}
