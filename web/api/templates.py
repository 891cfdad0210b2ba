"""Templates: the library of vetted texts, its versions, and their way from a draft to what contracts begin with."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length

from contracts.templates.publishing import publish_version, reinstate_version, retire_version, send_back, submit_version
from contracts.templates.shelf import book, document, sample, sheet, shelves
from contracts.templates.uploading import add_template, add_version, change_fields, examine, examine_form, examine_version
from web.doors import desk, reading
from web.resources import Resource
from web.said import said_of_text
from web.sent.templates import sent_template

blueprint = Resource("templates_api", __name__, url_prefix="/api/v1/templates", description="Templates (模板库)")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class VersionSchema(Schema):
    """One version of a template: where it stands, and who brought it there. Contracts pin `digest`."""

    template = fields.String()
    number = fields.Integer()
    state = fields.String()
    digest = fields.String(attribute="version_sha")
    is_ours = fields.Boolean()
    file_name = fields.String()
    authors = fields.List(fields.String())
    errors = fields.Integer()
    warnings = fields.Integer()
    note = fields.String()
    made_by = fields.String()
    made_at = fields.AwareDateTime()
    submitted_by = fields.String(allow_none=True)
    submitted_at = fields.AwareDateTime(allow_none=True)
    published_by = fields.String(allow_none=True)
    published_at = fields.AwareDateTime(allow_none=True)
    retired_by = fields.String(allow_none=True)
    retired_at = fields.AwareDateTime(allow_none=True)


class BookSchema(Schema):
    """A template with its versions, newest first."""

    key = fields.String(attribute="row.key")
    type = fields.String(attribute="row.type")
    title = fields.Dict(attribute="row.title")
    use = fields.Dict(attribute="row.use")
    versions = fields.List(fields.Nested(VersionSchema))


class DeedSchema(Schema):
    """What somebody did with a version."""

    act = fields.String()
    by = fields.String()
    at = fields.AwareDateTime()
    said = fields.String()


class SheetSchema(Schema):
    """A version with its form, what is wrong with it, its free regions, and what was done with it."""

    version = fields.Nested(VersionSchema)
    form = fields.Dict()
    findings = fields.Method("found")
    free = fields.Method("regions")
    deeds = fields.List(fields.Nested(DeedSchema))
    used_by = fields.Integer()
    possible = fields.Method("acts")

    def found(self, one: Any) -> list[dict[str, str]]:
        return [{"text": said_of_text(found), **{name: found[name] for name in ("level", "quote", "place")}}
                for found in one.version.findings]

    def regions(self, one: Any) -> list[str]:
        return ["".join(piece.text for piece in passage.pieces if passage.stands_free or piece.is_free) for passage in one.free]

    def acts(self, one: Any) -> list[str]:
        return sorted(one.deeds_possible)


class UploadedSchema(Schema):
    """The version that was made or changed, and how many errors stand in the way of its submission."""

    template = fields.String()
    number = fields.Integer()
    errors = fields.Integer()


class UploadSchema(Schema):
    """A new template: multipart, the .docx as `file`, the form of its variables as `form` where there is one."""

    class Meta:
        unknown = RAISE

    type = fields.String(required=True, validate=Length(1, 40))
    title_zh = fields.String(required=True, validate=Length(1, 80))
    title_en = fields.String(load_default="", validate=Length(max=80))
    use_zh = fields.String(required=True, validate=Length(1, 400))
    use_en = fields.String(load_default="", validate=Length(max=400))


class FormSchema(Schema):
    """The form of a draft's variables, in the format of docs/decisions.md."""

    class Meta:
        unknown = RAISE

    form = fields.Dict(required=True)


class NoteSchema(Schema):
    """What the second lawyer should know."""

    class Meta:
        unknown = RAISE

    note = fields.String(required=True, validate=Length(1, 2000))


class ReasonSchema(Schema):
    """Why."""

    class Meta:
        unknown = RAISE

    reason = fields.String(required=True, validate=Length(1, 2000))


@blueprint.route("")
@blueprint.response(200, BookSchema(many=True))
def get_templates() -> Any:
    """Every template, by type, with the versions that the reader may see."""
    with reading() as mine:
        return [one for shelf in shelves(mine) for one in shelf.books]


@blueprint.post("")
@blueprint.arguments(UploadSchema, location="form")
@blueprint.response(201, UploadedSchema)
def upload(given: dict[str, str]) -> Any:
    """A new template with its first version, a draft."""
    name, docx, form = sent_template()
    with reading() as mine:
        examined = examine(mine, given["type"], name, docx, form)
    title, use = ({tongue: given[f"{name}_{tongue}"] for tongue in ("zh", "en")} for name in ("title", "use"))
    with desk() as mine:
        return add_template(mine, examined, title, use)


@blueprint.get("/<key>")
@blueprint.response(200, BookSchema)
def get_template(key: str) -> Any:
    """One template."""
    with reading() as mine:
        return book(mine, key)


@blueprint.post("/<key>/versions")
@blueprint.response(201, UploadedSchema)
def upload_version(key: str) -> Any:
    """A new text (multipart, `file` and perhaps `form`); an open draft is replaced by it."""
    name, docx, form = sent_template()
    with reading() as mine:
        examined = examine_version(mine, key, name, docx, form)
    with desk() as mine:
        return add_version(mine, key, examined)


@blueprint.get("/<key>/versions/<int:number>")
@blueprint.response(200, SheetSchema)
def get_version(key: str, number: int) -> Any:
    """One version."""
    with reading() as mine:
        return sheet(mine, key, number)


@blueprint.get("/<key>/versions/<int:number>/document")
@blueprint.response(200, content_type=DOCX)
def get_document(key: str, number: int) -> Response:
    """The .docx as it was uploaded."""
    with reading() as mine:
        return Response(document(mine, key, number)[1], mimetype=DOCX)


@blueprint.get("/<key>/versions/<int:number>/sample")
@blueprint.response(200, content_type=DOCX)
def get_sample(key: str, number: int) -> Response:
    """The .docx filled in with sample values."""
    with reading() as mine:
        return Response(sample(mine, key, number), mimetype=DOCX)


@blueprint.route("/<key>/versions/<int:number>/form", methods=["PUT"])
@blueprint.arguments(FormSchema)
@blueprint.response(200, UploadedSchema)
def put_form(given: dict[str, Any], key: str, number: int) -> Any:
    """Change what the form of a draft asks."""
    with reading() as mine:
        examined = examine_form(mine, key, number, given["form"])
    with desk() as mine:
        return change_fields(mine, key, number, examined)


@blueprint.post("/<key>/versions/<int:number>/submission")
@blueprint.arguments(NoteSchema)
@blueprint.response(204)
def create_submission(given: dict[str, str], key: str, number: int) -> Response:
    """Ask another lawyer to approve the draft."""
    with desk() as mine:
        submit_version(mine, key, number, given["note"])
    return Response(status=204)


@blueprint.post("/<key>/versions/<int:number>/publication")
@blueprint.response(204)
def create_publication(key: str, number: int) -> Response:
    """Publish what another lawyer wrote: contracts begin with it from now on."""
    with desk() as mine:
        publish_version(mine, key, number)
    return Response(status=204)


@blueprint.post("/<key>/versions/<int:number>/return")
@blueprint.arguments(ReasonSchema)
@blueprint.response(204)
def create_return(given: dict[str, str], key: str, number: int) -> Response:
    """Send a submitted version back to its author."""
    with desk() as mine:
        send_back(mine, key, number, given["reason"])
    return Response(status=204)


@blueprint.post("/<key>/versions/<int:number>/retirement")
@blueprint.arguments(ReasonSchema)
@blueprint.response(204)
def create_retirement(given: dict[str, str], key: str, number: int) -> Response:
    """Take a version out of use, or throw a draft away."""
    with desk() as mine:
        retire_version(mine, key, number, given["reason"])
    return Response(status=204)


@blueprint.post("/<key>/versions/<int:number>/reinstatement")
@blueprint.arguments(ReasonSchema)
@blueprint.response(204)
def create_reinstatement(given: dict[str, str], key: str, number: int) -> Response:
    """Take a retirement back: what was published is so again, a draft is a draft again."""
    with desk() as mine:
        reinstate_version(mine, key, number, given["reason"])
    return Response(status=204)
