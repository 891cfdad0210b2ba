"""The fixtures that all tests stand on."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from engine.desk import House, at_desk, reading_at
from engine.records import Chain
from tests.people import actor


@pytest.mark.both
@pytest.mark.parametrize("again", [1, 2])
def test_a_house_starts_empty_on_either_database(house: House, again: int) -> None:
    with reading_at(house, actor("chen")) as desk:
        assert desk.session.scalars(sa.select(Chain)).all() == []
    with at_desk(house, actor("chen")) as desk:
        desk.session.add(Chain(name="house", length=again, head=""))
    with reading_at(house, actor("chen")) as desk:
        assert desk.session.scalar(sa.select(Chain.length)) == again


def test_the_clock_is_told(house: House, clock: object) -> None:
    clock.tell("2026-03-02T09:00")                                     # type: ignore[attr-defined]
    clock.advance("P3DT30M")                                           # type: ignore[attr-defined]
    with reading_at(house, actor("chen")) as desk:
        assert desk.now.isoformat() == "2026-03-05T01:30:00+00:00"
        assert desk.directory.manager("chen") == "zhang"
