"""The first page, and the mark."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, send_from_directory, url_for
from werkzeug.wrappers import Response as Answer

from web.showing.built import BUILT

blueprint = Blueprint("frame", __name__)


@blueprint.get("/")
def home() -> Answer:
    return redirect(url_for("inbox.inbox"), 303)


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    return send_from_directory(BUILT.parent, "seal.svg", mimetype="image/svg+xml", max_age=86400)
