"""What people are told."""

from __future__ import annotations

import pytest

from contracts import notices
from engine.desk import at_desk, reading_at
from engine.errors import NotFound
from tests.people import actor


def told(house, person, **which):
    with reading_at(house, actor(person)) as desk:
        return notices.page(desk, **which)


def tell(house, person, kind, key, **facts):
    with at_desk(house, actor("chen")) as desk:
        notices.tell(desk, person, kind, key=key, **facts)


def test_a_person_is_told_once_though_the_same_is_said_twice(house):
    tell(house, "li", "asked", "asked:1")
    tell(house, "li", "asked", "asked:1")
    assert [one.kind for one in told(house, "li").rows] == ["asked"]


def test_nobody_reads_what_another_was_told(house):
    tell(house, "li", "asked", "asked:1")
    assert told(house, "wang").rows == []


def test_reading_one_leaves_the_others_unread(house):
    tell(house, "li", "asked", "asked:1")
    tell(house, "li", "returned", "returned:1", reason="clause 8")
    with at_desk(house, actor("li")) as desk:
        notices.mark_read(desk, notices.page(desk).rows[0].id)
    with reading_at(house, actor("li")) as desk:
        assert notices.unread(desk) == 1


def test_all_are_read_at_once(house):
    for number in range(3):
        tell(house, "li", "asked", f"asked:{number}")
    with at_desk(house, actor("li")) as desk:
        assert notices.mark_read(desk) == 3
        assert notices.unread(desk) == 0


def test_another_persons_notice_can_not_be_marked(house):
    tell(house, "li", "asked", "asked:1")
    number = told(house, "li").rows[0].id
    with pytest.raises(NotFound), at_desk(house, actor("wang")) as desk:
        notices.mark_read(desk, number)


def test_notices_are_paged_newest_first(house):
    for number in range(5):
        tell(house, "li", "asked", f"asked:{number}", step=str(number))
    first = told(house, "li", limit=3)
    second = told(house, "li", limit=3, after=first.next)
    assert [one.facts["step"] for one in [*first.rows, *second.rows]] == ["4", "3", "2", "1", "0"]
    assert second.next is None
