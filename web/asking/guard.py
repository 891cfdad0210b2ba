"""Nobody acts in a person's name from another site: every unsafe request shows where it comes from, and the session's token."""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from engine.errors import Refusal, _l
from web.asking.cookies import session_cookie, visit_cookie
from web.asking.secret import bound

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD, HEADER = "csrf_token", "X-CSRF-Token"


class NotFromHere(Refusal):
    """A request that did not begin on a page of ours, or on one of an older session."""

    code, status = "not-from-here", 403
    title = _l("This request did not come from a page of this session.")
    hint = _l("Nothing was changed. Open the page again, then repeat what you did.")


def guard(app: Flask) -> None:
    app.before_request(_require_own_page)
    app.after_request(_mark_visit)


def token() -> str:
    """What a form of this session sends along; a visitor's is bound to a cookie that is no session."""
    if "csrf" not in g:
        bearer = request.cookies.get(session_cookie()) or request.cookies.get(visit_cookie())
        if not bearer:
            bearer = g.new_visit = secrets.token_urlsafe(24)
        g.csrf = bound(current_app.config["CHANCERY_KEY"], "csrf", bearer)
    held: str = g.csrf
    return held


def token_field() -> Markup:
    """`{{ csrf() }}` in a form."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token())


def _require_own_page() -> None:
    if request.method in SAFE or request.endpoint is None or g.get("by_token"):
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none") or not _same_origin():
        raise NotFromHere()
    shown = request.headers.get(HEADER) or (request.form.get(FIELD, "") if not request.is_json else "")
    if not hmac.compare_digest(shown.encode(), token().encode()):
        raise NotFromHere()


def _same_origin() -> bool:
    origin = request.headers.get("Origin")
    return origin is None or (urlsplit(origin).scheme, urlsplit(origin).netloc) == (request.scheme, request.host)


def _mark_visit(answer: Response) -> Response:
    if visit := g.get("new_visit"):
        answer.set_cookie(visit_cookie(), visit, httponly=True, samesite="Lax", secure=current_app.config["CHANCERY_SECURE"], path="/")
    return answer
