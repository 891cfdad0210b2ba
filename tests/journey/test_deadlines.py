"""A deadline of three working days: it reminds, then escalates to the superior."""

from __future__ import annotations

import datetime as dt

import pytest


@pytest.fixture
def late(quick_way, clock):
    """Submitted on Thursday at nine, with the department head."""
    clock.tell("2026-03-05T09:00")
    return quick_way.submitted()


def kinds(way, user: str) -> list[str]:
    return [one["kind"] for one in way.done(user, "GET", "/notices")["rows"]]


def test_it_is_due_after_three_working_days(late):
    item = late.done("zhang", "GET", "/work-items")["rows"][0]
    assert dt.datetime.fromisoformat(item["due_at"]) == dt.datetime.fromisoformat("2026-03-10T09:00+08:00")      # a weekend lies between


def test_in_time_nobody_is_reminded(late, clock):
    clock.tell("2026-03-10T08:59")
    late.settle_down()
    assert kinds(late, "zhang") == ["asked"]


def test_late_its_holder_is_reminded(late, clock):
    clock.tell("2026-03-10T09:01")
    late.settle_down()
    assert kinds(late, "zhang") == ["reminded", "asked"]
    assert late.stands()[2] == {"u:zhang"}


def test_a_working_day_later_the_superior_is_asked_too(late, clock):
    clock.tell("2026-03-10T09:01")
    late.settle_down()
    clock.tell("2026-03-11T09:02")
    late.settle_down()
    assert late.stands()[2] == {"u:zhang", "u:sun"}
    assert kinds(late, "sun") == ["escalated"]
    why = late.done("sun", "GET", f"/work-items/{late.item('sun', 'department-head')}")["why"]
    assert (why["rule"], why["late"]) == ("escalated", ["zhang"])


def test_the_superior_decides_and_the_history_says_so(late, clock):
    for moment in ("2026-03-10T09:01", "2026-03-11T09:02"):
        clock.tell(moment)
        late.settle_down()
    late.decided("sun", "department-head")
    assert late.stands()[2] == {"g:legal", "g:finance"}
    acts = [(line["act"], line["actor"]) for line in late.read("/history")]
    assert ("escalated", "system") in acts and ("completed", "sun") in acts
