"""Templates 模板: is the text we offer right? The tree of types, versions with who published what, findings, preview, what I can do."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from contracts.permissions import keeps_templates
from contracts.templates.publishing import publish_version, reinstate_version, retire_version, send_back, submit_version
from contracts.templates.row_form import KINDS, Row, rows_of, with_rows
from contracts.templates.samples import asked_with, known_names
from contracts.templates.shelf import book, document, sample, sheet, shelves, used_by
from contracts.templates.uploading import Uploaded, add_template, add_version, change_fields, examine, examine_form, examine_version
from contracts.templates.versions import require_keeper
from contracts.types.catalog import catalog
from engine.errors import Refusal
from web.doors import desk, reading
from web.sent.templates import sent_template

blueprint = Blueprint("templates", __name__, url_prefix="/templates")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORDS = ("type", "title_zh", "title_en", "use_zh", "use_en")


@blueprint.get("")
def page() -> str:
    """The tree, and the first template of it."""
    with reading() as mine:
        tree = shelves(mine)
        first = next((one.row.key for shelf in tree for one in shelf.books), "")
        return _book(mine, first)


@blueprint.get("/<key>")
def show(key: str) -> str:
    """One template and its versions."""
    with reading() as mine:
        return _book(mine, key)


@blueprint.get("/new")
def new() -> str:
    """Upload a template of a type. Raises NotYours for who keeps none."""
    with reading() as mine:
        require_keeper(mine)
    return _new({"type": request.args.get("type", "")})


@blueprint.post("/new")
def add() -> Answer | tuple[str, int]:
    """Read what was sent apart, then keep it as a draft; what is dangerous comes back with its name."""
    typed = {name: request.form.get(name, "") for name in WORDS}
    try:
        name, docx, form = sent_template()
        with reading() as mine:
            examined = examine(mine, typed["type"], name, docx, form)
        title, use = ({tongue: typed[f"{one}_{tongue}"] for tongue in ("zh", "en")} for one in ("title", "use"))
        with desk() as mine:
            made = add_template(mine, examined, title, use)
    except Refusal as refused:
        if refused.status in (403, 404):
            raise
        return _new(typed, refused), refused.status
    return _to(made.template, made.number)


@blueprint.post("/<key>/versions")
def add_text(key: str) -> Answer | tuple[str, int]:
    """A new text of a template; an open draft is replaced by it."""
    try:
        name, docx, form = sent_template()
        with reading() as mine:
            examined = examine_version(mine, key, name, docx, form)
        with desk() as mine:
            made: Uploaded = add_version(mine, key, examined)
    except Refusal as refused:
        if refused.status in (403, 404):
            raise
        with reading() as mine:
            return _book(mine, key, refused), refused.status
    return _to(made.template, made.number)


@blueprint.get("/<key>/versions/<int:number>")
def version(key: str, number: int) -> str:
    """One version: findings, fields, preview, history, and what I can do with it."""
    with reading() as mine:
        return _sheet(mine, key, number)


@blueprint.get("/<key>/versions/<int:number>/document")
def original(key: str, number: int) -> Response:
    """The .docx as it was uploaded."""
    with reading() as mine:
        name, content = document(mine, key, number)
    return _file(content, name)


@blueprint.get("/<key>/versions/<int:number>/sample")
def filled(key: str, number: int) -> Response:
    """The .docx filled in with sample values; kept nowhere."""
    with reading() as mine:
        return _file(sample(mine, key, number), "sample.docx")


@blueprint.post("/<key>/versions/<int:number>/fields")
def fields(key: str, number: int) -> Answer | tuple[str, int]:
    """What the form asks, row by row."""
    try:
        with reading() as mine:
            examined = examine_form(mine, key, number, with_rows(dict(sheet(mine, key, number).form), _rows()))
        with desk() as mine:
            change_fields(mine, key, number, examined)
    except Refusal as refused:
        return _again(refused, key, number)
    return _to(key, number)


@blueprint.post("/<key>/versions/<int:number>/submission")
def submit(key: str, number: int) -> Answer | tuple[str, int]:
    return _done(submit_version, key, number, request.form.get("note", ""))


@blueprint.post("/<key>/versions/<int:number>/publication")
def publish(key: str, number: int) -> Answer | tuple[str, int]:
    return _done(publish_version, key, number)


@blueprint.post("/<key>/versions/<int:number>/return")
def return_it(key: str, number: int) -> Answer | tuple[str, int]:
    return _done(send_back, key, number, request.form.get("reason", ""))


@blueprint.post("/<key>/versions/<int:number>/retirement")
def retire(key: str, number: int) -> Answer | tuple[str, int]:
    return _done(retire_version, key, number, request.form.get("reason", ""))


@blueprint.post("/<key>/versions/<int:number>/reinstatement")
def reinstate(key: str, number: int) -> Answer | tuple[str, int]:
    return _done(reinstate_version, key, number, request.form.get("reason", ""))


def _done(act: Any, key: str, number: int, *said: str) -> Answer | tuple[str, int]:
    try:
        with desk() as mine:
            act(mine, key, number, *said)
    except Refusal as refused:
        return _again(refused, key, number)
    return _to(key, number)


def _again(refused: Refusal, key: str, number: int) -> tuple[str, int]:
    """The page once more, with what was refused on it; who may not see the page gets the refusal alone."""
    if refused.status in (403, 404) and refused.code != "own-template":
        raise refused
    with reading() as mine:
        return _sheet(mine, key, number, refused), refused.status


def _to(key: str, number: int) -> Answer:
    return redirect(url_for("templates.version", key=key, number=number), 303)


def _rows() -> list[Row]:
    """The rows of the form, in their order."""
    sent, found = request.form, []
    for at in range(min(int(sent.get("rows", "0") or 0), 200)):
        said = {name: sent.get(f"{name}.{at}", "") for name in ("name", "kind", "zh", "en", "hint_zh", "hint_en", "default", "choices")}
        found.append(Row(**said, is_required=f"required.{at}" in sent, is_asked=f"asked.{at}" in sent))
    return found


def _file(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype=DOCX)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return answer


def _new(typed: dict[str, str], refused: Refusal | None = None) -> str:
    with reading() as mine:
        require_keeper(mine)
        kinds = [kind for kind in catalog(mine) if not kind.retired]
        chosen = next((kind.key for kind in kinds if kind.key == typed["type"]), kinds[0].key if kinds else "")
        return render_template("templates/new.html", **_frame(mine, refused), kinds=kinds, typed={**typed, "type": chosen},
                               names=_names(mine, chosen) if chosen else [])


def _book(mine: Any, key: str, refused: Refusal | None = None) -> str:
    found = book(mine, key) if key else None
    used = used_by(mine, list(found.versions)) if found else {}
    return render_template("templates/book.html", **_frame(mine, refused), book=found, used=used)


def _sheet(mine: Any, key: str, number: int, refused: Refusal | None = None) -> str:
    found = sheet(mine, key, number)
    rows = rows_of(dict(found.form), found.version.findings)
    return render_template("templates/version.html", **_frame(mine, refused), sheet=found, rows=rows, kinds=KINDS,
                           names=_names(mine, found.row.type))


def _frame(mine: Any, refused: Refusal | None) -> dict[str, Any]:
    """What every page of the library shows: the tree, what was refused, whether the reader keeps it."""
    wrong = refused.facts.get("fields", {}) if refused else {}
    return {"shelves": shelves(mine), "keeps": keeps_templates(mine), "refused": refused, "wrong": wrong}


def _names(mine: Any, kind: str) -> list[tuple[str, Any, Any]]:
    """What every contract of the type hands to its text: name, shape, the label where a form has one."""
    labels = {one.name: one.label for one in asked_with(mine, kind, None).fields}
    return [(name, named, labels.get(name)) for name, named in known_names(mine, kind).items()]
