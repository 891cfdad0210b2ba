"""Tokens for my programs: issued, shown once, revoked."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as Answer

from contracts.people.tokens import issue_token, revoke_token, tokens_of
from engine.errors import Refusal
from web.doors import desk, reading

blueprint = Blueprint("tokens", __name__, url_prefix="/me/tokens")
DAYS = (30, 90, 366)


@blueprint.get("")
def page() -> str:
    return _page()


@blueprint.post("")
def issue() -> Response | tuple[str, int]:
    """The answer shows the token, once."""
    try:
        with desk() as mine:
            issued = issue_token(mine, request.form.get("name", ""), request.form.get("days", 90, type=int))
    except Refusal as refused:
        return _page(refused), refused.status
    answer = make_response(_page(token=issued.token))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/<int:number>/revocation")
def revoke(number: int) -> Answer:
    with desk() as mine:
        revoke_token(mine, number)
    return redirect(url_for("tokens.page"), 303)


def _page(refused: Refusal | None = None, token: str = "") -> str:
    with reading() as mine:
        return render_template("administration/tokens.html", tokens=tokens_of(mine, mine.actor.user), token=token, refused=refused,
                               wrong=refused.facts.get("fields", {}) if refused else {}, name=request.form.get("name", ""),
                               days=[(one, gettext("%(count)s days", count=one)) for one in DAYS], moment_now=mine.now)
