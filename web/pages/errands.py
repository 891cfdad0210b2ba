"""代办任务: the long work that I asked for, how far it is, and what came of it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contracts.errands import errands
from web.doors import desk, reading
from web.filed import send_filed

blueprint = Blueprint("errands", __name__)


@blueprint.get("/errands")
def page() -> str:
    """All of mine; a page with one under way asks again by itself."""
    with reading() as mine:
        template = "errands/list.html" if request.headers.get("HX-Request") else "errands/errands.html"
        return render_template(template, rows=errands.mine(mine))


@blueprint.post("/errands/<int:number>/cancellation")
def cancel(number: int) -> Response:
    with desk() as mine:
        errands.cancel(mine, number)
    return redirect(url_for("errands.page"), 303)


@blueprint.get("/errands/<int:number>/result")
def result(number: int) -> Response:
    """The file, for who asked for it."""
    with reading() as mine:
        found = errands.result_of(mine, number)
    return send_filed(found)
