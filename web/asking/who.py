"""Who is asking: the session of the cookie, or the token of the Authorization header. Looked up once a request, and only read."""

from __future__ import annotations

import secrets

from flask import Flask, g, redirect, request, url_for
from werkzeug.wrappers import Response

from contracts.people.sessions import Who, who_is
from contracts.people.tokens import touch_token, who_has
from engine.desk import Actor, at_desk, reading_at
from web.asking.cookies import session_cookie
from web.doors import SignIn, actor, the_house
from web.problems import is_for_programs

# what may be asked without signing in
OPEN = frozenset({"static", "login.page", "login.log_in", "first.page", "first.begin", "forgotten.page",
                  "forgotten.ask", "language.choose", "health.alive", "health.ready",
                  "health.metrics", "frame.favicon", "api-docs.openapi_json", "drafting.frame"})
# what somebody may do who must change their password first
WITH_GIVEN_PASSWORD = OPEN | {"login.log_out", "password.page", "password.change"}


def ask(app: Flask) -> None:
    app.before_request(_begin)
    app.before_request(_require_sign_in)
    app.before_request(_write_use)


def _begin() -> None:
    g.request_id = secrets.token_hex(6)
    g.asker = None if request.endpoint == "static" else _who()


def _who() -> Who | None:
    kind, _, shown = request.headers.get("Authorization", "").partition(" ")
    cookie = request.cookies.get(session_cookie(), "")
    if kind.lower() != "bearer" and not cookie:
        return None
    with reading_at(the_house(), Actor("", frozenset(), g.request_id)) as mine:
        if kind.lower() == "bearer":
            g.by_token = True
            return who_has(mine, shown.strip()[:200])
        return who_is(mine, cookie[:200])


def _write_use() -> None:
    """When a token was last used to change something; no GET writes, so reading leaves no trace."""
    if g.asker is not None and g.asker.use_is_new and request.method not in ("GET", "HEAD", "OPTIONS"):
        with at_desk(the_house(), actor()) as mine:
            touch_token(mine, request.headers["Authorization"].partition(" ")[2].strip()[:200])


def _require_sign_in() -> Response | None:
    """Everything is for people who are signed in, but what is listed here; a new page is so by itself."""
    if request.endpoint is None or request.endpoint in OPEN:
        return None
    if g.asker is None:
        raise SignIn()
    if g.asker.must_change and request.endpoint not in WITH_GIVEN_PASSWORD and not is_for_programs():
        return redirect(url_for("password.page"), 303)
    return None
