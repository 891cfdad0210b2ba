"""Messages and letters: to whom waits, exactly once, in the receiver's own transaction."""

from __future__ import annotations

import pytest

from engine import history, messages, outbox
from engine.desk import SYSTEM, at_desk, reading_at
from engine.errors import NobodyWaits
from engine.records import Instance, Letter, WorkItem
from tests.engine.drawn import row
from tests.engine.flow.shapes import catch, diagram, throw

pytestmark = pytest.mark.both


def post(house, key="k", to="1"):
    with at_desk(house, SYSTEM) as desk:
        outbox.post_letter(desk, key=key, to_subject="thing", to_id=to, name="paid", data={"sum": "1"})


def deliver(running):
    with reading_at(running.house, SYSTEM) as desk:
        letters = outbox.undelivered(desk, 10)
    return [running.do("system", messages.deliver_letter, letter) for letter in letters]


def test_a_letter_is_delivered_once_though_it_is_posted_and_delivered_twice(running):
    running.start(row("message:paid", "a"))
    post(running.house), post(running.house)
    assert [moved.status for moved in deliver(running)] == ["running"]
    assert running.do("system", messages.deliver_letter, 1) is None
    assert running.acts().count("message") == 1


def test_a_letter_that_comes_too_early_is_tried_again(running, clock):
    running.start(row("a", "message:paid", "b"))
    post(running.house)
    assert deliver(running) == [None]
    running.complete("a", "li")
    assert deliver(running) == []
    clock.advance("PT1M")
    deliver(running)
    assert "b" in running.asks() and running.acts().count("message") == 1


def test_a_letter_starts_an_instance_once(running):
    running.start(row("a"))
    for _ in range(2):
        with at_desk(running.house, SYSTEM) as desk:
            outbox.post_start(desk, key="row:7", edition_key="p", subject="thing", subject_id="7", initiator="chen")
        deliver(running)
    with reading_at(running.house, SYSTEM) as desk:
        assert desk.session.query(Instance).filter_by(subject_id="7").count() == 1


def test_a_letter_to_nobody_is_stuck_at_last(running, clock):
    post(running.house, to="nobody")
    for _ in range(12):
        deliver(running)
        clock.advance("P1D")
    with reading_at(running.house, SYSTEM) as desk:
        assert desk.session.get(Letter, 1).state == "stuck"


def test_a_message_that_nobody_waits_for_is_refused(running):
    running.start(row("a"))
    with pytest.raises(NobodyWaits):
        running.do("li", messages.deliver_message, running.id, "paid", {})
    assert "message" not in running.acts()


def waiting(running, subject_id="1"):
    return running.start(diagram("start wait a end", catch("wait", "message", "ring")), subject_id=subject_id).id


def thrown(running, kind, what, subject_id="1"):
    """Throw it, deliver what is in the outbox, and say what the thrower's history keeps."""
    running.start(diagram("start throw b end", throw("throw", kind, what)), subject_id=subject_id)
    with reading_at(running.house, SYSTEM) as desk:
        said = [entry.facts for entry in history.entries(desk, running.id) if entry.act == "thrown"]
    deliver(running)
    return said


def moved(running, *instances):
    with reading_at(running.house, SYSTEM) as desk:
        return [desk.session.query(WorkItem).filter_by(instance_id=one).count() for one in instances]


def test_a_thrown_message_reaches_the_oldest_that_waits_of_the_same_subject(running):
    first, second, other = waiting(running), waiting(running), waiting(running, "2")
    assert thrown(running, "message", "ring") == [{"kind": "message", "name": "ring", "letters": 1}]
    assert moved(running, first, second, other) == [1, 0, 0]


def test_a_thrown_message_that_nobody_waits_for_is_written_down_and_no_more(running):
    assert thrown(running, "message", "ring") == [{"kind": "message", "name": "ring", "letters": 0}]
    with reading_at(running.house, SYSTEM) as desk:
        assert desk.session.query(Letter).count() == 0
