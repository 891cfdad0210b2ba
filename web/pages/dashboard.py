"""工作台: what is mine to do, what waits, ends or is late, and how long it takes; each number leads to what it counts."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from contracts.reports.dashboard import dashboard
from web.doors import reading

blueprint = Blueprint("dashboard", __name__)


@blueprint.get("/dashboard")
def page() -> str:
    """One board: the one in the address, else the first of who asks."""
    with reading() as mine:
        return render_template("dashboard.html", shown=dashboard(mine, request.args.get("board", "")))
