"""The working calendar: official days, 调休, and where the house differs."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from contracts.people import calendar
from engine.clock import Calendar, later
from engine.errors import Invalid, NotFound, NotYours
from tests.contracts.people.conftest import acted, asked, last_entry

FRIDAY, SATURDAY = dt.date(2026, 3, 6), dt.date(2026, 3, 7)


def day(house, date):
    return asked(house, "li", calendar.year, date.year)[date.month - 1][date.day - 1]


@pytest.mark.parametrize("date, kind, official", [
    ("2026-03-06", "working", ""), ("2026-03-07", "weekend", ""), ("2026-02-14", "moved", ""), ("2026-10-01", "holiday", "国庆节")])
def test_a_year_shows_holidays_and_the_days_that_make_up_for_them(company_house, date, kind, official):
    found = day(company_house, dt.date.fromisoformat(date))
    assert (found.kind, found.official, found.is_exception) == (kind, official, False)


def test_a_day_that_is_made_free_is_no_working_day_for_deadlines(company_house, clock):
    acted(company_house, "zheng", calendar.set_exception, FRIDAY, False, "厂庆")
    days = Calendar(ZoneInfo("Asia/Shanghai"), lambda: asked(company_house, "li", calendar.exceptions))
    clock.tell("2026-03-05T09:00")
    assert later(clock(), "P1WD", days).date() == dt.date(2026, 3, 9)
    assert (day(company_house, FRIDAY).is_working, day(company_house, FRIDAY).note) == (False, "厂庆")


def test_a_weekend_can_be_worked_and_given_back(company_house):
    acted(company_house, "zheng", calendar.set_exception, SATURDAY, True, "补班")
    assert asked(company_house, "li", calendar.exceptions) == {SATURDAY: True}
    acted(company_house, "zheng", calendar.unset_exception, SATURDAY)
    assert asked(company_house, "li", calendar.exceptions) == {}


def test_a_change_is_remembered_with_what_was_before(company_house):
    acted(company_house, "zheng", calendar.set_exception, FRIDAY, False, "厂庆")
    acted(company_house, "zheng", calendar.set_exception, FRIDAY, True, "照常")
    assert last_entry(company_house).facts == {"day": "2026-03-06", "before": {"is_working": False, "note": "厂庆"},
                                               "after": {"is_working": True, "note": "照常"}}


def test_only_administrators_change_it(company_house):
    for act in (lambda desk: calendar.set_exception(desk, FRIDAY, False, "x"), lambda desk: calendar.unset_exception(desk, FRIDAY)):
        with pytest.raises(NotYours):
            acted(company_house, "sun", act)


@pytest.mark.parametrize("date, note", [(FRIDAY, " "), (FRIDAY, "x" * 201), (dt.date(1999, 1, 1), "x"), (dt.date(9999, 1, 1), "x")])
def test_it_needs_a_note_and_a_day_within_reach(company_house, date, note):
    with pytest.raises(Invalid):
        acted(company_house, "zheng", calendar.set_exception, date, False, note)


def test_a_year_out_of_reach_is_not_found(company_house):
    with pytest.raises(NotFound):
        asked(company_house, "li", calendar.year, 1999)
