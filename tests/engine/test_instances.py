"""Instances: cancel, suspend, resume, one commit and few statements, the doctor."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from engine import projections
from engine.desk import SYSTEM, at_desk, reading_at
from engine.errors import ChangedMeanwhile, NotRunning, NotYours
from engine.instances import cancel_instance, resume_instance, suspend_instance
from engine.records import Holder, Incident, Instance, Job, Timer, Waiting
from tests.engine.drawn import bounded, fork, row
from tests.engine.flow.shapes import diagram, grouped
from tests.people import actor

pytestmark = pytest.mark.both


def differences(running):
    with reading_at(running.house, SYSTEM) as desk:
        return projections.differences(desk)


def left(running):
    with reading_at(running.house, SYSTEM) as desk:
        return [desk.session.query(record).filter_by(instance_id=running.id).count() for record in (Holder, Timer, Waiting)]


def test_a_cancelled_instance_leaves_nothing_open(running):
    running.start(fork("a", "b", a={"dueDate": "P1D"}))
    moved = running.do("zheng", cancel_instance, running.id, "a mistake")
    assert moved.status == "cancelled" and [item.because for item in moved.closed] == ["cancelled", "cancelled"]
    assert left(running) == [0, 0, 0]
    with pytest.raises(NotRunning):
        running.do("zheng", cancel_instance, running.id, "again")


def test_a_job_of_a_cancelled_instance_is_withdrawn(running, done):
    running.house.services = {"print": done()}
    running.start(row("job:print", "a"))
    running.do("zheng", cancel_instance, running.id, "a mistake")
    running.work()
    assert running.rows(Job)[0].state == "withdrawn"


def test_only_who_is_allowed_cancels(running, rules):
    rules.forbid("li", "cancel")
    running.start(row("a"))
    with pytest.raises(NotYours):
        running.do("li", cancel_instance, running.id, "no")


def test_nothing_moves_while_suspended(running, clock):
    running.start(bounded("a", "P1D", "b"))
    running.do("zheng", suspend_instance, running.id, "wait")
    clock.advance("P2D")
    running.tick()
    with pytest.raises(NotRunning):
        running.complete("a", "li")
    running.do("zheng", resume_instance, running.id)
    running.tick()
    assert list(running.asks()) == ["b"]


def test_a_row_of_another_version_is_not_overwritten(running):
    running.start(row("a"))
    with pytest.raises(ChangedMeanwhile), at_desk(running.house, actor("li")) as desk:
        stale = desk.session.get(Instance, running.id)
        desk.session.execute(sa.update(Instance.__table__).values(version=99))
        stale.stage = "elsewhere"


def test_the_doctor_finds_nothing_after_any_command_and_finds_what_was_touched(running, clock):
    running.start(fork("a", "b", a={"dueDate": "P1D"}))
    running.complete("a", "li")
    assert differences(running) == []
    with running.house.store.writing.begin() as connection:
        connection.execute(sa.delete(Holder))
    assert len(differences(running)) == 1
    projections.rebuild(running.house, SYSTEM)
    assert differences(running) == []


def test_a_process_in_which_nothing_can_move_any_more_becomes_an_incident(running):
    running.start(grouped(diagram("start and1 a xor1 and2 c end; and1 b and2; xor1 end2", xor1_and2="a.outcome == 'x'", xor1_end2="default")))
    running.complete("a", "li")
    assert running.rows(Incident) == []
    running.complete("b", "li")
    assert [(incident.element, incident.code) for incident in running.rows(Incident)] == [("and2", "stuck")]
