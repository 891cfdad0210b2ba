"""Terms in the ledger: what ends within 30, 60, 90 days, what is over without a decision, how much of the time is gone."""

from __future__ import annotations

import datetime as dt

import pytest

from contracts.ledger import listing
from contracts.ledger.filters import Filters
from engine.desk import reading_at
from tests.contracts.ledger.test_listing import listed, put, titles
from tests.people import actor

pytestmark = pytest.mark.both
TODAY = dt.date(2026, 3, 2)


def put_several(house):
    for days in (-1, 0, 30, 31, 60, 90, 91):
        put(house, f"in {days}", stage="perform", starts_on=dt.date(2025, 3, 2), ends_on=TODAY + dt.timedelta(days=days))
    for title, fields in {"draft": {"stage": "draft"}, "archived": {"stage": "archive", "status": "archived"}}.items():
        put(house, title, ends_on=TODAY + dt.timedelta(days=10), **fields)
    for answer in ("asked", "waiting", "renew", "change", "end", "renewed"):
        put(house, answer, stage="perform", ends_on=TODAY - dt.timedelta(days=9), renewal=answer)


@pytest.mark.parametrize("which, found", [("30", ["in 0", "in 30"]), ("60", ["in 0", "in 30", "in 31", "in 60"]),
                                          ("90", ["in 0", "in 30", "in 31", "in 60", "in 90"]), ("expired", ["asked", "waiting", "in -1"])])
def test_signed_contracts_are_left_whose_term_ends_so(house, which, found):
    put_several(house)
    page = listed(house, Filters(expiring=which), sort="ends_on")
    assert titles(page) == found
    with reading_at(house, actor("sun")) as desk:
        assert listing.endings(desk, Filters(expiring="30"))[which] == page.totals.count


def test_of_a_past_day_terms_are_counted_from_that_day(quick_house):
    put_several(quick_house)
    quick_house.clock.advance("P10D")
    assert titles(listed(quick_house, Filters(expiring="30"), sort="ends_on", as_of=TODAY)) == ["in 0", "in 30"]
    assert titles(listed(quick_house, Filters(expiring="30"), sort="ends_on")) == ["in 30", "in 31"]


@pytest.mark.parametrize("days, percent", [(0, 0), (73, 20), (364, 99), (365, 100), (999, 100), (-9, 0)])
def test_a_row_says_how_much_of_its_time_is_gone(house, days, percent):
    put(house, "a", starts_on=TODAY - dt.timedelta(days=days), ends_on=TODAY - dt.timedelta(days=days) + dt.timedelta(days=365))
    assert listed(house).rows[0].time_percent == percent


def test_endings_are_counted_of_what_one_may_see(house):
    put_several(house)
    put(house, "theirs", stage="perform", owner="qian", department="PUR", ends_on=TODAY)
    with reading_at(house, actor("qian")) as desk:
        assert listing.endings(desk, Filters()) == {"30": 1, "60": 1, "90": 1, "expired": 0}
