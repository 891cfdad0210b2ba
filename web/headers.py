"""What every answer says to the browser: run only our files, be framed by nobody, keep nothing that is private."""

from __future__ import annotations

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
          "worker-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'")
FOR_EVER = "public, max-age=31536000, immutable"


def set_headers(app: Flask) -> None:
    app.after_request(_set)


def _set(answer: Response) -> Response:
    said = answer.headers
    said.setdefault("Content-Security-Policy", POLICY)
    said.setdefault("X-Content-Type-Options", "nosniff")
    said.setdefault("Referrer-Policy", "same-origin")
    said.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
    said.setdefault("X-Request-Id", g.get("request_id", ""))
    if current_app.config["CHANCERY_SECURE"]:
        said.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint == "static":
        # the preview frame has an origin of its own, and its script is one of these
        said["Access-Control-Allow-Origin"] = "*"
        if request.path.startswith("/static/built/assets/") and answer.status_code == 200:
            said["Cache-Control"] = FOR_EVER
        return answer
    said.setdefault("X-Frame-Options", "DENY")
    said.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    said.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if request.path.startswith("/api/"):
        if request.method == "GET" and answer.status_code == 200 and not answer.is_streamed:
            answer.add_etag()
            answer.make_conditional(request)
        said.setdefault("Cache-Control", "private, no-cache")
    else:
        said.setdefault("Cache-Control", "private, no-store")
    return answer
