"""Import contracts 导入历史合同: the template, the dry run with what it found, the import and its bar, and taking it back."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from contracts.files.filed import Filed
from contracts.importing.batches import batch_of, batches, findings_of, marked_file, start_batch
from contracts.importing.known import known_of
from contracts.importing.template_file import template_file
from contracts.importing.undoing import take_back as undo
from contracts.people.roles import require_importer
from engine.errors import Refusal
from web.doors import desk, reading
from web.filed import send_filed
from web.sent.imports import errand_name, sent_batch, tongue
from web.showing import imports as words

blueprint = Blueprint("imports", __name__, url_prefix="/administration/imports")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMES = {"zh": "contract-import-zh.xlsx", "en": "contract-import-en.xlsx"}


@blueprint.get("")
def page() -> str:
    return _page()


@blueprint.get("/template.xlsx")
def template() -> Response:
    """The template in the language of the page."""
    with reading() as mine:
        require_importer(mine)
        content = template_file(known_of(mine), tongue())
    return Response(content, mimetype=XLSX, headers={"Content-Disposition": f"attachment; filename={NAMES[tongue()]}"})


@blueprint.post("")
def upload() -> Answer | tuple[str, int]:
    """Keep the file and begin its dry run."""
    try:
        number = sent_batch().id
    except Refusal as refused:
        if refused.status in (403, 404):
            raise
        return _page(refused), refused.status
    return redirect(url_for("imports.show", number=number), 303)


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """Where the batch stands; while something is under way the page asks again by itself."""
    return _one(number)


@blueprint.get("/<int:number>/marked.xlsx")
def marked(number: int) -> Response:
    """The uploaded rows with the wrong cells marked."""
    with reading() as mine:
        sha, name = marked_file(mine, number)
    return send_filed(Filed(sha, name, XLSX))


@blueprint.post("/<int:number>/start")
def start(number: int) -> Answer | tuple[str, int]:
    """Import it, or go on with what broke off."""
    try:
        with desk() as mine:
            start_batch(mine, number, errand_name(number))
    except Refusal as refused:
        if refused.status in (403, 404):
            raise
        return _one(number, refused), refused.status
    return redirect(url_for("imports.show", number=number), 303)


@blueprint.post("/<int:number>/taking-back")
def take_back(number: int) -> Answer | tuple[str, int]:
    try:
        with desk() as mine:
            undo(mine, number, errand_name(number))
    except Refusal as refused:
        if refused.status in (403, 404):
            raise
        return _one(number, refused), refused.status
    return redirect(url_for("imports.show", number=number), 303)


def _page(refused: Refusal | None = None) -> str:
    with reading() as mine:
        return render_template("administration/imports/list.html", batches=batches(mine), refused=refused)


def _one(number: int, refused: Refusal | None = None) -> str:
    level, after = request.args.get("level", ""), request.args.get("after", 0, type=int)
    with reading() as mine:
        batch = batch_of(mine, number)
        found = findings_of(mine, number, level=level if level in ("error", "warning") else "", after=max(after, 0))
        name = "administration/imports/state.html" if request.headers.get("HX-Request") else "administration/imports/one.html"
        return render_template(name, batch=batch, found=found, level=level, refused=refused, words=words, after=after)
