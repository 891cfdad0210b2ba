"""Payments over all contracts: what is late, asked for, coming, settled?"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contracts.deciding.asked import seen_contract
from contracts.performing import performance
from contracts.performing.obligations import settle_early
from web.doors import desk, reading

blueprint = Blueprint("dues", __name__)


@blueprint.get("/dues")
def dues() -> str:
    """One list; without a choice the late ones, where there are any."""
    which, after = request.args.get("which", ""), request.args.get("after")
    with reading() as mine:
        page = performance.dues(mine, which or "overdue", after=after)
        if not which:
            which = "overdue" if page.rows else "open"
            page = page if page.rows else performance.dues(mine, which)
        template = "dues/rows.html" if request.headers.get("HX-Request") and after else "dues/dues.html"
        return render_template(template, page=page, which=which)


@blueprint.post("/contracts/<uuid:contract_id>/obligations/<int:number>/early")
def early(contract_id: Any, number: int) -> Response:
    """Ask finance now instead of some days before the row is due."""
    with desk() as mine:
        settle_early(mine, seen_contract(mine, str(contract_id)), number)
    return redirect(url_for("contract.show", contract_id=contract_id, tab="performance"), 303)
