"""Time: durations, working days with holidays and 调休, bad texts."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from engine.clock import BadTime, Calendar, due, later

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = Calendar(SHANGHAI)


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(dt.UTC)


@pytest.mark.parametrize("text, found", [
    ("P3D", "2026-03-05T09:00"), ("P1M", "2026-04-02T09:00"), ("PT90M", "2026-03-02T10:30"), ("P1W", "2026-03-09T09:00"),
    ("P3WD", "2026-03-05T09:00"), ("P5WD", "2026-03-09T09:00"), ("2026-03-04", "2026-03-04T23:59:59"), ("2026-03-04T10:00", "2026-03-04T10:00"),
    ("2026-03-04T02:00:00+00:00", "2026-03-04T10:00")])
def test_a_due_time_is_a_duration_a_day_or_a_moment(text, found):
    assert due(text, at("2026-03-02T09:00"), DAYS) == at(found)


@pytest.mark.parametrize("start, text, found", [
    ("2026-09-30T09:00", "P1WD", "2026-10-08T09:00"), ("2026-02-14T09:00", "P1WD", "2026-02-24T09:00"),
    ("2026-01-31T09:00", "P1M", "2026-02-28T09:00"), ("2024-02-29T09:00", "P1Y", "2025-02-28T09:00")])
def test_holidays_and_short_months_are_known(start, text, found):
    assert later(at(start), text, DAYS) == at(found)


def test_an_exception_of_the_house_makes_a_saturday_work():
    days = Calendar(SHANGHAI, lambda: {dt.date(2026, 3, 7): True, dt.date(2026, 3, 9): False})
    assert [days.is_working(dt.date(2026, 3, day)) for day in (7, 8, 9, 10)] == [True, False, False, True]


@pytest.mark.parametrize("text", ["下周", "", "P", "PT", "P1", "P99999999999Y", "P51Y", "P20000WD", "P-1D", "2026-13-01", "PT99999999999S", "P１D"])
def test_what_is_no_time_is_refused_at_once(text):
    with pytest.raises(BadTime):
        due(text, at("2026-03-02T09:00"), DAYS)
