"""New contract: from nothing to submitted in five minutes. The form at the left, the document live at the right."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as Answer

from contracts.drafting.attaching import attach, detach
from contracts.drafting.drafts import Draft, read_draft, today
from contracts.drafting.preview import preview_docx
from contracts.drafting.returned import Returned, why_returned
from contracts.drafting.saving import Saved, my_draft, save_draft
from contracts.drafting.starting import require_beginner, start_contract
from contracts.drafting.submitting import NotReady, submit_draft
from contracts.files.papers import papers_of, take_in
from contracts.linting.drafts import deviations_of, lint_my_draft
from contracts.projects.booking import code_in, offered_lines, offered_projects
from contracts.templates.offered import offers
from contracts.types.catalog import catalog
from contracts.wording.current import wording_of
from engine.desk import House
from web.doors import desk, reading
from web.said import said_finding, said_found
from web.showing.tax_rates import offered_rates

blueprint = Blueprint("drafting", __name__)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FRAME_POLICY = ("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src blob: data:; font-src 'self' data:; "
                "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-scripts")


@blueprint.get("/contracts/new")
def new() -> str:
    """Which text shall it be? Raises NotYours for who may begin none."""
    with reading() as mine:
        require_beginner(mine)
        types = catalog(mine)
        return render_template("drafting/new.html", offers=offers(mine),
                               types=[kind for kind in types if not kind.retired])


@blueprint.post("/contracts/new")
def begin() -> Answer:
    """Begin a contract with the chosen text, in the drafter's department."""
    with desk() as mine:
        begun = start_contract(mine, request.form.get("template", ""), department=_own_department(mine))
    return redirect(url_for("drafting.edit", contract_id=begun.contract_id), 303)


@blueprint.get("/contracts/<id:contract_id>/draft")
def edit(contract_id: str) -> str:
    """The draft's page."""
    with reading() as mine:
        return _page(mine, contract_id)


@blueprint.post("/contracts/<id:contract_id>/draft")
def save(contract_id: str) -> Response:
    """Save what the page holds; answers what is wrong with it and what follows from it."""
    typed = request.get_json()
    if not isinstance(typed, dict) or not isinstance(typed.get("values"), dict) or not isinstance(typed.get("version"), int):
        raise BadRequest()
    with desk() as mine:
        saved = save_draft(mine, contract_id, typed["values"], typed["version"])
    return jsonify(_saved(saved))


@blueprint.get("/contracts/<id:contract_id>/draft/document")
def document(contract_id: str) -> Response:
    """The .docx that the saved draft would make; kept nowhere."""
    with reading() as mine:
        made = preview_docx(mine, contract_id)
    answer = Response(made, mimetype=DOCX)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Disposition"] = "attachment; filename=draft.docx"
    return answer


@blueprint.get("/contracts/<id:contract_id>/draft/lines")
def lines(contract_id: str) -> str:
    """The budget lines of the project that was just chosen, as the choices of the field."""
    with reading() as mine:
        my_draft(mine, contract_id, locked=False)
        return render_template("drafting/lines.html", lines=offered_lines(mine, request.args.get("project", "")), chosen="")


@blueprint.get("/contracts/<id:contract_id>/draft/findings")
def findings(contract_id: str) -> Response:
    """What the linter finds of the draft as it is saved; asked for after each save."""
    with reading() as mine:
        found = lint_my_draft(mine, contract_id)[1]
    return jsonify([said_found(one) for one in found])


@blueprint.get("/drafting/frame")
def frame() -> Response:
    """The page in which a document is drawn: an origin of its own, no cookies, no way out."""
    answer = Response(render_template("drafting/frame.html"))
    answer.headers["Content-Security-Policy"] = FRAME_POLICY
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@blueprint.post("/contracts/<id:contract_id>/draft/submission")
def submit(contract_id: str) -> Answer | tuple[str, int]:
    """Submit the draft of this version; what is wrong is shown beside its field."""
    version = request.form.get("version", "")
    try:
        with desk() as mine:
            submit_draft(mine, contract_id, int(version) if version.isdigit() else -1, comment=request.form.get("comment", ""))
    except NotReady as refused:
        with reading() as mine:
            return _page(mine, contract_id, refused=refused), refused.status
    return redirect(url_for("contract.show", contract_id=contract_id), 303)


@blueprint.post("/contracts/<id:contract_id>/papers")
def add_paper(contract_id: str) -> str:
    """Attach a file: into the vault first, with nothing locked, then to the contract."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise BadRequest()
    with reading() as mine:
        my_draft(mine, contract_id, locked=False)          # before 50 MB are written for nobody
    taken = take_in(_house(), file.filename, file.stream)
    with desk() as mine:
        attach(mine, contract_id, taken)
    return _papers(contract_id)


@blueprint.post("/contracts/<id:contract_id>/papers/<int:number>/removal")
def remove_paper(contract_id: str, number: int) -> str:
    """Take an attachment away."""
    with desk() as mine:
        detach(mine, contract_id, number)
    return _papers(contract_id)


def _papers(contract_id: str) -> str:
    with reading() as mine:
        return render_template("drafting/papers.html", contract_id=contract_id, papers=papers_of(mine, contract_id, "attachment"))


def _page(mine: Any, contract_id: str, refused: NotReady | None = None) -> str:
    contract, item = my_draft(mine, contract_id, locked=False)
    draft: Draft = read_draft(mine, contract, item)
    returned: Returned | None = why_returned(mine, contract, item)
    departments = mine.house.parts.get("departments")
    rates = offered_rates(today(mine))
    return render_template(
        "drafting/edit.html", draft=draft, contract=contract, item=item, returned=returned, refused=refused, findings=_by_field(draft),
        papers=papers_of(mine, contract_id, "attachment"), rates=rates, departments=departments(mine) if departments else {},
        contract_id=contract_id, wording=wording_of(mine, contract_id),
        deviations=deviations_of(mine, contract, draft.form, draft.reading),
        projects=offered_projects(mine, code_in(draft.typed.get("project"))),
        lines=offered_lines(mine, draft.typed.get("project")))


def _by_field(draft: Draft) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for finding in draft.reading.findings:
        found.setdefault(finding.field, []).append(said_finding(finding))
    return found


def _saved(saved: Saved) -> dict[str, Any]:
    return {"version": saved.version, "findings": [said_finding(finding) for finding in saved.findings], "derived": vars(saved.derived)}


def _own_department(mine: Any) -> str:
    found = mine.house.parts.get("department_of")
    return str(found(mine, mine.actor.user) or "") if found else ""


def _house() -> House:
    house: House = current_app.extensions["chancery"]
    return house
