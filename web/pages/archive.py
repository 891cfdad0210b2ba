"""档案: what is in the archive, and is a package as it was made?"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.exceptions import BadRequest

from contracts.archive import archived
from contracts.archive.verifying import Report, verify_package
from contracts.files.papers import safe_name
from web.doors import actor, reading, the_house

blueprint = Blueprint("archive", __name__)


@blueprint.get("/archive")
def page() -> str:
    text = request.args.get("text", "").strip()[:80]
    with reading() as mine:
        return render_template("archive/archive.html", page=archived.page(mine, text, after=request.args.get("after") or None), text=text)


@blueprint.get("/contracts/<uuid:contract_id>/package/verification")
def verify(contract_id: Any) -> str:
    """Verify the package in the vault; the part of a page, or one of its own."""
    with reading() as mine:
        one = archived.archived(mine, str(contract_id))
    report = archived.verify_archived(the_house(), one)
    return _told(report, one.file_number, url_for("contract.show", contract_id=contract_id, tab="archive"))


@blueprint.post("/archive/verification")
def verify_upload() -> str:
    """Verify a package that somebody has; nothing of it is kept."""
    actor()
    sent = request.files.get("package")
    if sent is None or not sent.filename:
        raise BadRequest()
    return _told(verify_package(sent.stream), safe_name(sent.filename), url_for("archive.page"))


def _told(report: Report, name: str, back: str) -> str:
    template = "archive/report.html" if request.headers.get("HX-Request") else "archive/verified.html"
    return render_template(template, report=report, name=name, back=back)
