"""The first start: the printed code makes the first administrator."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contracts.people.first_administrator import make_first_admin
from engine.errors import Refusal
from web.asking.cookies import keep_session
from web.doors import at_hand, the_house
from web.first_people import is_empty

blueprint = Blueprint("first", __name__)


@blueprint.get("/first")
def page() -> str | Response:
    with at_hand() as mine:
        return _page() if is_empty(mine) else redirect(url_for("login.page"), 303)


@blueprint.post("/first")
def begin() -> Response | tuple[str, int]:
    form = request.form
    try:
        secret = make_first_admin(the_house(), form.get("code", "").strip(), form.get("login", ""), form.get("name", ""),
                                  form.get("password", ""), request.remote_addr or "")
    except Refusal as refused:
        return _page(refused), refused.status
    answer = redirect(url_for("inbox.inbox"), 303)
    keep_session(answer, secret)
    return answer


def _page(refused: Refusal | None = None) -> str:
    return render_template("signing_in/first.html", refused=refused, wrong=refused.facts.get("fields", {}) if refused else {},
                           typed=request.form)
