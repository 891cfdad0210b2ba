"""报表: what is going on, and which contracts are behind it? Asked anew, or as somebody saved it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from contracts.reports import saved
from contracts.reports.dimensions import DIMENSIONS
from contracts.reports.figures import report
from engine.desk import Desk
from engine.errors import NotFound
from web.doors import desk, reading
from web.ledger.offered import offered
from web.ledger.report_files import send_report
from web.ledger.report_query import FORMS, Asked, asked_of

blueprint = Blueprint("reports", __name__)


@blueprint.get("/reports")
def page() -> str:
    """What can't be read of the address is left out and said."""
    with reading() as mine:
        asked = _asked(mine, request.args)
        made = report(mine, asked.rows, asked.columns, measure=asked.measure, filters=asked.filters)
        return render_template("reports/report.html", report=made, asked=asked, dimensions=DIMENSIONS, tabs=saved.saved_reports(mine),
                               offered=offered(mine))


@blueprint.get("/reports/file.<form>")
def file(form: str) -> Response:
    """What the page shows, as .xlsx or .csv."""
    if form not in FORMS:
        raise NotFound(form=form[:10])
    with reading() as mine:
        return send_report(mine, _asked(mine, request.args), form)


@blueprint.post("/reports/saved")
def save() -> Response:
    """Keep what the page asks: a new one, or over the one whose tab is open."""
    asked = asked_of(request.form, None)
    with desk() as mine:
        kept = saved.save_report(mine, request.form.get("name", ""), asked.rows, asked.columns, asked.measure, asked.filters,
                                 request.form.get("shared_with", ""), over=request.form.get("over", type=int))
    return redirect(url_for("reports.page", report=kept.key), 303)


@blueprint.post("/reports/saved/<int:number>/removal")
def remove(number: int) -> Response:
    with desk() as mine:
        saved.remove_report(mine, number)
    return redirect(url_for("reports.page"), 303)


def _asked(mine: Desk, query: MultiDict[str, str]) -> Asked:
    key = query.get("report", "")
    return asked_of(query, saved.saved_report(mine, key) if key else None)
