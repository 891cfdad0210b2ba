"""Of several processes that could do a thing, one does."""

from __future__ import annotations

import datetime as dt
import threading

import pytest

from engine.desk import SYSTEM, House, at_desk
from engine.leases import drop_lease, take_lease
from tests.told_clock import ToldClock

LASTS = dt.timedelta(seconds=15)
pytestmark = pytest.mark.both


def taken(house: House, holder: str) -> bool:
    with at_desk(house, SYSTEM) as desk:
        return take_lease(desk, "ticker", holder, LASTS)


def test_another_waits_until_the_lease_has_run_out(house: House, clock: ToldClock) -> None:
    assert [taken(house, "a"), taken(house, "b"), taken(house, "a")] == [True, False, True]
    clock.advance("PT14S")
    assert not taken(house, "b")
    clock.advance("PT1S")
    assert [taken(house, "b"), taken(house, "a")] == [True, False]


def test_a_lease_that_was_given_back_is_free(house: House) -> None:
    assert taken(house, "a")
    with at_desk(house, SYSTEM) as desk:
        drop_lease(desk, "ticker", "a")
    assert taken(house, "b")


def test_of_two_that_ask_at_once_one_gets_it(house: House) -> None:
    got: list[str] = []

    def ask(holder: str) -> None:
        got.extend([holder] if taken(house, holder) else [])

    asking = [threading.Thread(target=ask, args=(holder,)) for holder in "abcd"]
    [thread.start() for thread in asking]
    [thread.join() for thread in asking]
    assert len(got) == 1
