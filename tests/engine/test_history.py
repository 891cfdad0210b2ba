"""The history: chains that hold, and what is found when somebody touches them."""

from __future__ import annotations

import hashlib
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from engine import history
from engine.desk import SYSTEM, at_desk, reading_at
from engine.records import Entry, WorkItem
from tests.engine.drawn import row
from tests.people import actor

pytestmark = pytest.mark.both


def faults(house):
    with reading_at(house, SYSTEM) as desk:
        return [fault.what for fault in history.verify(desk)]


def three_links(house):
    with at_desk(house, actor("zheng")) as desk:
        for number in range(3):
            history.record(desk, history.HOUSE, "role-given", facts={"number": number})


def test_links_follow_each_other(house):
    three_links(house)
    three_links(house)
    with reading_at(house, SYSTEM) as desk:
        found = history.entries(desk, history.HOUSE)
        assert [entry.number for entry in found] == [1, 2, 3, 4, 5, 6]
        assert all(entry.hash == hashlib.sha256((entry.previous + history.hashed_text(entry)).encode()).hexdigest() for entry in found)
    assert faults(house) == []


@pytest.mark.parametrize("touch, found", [
    (sa.update(Entry).where(Entry.number == 2).values(actor="nobody"), ["was changed"]),
    (sa.delete(Entry).where(Entry.number == 2), ["is missing", "does not follow the one before it"]),
    (sa.delete(Entry).where(Entry.number == 3), ["is not the end that the head names"]),
    (sa.delete(Entry), ["is missing"])])
def test_a_touched_chain_is_found(house, touch, found):
    three_links(house)
    with house.store.writing.begin() as connection:
        connection.execute(touch)
    assert faults(house) == found


def test_a_refused_command_leaves_no_link(running):
    running.start(row("a"))
    before = running.acts()
    with pytest.raises(ZeroDivisionError), at_desk(running.house, actor("li")) as desk:
        history.record(desk, running.id, "urged")
        raise ZeroDivisionError
    assert running.acts() == before


def test_without_its_entry_nothing_is_done(running):
    running.start(row("a", "b"))
    before = running.acts()

    def break_down(*sent):
        if sent[2].startswith("INSERT INTO entry"):
            raise OSError("no entry can be written")

    sa.event.listen(running.house.store.writing, "before_cursor_execute", break_down)
    with pytest.raises(OSError, match="no entry"):
        running.complete("a", "li")
    sa.event.remove(running.house.store.writing, "before_cursor_execute", break_down)
    assert running.acts() == before and [item.state for item in running.rows(WorkItem)] == ["open"]


def test_a_clock_of_another_zone_writes_the_same_moments(house, clock) -> None:
    house.clock = lambda: clock().astimezone(ZoneInfo("Asia/Shanghai"))
    with at_desk(house, actor("chen")) as desk:
        history.record(desk, history.HOUSE, "logged-in")
    with reading_at(house, actor("chen")) as desk:
        assert history.verify(desk) == []
