"""The working calendar: a year at a glance; a day that is chosen can be made working or free."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contracts.people import calendar
from contracts.people.company import today
from contracts.people.roles import require_admin
from engine.errors import Refusal
from web.doors import desk, reading
from web.languages import language

blueprint = Blueprint("calendar", __name__, url_prefix="/administration/calendar")
NAMES = {"zh_CN": "zh_CN", "en": "en_US"}


@blueprint.get("")
def page() -> str:
    return _page(request.args.get("day", ""))


@blueprint.post("")
def change() -> Response | tuple[str, int]:
    """The chosen day is working, free, or again what it officially is."""
    chosen, wanted = request.form.get("day", ""), request.form.get("is", "")
    try:
        day = calendar.read_day(chosen)
        with desk() as mine:
            if wanted == "official":
                calendar.unset_exception(mine, day)
            else:
                calendar.set_exception(mine, day, wanted == "working", request.form.get("note", ""))
    except Refusal as refused:
        return _page(chosen, refused), refused.status
    return redirect(url_for("calendar.page", year=day.year, _anchor=f"m{day.month}"), 303)


def _page(chosen: str, refused: Refusal | None = None) -> str:
    with reading() as mine:
        require_admin(mine)
        now, day = today(mine), _chosen(chosen)
        number = request.args.get("year", day.year if day else now.year, type=int)
        months = calendar.year(mine, number, NAMES.get(language(), "en_US"))
        found = [one for month in months for one in month]
        return render_template(
            "administration/calendar.html", year=number, months=months, today=now, refused=refused, note=request.form.get("note", ""),
            wrong=refused.facts.get("fields", {}) if refused else {}, chosen=next((one for one in found if one.date == day), None),
            differing=[one for one in found if one.is_exception], first=calendar.FIRST_YEAR, last=calendar.LAST_YEAR,
            working=sum(one.is_working for one in found))


def _chosen(text: str) -> dt.date | None:
    try:
        return calendar.read_day(text)
    except Refusal:
        return None
