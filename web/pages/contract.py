"""A contract: where does it stand, and what is its story?"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contracts.archive.archived import archived
from contracts.archive.required_papers import required_papers
from contracts.archive.type_papers import may_bring
from contracts.deciding import urging
from contracts.deciding.asked import seen_contract
from contracts.deciding.shown import differences
from contracts.files import filed
from contracts.linking.linked import links_of
from contracts.linking.possible import possible_links
from contracts.performing.invoicing.invoices import invoicing_of
from contracts.performing.obligations import can_be_early
from contracts.performing.performance import performance_of
from contracts.process import ending
from contracts.projects.booking import booking_of
from contracts.reading import chronicle, dossier
from contracts.sealing.applying import uses_of
from engine.desk import Desk
from web.doors import desk, reading
from web.field_names import FieldNames
from web.filed import send_filed

blueprint = Blueprint("contract", __name__)
TABS = ("overview", "text", "approvals", "signatures", "performance", "papers", "archive", "history")


@blueprint.get("/contracts/<uuid:contract_id>")
def show(contract_id: Any) -> str:
    asked = request.args.get("tab", "overview")
    tab = asked if asked in TABS else "overview"
    with reading() as mine:
        contract = seen_contract(mine, str(contract_id))
        found = dossier.dossier_of(mine, contract)
        return render_template("contract/contract.html", dossier=found, contract=contract, tab=tab, names=FieldNames(found.labels),
                               may_end=ending.may_cancel(mine, contract), may_urge=urging.may_urge(mine, contract),
                               may_be_early=can_be_early(mine, contract), takeable=dossier.takeable(mine, found),
                               links=links_of(mine, contract), possible=possible_links(mine, contract), compared=_compared(found),
                               booking=booking_of(mine, contract), **_of_tab(mine, found, tab))


@blueprint.get("/contracts/<uuid:contract_id>/texts/<int:number>.<any(pdf,docx):form>")
def text(contract_id: Any, number: int, form: str) -> Response:
    with reading() as mine:
        found = filed.text_file(mine, str(contract_id), number, form)
    return send_filed(found, inline=form == "pdf")


@blueprint.get("/contracts/<uuid:contract_id>/papers/<int:number>")
def paper(contract_id: Any, number: int) -> Response:
    with reading() as mine:
        found = filed.paper_file(mine, str(contract_id), number)
    return send_filed(found, inline=request.args.get("inline") == "1")


@blueprint.post("/contracts/<uuid:contract_id>/urging")
def urge(contract_id: Any) -> Response:
    with desk() as mine:
        urging.urge(mine, seen_contract(mine, str(contract_id)))
    return redirect(url_for("contract.show", contract_id=contract_id, urged=1), 303)


@blueprint.post("/contracts/<uuid:contract_id>/cancellation")
def cancel(contract_id: Any) -> Response:
    with desk() as mine:
        ending.cancel_contract(mine, seen_contract(mine, str(contract_id)), request.form.get("reason", ""))
    return redirect(url_for("contract.show", contract_id=contract_id), 303)


def _of_tab(mine: Desk, shown: dossier.Dossier, tab: str) -> dict[str, Any]:
    """What only one tab shows, so that the others do not look it up."""
    contract = shown.contract
    if tab == "history":
        return {"history": chronicle.page_of(mine, contract), "walked": {step.element: step.name for step in shown.steps}}
    if tab == "performance":
        return {"performance": performance_of(mine, contract), "invoicing": invoicing_of(mine, contract)}
    if tab == "signatures":
        return {"uses": uses_of(mine, contract.id)}
    if tab == "papers" and contract.status != "cancelled":
        return {"required": [line for line in required_papers(mine, contract) if line.of_type], "may_bring": may_bring(mine, contract)}
    if tab == "archive":
        filed = archived(mine, contract.id) if contract.file_number else None
        return {"required": required_papers(mine, contract), "archived": filed, "may_bring": may_bring(mine, contract)}
    return {}


def _compared(found: dossier.Dossier) -> list[Any]:
    """Two texts, by `from` and `to` in the address; by default the last two."""
    numbers = {one.number: one for one in found.texts}
    newest = max(numbers, default=0)
    after = numbers.get(request.args.get("to", newest, type=int))
    before = numbers.get(request.args.get("from", newest - 1, type=int))
    return differences(before.facts, after.facts) if before and after else []
