"""合同: every contract that I may see, as I want to see it: views, filters, columns, as of a day; its export."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contracts.ledger import listing, views
from contracts.ledger.columns import COLUMNS
from contracts.ledger.sources import source_of
from contracts.people.company import today
from contracts.process.subject import STAGES
from engine.desk import Desk
from web.doors import desk, reading
from web.ledger.exports import FORMS, ask_export, with_number
from web.ledger.offered import offered
from web.ledger.shown import Shown, shown_of

blueprint = Blueprint("contracts", __name__)


@blueprint.get("/contracts", endpoint="ledger")
def ledger_page() -> str:
    with reading() as mine:
        shown = _shown(mine)
        page = listing.page(mine, shown.filters, sort=shown.sort, after=request.args.get("after") or None, as_of=shown.as_of,
                            shown={column.name for column in shown.seen})
        endings = listing.endings(mine, shown.filters, shown.as_of) if shown.filters.expiring else {}
        template = "contracts/rows.html" if request.headers.get("HX-Request") else "contracts/ledger.html"
        return render_template(template, page=page, shown=shown, stages=STAGES, all_columns=COLUMNS, tabs=views.views(mine),
                               offered=offered(mine), endings=endings, refused=None, is_past=shown.as_of is not None, today=today(mine))


@blueprint.post("/contracts/views")
def save_view() -> Response | tuple[str, int]:
    """Keep what is shown as a view: a new one, or over the one whose tab is open."""
    over = request.form.get("over", type=int)
    with desk() as mine:
        shown = shown_of(request.form, None)
        columns = tuple(column.name for column in shown.columns)
        saved = views.save_view(mine, request.form.get("name", ""), columns, shown.filters.as_facts(), shown.sort,
                                request.form.get("shared_with", ""), over=over)
    return redirect(url_for("contracts.ledger", view=saved.key), 303)


@blueprint.post("/contracts/export")
def export() -> Response:
    """Ask for what is shown as a file; its page says how far it is."""
    form = request.form.get("form", "xlsx")
    with desk() as mine:
        key = request.form.get("view", "")
        shown = shown_of(request.form, views.view_of(mine, key) if key else None)
        source_of(mine, shown.as_of)
        ask_export(mine, shown, form if form in FORMS else "xlsx", with_number(shown.seen))
    return redirect(url_for("errands.page"), 303)


@blueprint.post("/contracts/views/<int:number>/removal")
def remove_view(number: int) -> Response:
    with desk() as mine:
        views.remove_view(mine, number)
    return redirect(url_for("contracts.ledger"), 303)


def _shown(mine: Desk) -> Shown:
    """What the address asks for; a day that is not past is left out and said."""
    key = request.args.get("view", "")
    shown = shown_of(request.args, views.view_of(mine, key) if key else None)
    if shown.as_of is not None and shown.as_of >= today(mine):
        return Shown(shown.filters, shown.columns, shown.sort, None, shown.view, (*shown.unread, "as_of"))
    return shown
