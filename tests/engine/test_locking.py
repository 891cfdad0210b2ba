"""The lock of a command: one instance, taken first, and no link of a history without it."""

from __future__ import annotations

import pytest

from engine import history
from engine.desk import SYSTEM, at_desk
from engine.locking import LockOrder
from engine.records import Instance
from tests.engine.competing import Meeting, at_once, wrong_in
from tests.engine.drawn import row

pytestmark = pytest.mark.both


def test_a_chain_has_no_fork_though_both_read_the_instance_before_either_locked_it(house, running):
    meeting = Meeting(running.start(row("a")).house)

    def urge(desk):
        instance = desk.session.get_one(Instance, running.id)
        meeting.wait()
        history.record(desk, instance, "urged")

    assert at_once(house, ("zheng", urge), ("zheng", urge)) == [None, None]
    assert running.acts().count("urged") == 2 and wrong_in(house) == []


def test_a_command_locks_no_second_instance(running):
    one, other = running.start(row("a")).id, running.start(row("a")).id
    with at_desk(running.house, SYSTEM) as desk, pytest.raises(LockOrder):
        history.record(desk, one, "urged")
        history.record(desk, other, "urged")


def test_a_command_locks_no_instance_behind_the_house(running):
    one = running.start(row("a")).id
    with at_desk(running.house, SYSTEM) as desk, pytest.raises(LockOrder):
        history.record(desk, history.HOUSE, "role-given")
        history.record(desk, one, "urged")
