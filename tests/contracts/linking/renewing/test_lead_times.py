"""The moments of a term, by the lead times of its type."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from contracts.linking.renewing.lead_times import dates_of

ZONE = ZoneInfo("Asia/Shanghai")
END = dt.date(2026, 12, 31)


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(("now", "reminds"), [
    ("2026-03-02T09:00", "2026-10-02T09:00"), ("2026-10-02T09:00", "2026-11-01T09:00"), ("2026-11-01T09:00", "2026-12-01T09:00"),
    ("2026-12-24T09:00", "2026-12-30T09:00"), ("2026-12-30T09:00", "2027-01-01T09:00"), ("2027-01-01T09:00", "2027-01-31T09:00")])
def test_the_next_reminder_is_the_next_lead_time_and_monthly_after_the_end(now, reminds):
    assert dates_of(END, (90, 60, 30, 7, 1), at(now), ZONE).reminds_at == at(reminds)


def test_it_asks_at_the_longest_is_late_at_the_last_but_one_and_over_the_day_after():
    dates = dates_of(END, (90, 60, 30, 7, 1), at("2026-03-02T09:00"), ZONE)
    assert (dates.asks_at, dates.late_at, dates.over_at) == (at("2026-10-02T09:00"), at("2026-12-24T18:00"), at("2027-01-01T09:00"))


def test_without_lead_times_it_asks_on_the_last_day():
    dates = dates_of(END, (), at("2026-03-02T09:00"), ZONE)
    assert (dates.asks_at, dates.late_at) == (at("2026-12-31T09:00"), at("2026-12-31T18:00"))
