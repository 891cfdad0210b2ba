"""Who changed what: the house's own history, for administrators and auditors."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from contracts.people import listing
from web.doors import reading

blueprint = Blueprint("changes", __name__, url_prefix="/administration/changes")


@blueprint.get("")
def page() -> str:
    with reading() as mine:
        found = listing.changes(mine, before=request.args.get("before", type=int), limit=listing.PAGE + 1)
        more = found[listing.PAGE - 1].number if len(found) > listing.PAGE else None
        template = "administration/changes_rows.html" if request.headers.get("HX-Request") else "administration/changes.html"
        return render_template(template, entries=found[:listing.PAGE], more=more)
