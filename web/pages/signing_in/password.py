"""My password."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contracts.people.access import change_password
from engine.errors import Invalid, Refusal, _l
from web.asking.cookies import keep_session
from web.doors import actor, the_house

blueprint = Blueprint("password", __name__, url_prefix="/me/password")


@blueprint.get("")
def page() -> str:
    return _page()


@blueprint.post("")
def change() -> Response | tuple[str, int]:
    """Another password: every session of mine ends, and this browser gets a fresh one."""
    new = request.form.get("new", "")
    try:
        if new != request.form.get("again", ""):
            raise Invalid(fields={"again": _l("This is not the same as above.")})
        secret = change_password(the_house(), actor(), request.form.get("old", ""), new, request.remote_addr or "")
    except Refusal as refused:
        return _page(refused), refused.status
    answer = redirect(url_for("me.page"), 303)
    keep_session(answer, secret)
    flash(gettext("Your password is changed; you were signed out everywhere else."))
    return answer


def _page(refused: Refusal | None = None) -> str:
    return render_template("administration/password.html", refused=refused, wrong=refused.facts.get("fields", {}) if refused else {},
                           must_change=g.asker.must_change)
