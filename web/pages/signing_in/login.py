"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contracts.people import sessions
from engine.errors import Refusal
from web.asking.cookies import drop_session, keep_session, session_cookie
from web.asking.safe_next import is_ours
from web.doors import at_hand, desk, the_house
from web.first_people import demo_people, is_empty

blueprint = Blueprint("login", __name__)


@blueprint.get("/login")
def page() -> str | Response:
    if g.asker is not None:
        return redirect(url_for("inbox.inbox"), 303)
    with at_hand() as mine:
        return redirect(url_for("first.page"), 303) if is_empty(mine) else _page()


@blueprint.post("/login")
def log_in() -> Response | tuple[str, int]:
    """A fresh session, whatever cookie came along."""
    login = request.form.get("login", "")
    try:
        secret = sessions.log_in(the_house(), login, request.form.get("password", ""), request.remote_addr or "")
    except Refusal as refused:
        return _page(refused=refused, login=login), refused.status
    wanted = request.form.get("next", "")
    answer = redirect(wanted if is_ours(wanted) else url_for("inbox.inbox"), 303)
    keep_session(answer, secret)
    return answer


@blueprint.post("/logout")
def log_out() -> Response:
    with desk() as mine:
        sessions.log_out(mine, request.cookies.get(session_cookie(), ""))
    answer = redirect(url_for("login.page"), 303)
    drop_session(answer)
    return answer


@blueprint.post("/activity")
def stay() -> Response:
    """The person is there: a click or a key in the last minute. The poll of counts says nothing of the kind."""
    with desk() as mine:
        sessions.touch_session(mine, request.cookies.get(session_cookie(), ""))
    return Response(status=204)


def _page(refused: Refusal | None = None, login: str = "") -> str:
    wanted = request.values.get("next", "")
    with at_hand() as mine:
        return render_template("signing_in/login.html", refused=refused, login=login, next=wanted if is_ours(wanted) else "",
                               has_ended=bool(request.cookies.get(session_cookie())),
                               demo=demo_people(the_house(), mine))
