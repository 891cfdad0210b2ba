"""中文 / English: a switch on every page, also before signing in."""

from __future__ import annotations

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from contracts.people.profile import set_language
from web.asking.safe_next import is_ours
from web.doors import desk
from web.languages import LANGUAGES, keep_language

blueprint = Blueprint("language", __name__)


@blueprint.post("/language")
def choose() -> Response:
    """Kept in this browser, and with the person where somebody is signed in."""
    wanted, chosen = request.form.get("next", ""), request.form.get("language", "")
    answer = redirect(wanted if is_ours(wanted) else url_for("inbox.inbox"), 303)
    if chosen in LANGUAGES:
        if g.asker is not None:
            with desk() as mine:
                set_language(mine, chosen)
        keep_language(answer, chosen)
    return answer
