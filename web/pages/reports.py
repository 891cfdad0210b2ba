"""报表: what is going on, and which contracts are behind it?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request
from marshmallow import ValidationError

from contracts.reports.dimensions import DIMENSIONS
from contracts.reports.figures import report
from engine.errors import _l
from web.doors import reading
from web.ledger.filters import LISTS
from web.ledger.report_query import ReportQuerySchema

blueprint = Blueprint("reports", __name__)
MEASURES: Mapping[str, str] = {
    "count": _l("Number of contracts"), "amount": _l("Amount"), "current_amount": _l("Current amount"), "invoiced_amount": _l("Invoiced"),
    "settled_amount": _l("Settled"), "open_amount": _l("Not settled yet")}


@blueprint.get("/reports")
def page() -> str:
    """What can't be read of the address is left out and said."""
    asked, unread = _asked()
    if asked["columns"] == asked["rows"]:
        asked["columns"] = ""
    with reading() as mine:
        made = report(mine, asked["rows"], asked["columns"], measure=asked["measure"], filters=asked["filters"])
        return render_template("reports/report.html", report=made, asked=asked, unread=unread, dimensions=DIMENSIONS, measures=MEASURES,
                               kept=asked["filters"].chosen())


def _asked() -> tuple[dict[str, Any], list[str]]:
    filled = {name: values if name in LISTS else values[0] for name in request.args
              if (values := [value.strip() for value in request.args.getlist(name) if value.strip()])}
    if isinstance(filled.get("columns"), list):            # for the ledger they are several
        filled["columns"] = filled["columns"][0]
    try:
        return ReportQuerySchema().load(filled), []
    except ValidationError as wrong:
        names = [str(name) for name in wrong.messages_dict]
        return ReportQuerySchema().load({name: value for name, value in filled.items() if name not in names}), names
