"""合同: every contract that I may see, as I want to see it."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, render_template, request

from contracts.process.subject import STAGES
from contracts.reading import ledger
from web.doors import reading
from web.ledger_filters import STATUSES, read_filters

blueprint = Blueprint("contracts", __name__)


@blueprint.get("/contracts", endpoint="ledger")
def ledger_page() -> str:
    filters, unread = read_filters(request.args.to_dict())
    chosen = {name: value for name, value in asdict(filters).items() if value not in ("", None)}
    with reading() as mine:
        page = ledger.page(mine, filters, after=request.args.get("after") or None)
        template = "contracts/rows.html" if request.headers.get("HX-Request") else "contracts/ledger.html"
        return render_template(template, page=page, chosen=chosen, unread=unread, stages=STAGES, statuses=STATUSES,
                               choices=ledger.choices(mine))
