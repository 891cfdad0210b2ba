"""Dates as people say them, in the reader's time zone, else the house's; the exact one on hover and in print."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from flask import current_app, g
from flask_babel import gettext
from markupsafe import Markup

from web.languages import language

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def now() -> dt.datetime:
    """The house's time of this request."""
    if "now" not in g:
        g.now = current_app.extensions["chancery"].clock()
    moment: dt.datetime = g.now
    return moment


def zone() -> ZoneInfo:
    """The reader's, else the house's."""
    asker = g.get("asker")
    return ZoneInfo((asker.user.zone if asker else "") or current_app.extensions["chancery"].zone)


def city_of(name: str) -> str:
    """What a time zone's place is called: 上海 for Asia/Shanghai."""
    return name if name == "UTC" else str(get_timezone_location(name, locale=language(), return_city=True))


def printed_at() -> str:
    """Now, as it stands on paper."""
    return f"{now().astimezone(zone()):%Y-%m-%d %H:%M}"


def moment(at: dt.datetime | None) -> Markup:
    """今天 17:00, 3月2日 09:12, 2025年3月2日."""
    if at is None:
        return Markup("—")
    local, today = at.astimezone(zone()), now().astimezone(zone()).date()
    exact = f"{local:%Y-%m-%d %H:%M:%S}"
    return Markup('<time datetime="{}" title="{}">{}</time>').format(local.isoformat(timespec="seconds"), exact, as_said(local, today))


def as_said(local: dt.datetime, today: dt.date) -> str:
    clock = f"{local:%H:%M}"
    near = {0: gettext("today %(time)s", time=clock), -1: gettext("yesterday %(time)s", time=clock),
            1: gettext("tomorrow %(time)s", time=clock)}
    away = (local.date() - today).days
    if away in near:
        return near[away]
    return f"{written(local.date(), today)} {clock}" if local.year == today.year else written(local.date(), today)


def day(date: dt.date | dt.datetime | None) -> Markup:
    """今天, 3月2日, 2025年3月2日."""
    if date is None:
        return Markup("—")
    date = date.astimezone(zone()).date() if isinstance(date, dt.datetime) else date
    today = now().astimezone(zone()).date()
    near = {0: gettext("today"), -1: gettext("yesterday"), 1: gettext("tomorrow")}
    return Markup('<time datetime="{}" title="{}">{}</time>').format(date, date, near.get((date - today).days) or written(date, today))


def term(first: dt.date | None, last: dt.date | None) -> Markup:
    """3月2日 – 12月31日: from when until when, never in words of today."""
    today = now().astimezone(zone()).date()
    ends = [Markup('<time datetime="{}">{}</time>').format(one, written(one, today)) if one else Markup("…") for one in (first, last)]
    return Markup(" – ").join(ends) if first or last else Markup("—")


def written(date: dt.date, today: dt.date) -> str:
    """The date alone; its year only where it is not this one."""
    if language() == "zh_CN":
        return f"{date.month}月{date.day}日" if date.year == today.year else f"{date.year}年{date.month}月{date.day}日"
    return f"{date.day} {MONTHS[date.month - 1]}" + ("" if date.year == today.year else f" {date.year}")


def month_name(number: int) -> str:
    """1 月, Jan."""
    return f"{number} 月" if language() == "zh_CN" else MONTHS[number - 1]


def duration(span: dt.timedelta | float | None) -> str:
    """3 天, 5 小时, 2 分钟, 8 秒: the largest unit only. A number is seconds."""
    if span is None:
        return "—"
    seconds = int(span.total_seconds() if isinstance(span, dt.timedelta) else span)
    if seconds >= 86400:
        return gettext("%(count)s d", count=seconds // 86400)
    if seconds >= 3600:
        return gettext("%(count)s h", count=seconds // 3600)
    if seconds >= 60:
        return gettext("%(count)s min", count=seconds // 60)
    return gettext("%(count)s s", count=max(seconds, 0))
