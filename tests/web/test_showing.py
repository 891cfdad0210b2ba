"""How dates, money and names are written."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from flask import g

from tests.told_clock import ZONE
from web.showing.chips import due_chip, stage_chip
from web.showing.moments import day, duration, moment
from web.showing.names import contract_type, department, money, percent, person, principal


@pytest.fixture
def page(app):
    """Inside a request of nobody, in Chinese, Monday 2 March 2026 at nine."""
    with app.test_request_context("/"):
        g.request_id, g.asker = "r", None
        yield app


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(("when", "said"), [
    ("2026-03-02T17:00", "今天 17:00"), ("2026-03-01T23:59", "昨天 23:59"), ("2026-03-03T00:00", "明天 00:00"),
    ("2026-05-20T08:30", "5月20日 08:30"), ("2025-03-02T08:30", "2025年3月2日")])
def test_a_moment_is_said_as_people_say_it_and_exact_on_hover(page, when, said):
    shown = moment(at(when).astimezone(dt.UTC))
    assert f">{said}</time>" in shown
    assert f'title="{when.replace("T", " ")}:00"' in shown


def test_a_day_has_no_zone(page):
    assert ">今天<" in day(dt.date(2026, 3, 2))
    assert ">2027年1月5日<" in day(dt.date(2027, 1, 5))
    assert day(None) == "—"


def test_a_duration_is_its_largest_unit(page):
    assert [duration(dt.timedelta(seconds=seconds)) for seconds in (5, 125, 7300, 90000 * 3)] == ["5 秒", "2 分钟", "2 小时", "3 天"]


def test_money_has_thousands_its_sign_and_does_not_break(page):
    assert ">¥\u00a01,200,000.00<" in money(Decimal("1200000"))
    assert ">USD\u00a00.50<" in money(Decimal("0.5"), "USD")


def test_due_is_grey_amber_on_the_last_day_and_red_when_late(page):
    looks = [due_chip(at(when)) for when in ("2026-03-05T17:00", "2026-03-02T17:00", "2026-02-27T17:00")]
    assert [next(colour for colour in ("secondary", "yellow", "red") if f"bg-{colour}-lt" in chip) for chip in looks] == ["secondary", "yellow", "red"]
    assert "已逾期 2 天" in looks[2]
    assert due_chip(None) == ""


def test_a_state_is_never_said_by_colour_alone(page):
    assert "审批" in stage_chip("review")
    assert "已终止" in stage_chip("review", "cancelled")


def test_people_groups_and_departments_have_their_names(page):
    assert [person("li"), principal("u:li"), principal("g:legal"), department("ENG"), person("nobody"), person("system")] == \
        ["李文静", "李文静", "法务", "工程部", "nobody", "系统"]
    assert [contract_type("service"), percent("0.06"), percent("odd"), percent("")] == ["服务合同", "6%", "odd", "—"]
