"""Who stands in for me, from when to when."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contracts.people.calendar import read_day
from contracts.people.choices import people_choices
from contracts.people.company import today
from contracts.people.substitutes import end_stand_in, set_stand_in, stand_ins_of
from engine.errors import Invalid, Refusal
from web.doors import desk, reading

blueprint = Blueprint("substitutes", __name__, url_prefix="/me/substitutes")


@blueprint.get("")
def page() -> str:
    return _page()


@blueprint.post("")
def name() -> Response | tuple[str, int]:
    try:
        first, last = _day("first"), _day("last")
        with desk() as mine:
            set_stand_in(mine, mine.actor.user, request.form.get("stand_in", ""), first, last)
    except Refusal as refused:
        return _page(refused), refused.status
    return redirect(url_for("substitutes.page"), 303)


@blueprint.post("/<int:number>/end")
def end(number: int) -> Response:
    with desk() as mine:
        end_stand_in(mine, number)
    return redirect(url_for("substitutes.page"), 303)


def _day(field: str) -> dt.date:
    try:
        return read_day(request.form.get(field, ""))
    except Invalid as unreadable:
        raise Invalid(fields={field: unreadable.facts["fields"]["day"]}) from unreadable


def _page(refused: Refusal | None = None) -> str:
    with reading() as mine:
        me = mine.actor.user
        return render_template(
            "administration/substitutes.html", stand_ins=stand_ins_of(mine, me), refused=refused, today=today(mine),
            wrong=refused.facts.get("fields", {}) if refused else {}, typed=request.form,
            others=people_choices(mine, without=me))
