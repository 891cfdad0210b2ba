"""My profile: language, time zone, look, how I am reached."""

from __future__ import annotations

from zoneinfo import available_timezones

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contracts.people.profile import ZONES, Profile, profile_of, set_profile, set_toured
from engine.errors import Refusal
from web.doors import desk, reading
from web.languages import keep_language
from web.showing.moments import city_of

blueprint = Blueprint("profile", __name__, url_prefix="/me/profile")


@blueprint.get("")
def page() -> str:
    with reading() as mine:
        return _page(profile_of(mine))


@blueprint.post("")
def save() -> Response | tuple[str, int]:
    typed = Profile(**{name: request.form.get(name, "") for name in Profile.__dataclass_fields__})
    try:
        with desk() as mine:
            set_profile(mine, typed)
    except Refusal as refused:
        return _page(typed, refused), refused.status
    flash(gettext("Your profile is saved."))
    answer = redirect(url_for("me.page"), 303)
    keep_language(answer, typed.locale)
    return answer


@blueprint.post("/tour")
def tour() -> Response:
    """The tour of the pages is over, or begins again in the inbox."""
    with desk() as mine:
        set_toured(mine, request.form.get("do") != "again")
    return redirect(url_for("inbox.inbox"), 303)


def _page(profile: Profile, refused: Refusal | None = None) -> str:
    chosen = (profile.zone,) if profile.zone in available_timezones() - set(ZONES) else ()
    wrong = refused.facts.get("fields", {}) if refused else {}
    return render_template("me/profile.html", profile=profile, refused=refused, zones=[(name, city_of(name)) for name in (*ZONES, *chosen)],
                           house_zone=city_of(current_app.extensions["chancery"].zone), wrong=wrong)
