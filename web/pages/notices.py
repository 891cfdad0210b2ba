"""通知: what I was told, newest first."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contracts import notices
from web.doors import desk, reading

blueprint = Blueprint("notices", __name__)


@blueprint.get("/notices")
def page() -> str:
    unread_only = request.args.get("unread") == "1"
    with reading() as mine:
        found = notices.page(mine, unread_only=unread_only, after=request.args.get("after", type=int))
        return render_template("notices/notices.html", page=found, unread_only=unread_only, unread=notices.unread(mine))


@blueprint.post("/notices/<int:notice_id>/reading")
def open_one(notice_id: int) -> Response:
    """Mark it as read and go to what it is about."""
    with desk() as mine:
        notices.mark_read(mine, notice_id)
    return redirect(_place(request.form), 303)


def _place(about: Mapping[str, str]) -> str:
    if about.get("to") == "item":
        return url_for("decision.show", item=about["item"])
    if about.get("to") == "papers":
        return url_for("required_papers.page", contract_id=about["contract"])
    if about.get("to") == "errands":
        return url_for("errands.page")
    if about.get("counterparty", "").isdigit():
        return url_for("counterparty.show", counterparty_id=int(about["counterparty"]))
    if "template" in about and about.get("version", "").isdigit():
        return url_for("templates.version", key=about["template"], number=int(about["version"]))
    if "person" in about:
        return url_for("people.show", login=about["person"])
    return url_for("contract.show", contract_id=about["contract"])


@blueprint.post("/notices/reading")
def read_all() -> Response:
    with desk() as mine:
        notices.mark_read(mine)
    return redirect(url_for("notices.page"), 303)
