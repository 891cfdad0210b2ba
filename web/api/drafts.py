"""Drafts: begin a contract, save it, look at it, attach to it, submit it. What the page does, for programs."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, request
from flask.views import MethodView
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length
from werkzeug.exceptions import BadRequest

from contracts.drafting.attaching import attach, detach
from contracts.drafting.drafts import Draft, read_draft
from contracts.drafting.preview import preview_docx
from contracts.drafting.saving import my_draft, save_draft
from contracts.drafting.starting import start_contract
from contracts.drafting.submitting import submit_draft
from contracts.files.papers import take_in
from contracts.forms.forms import Finding
from contracts.linting.drafts import lint_my_draft
from web.doors import desk, reading
from web.resources import Resource
from web.said import said_finding, said_found

blueprint = Resource("drafts", __name__, url_prefix="/api/v1/contracts", description="Drafts (拟定)")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class BeginSchema(Schema):
    """Which vetted text, and what is known already."""

    class Meta:
        unknown = RAISE

    template = fields.String(required=True, validate=Length(1, 80))
    title = fields.String(load_default="", validate=Length(max=200))
    department = fields.String(load_default="", validate=Length(max=40))


class BegunSchema(Schema):
    """The contract, and the work item in which it is drafted."""

    id = fields.String(attribute="contract_id")
    item = fields.String(allow_none=True)


class DerivedSchema(Schema):
    """What follows from the values."""

    capitals = fields.String()
    net = fields.String()
    tax = fields.String()
    plan_total = fields.String()
    plan_rest = fields.String()


class SaveSchema(Schema):
    """All values of the form, as they were typed, over the version that was read."""

    class Meta:
        unknown = RAISE

    version = fields.Integer(required=True, strict=True)
    values = fields.Dict(keys=fields.String(validate=Length(max=40)), required=True)


class SavedSchema(Schema):
    """The new version and what is still wrong."""

    version = fields.Integer()
    findings = fields.Method("said")
    derived = fields.Nested(DerivedSchema)

    def said(self, saved: Any) -> list[dict[str, str]]:
        return _said(saved.findings)


class DraftSchema(Schema):
    """A draft: its values as typed, its form, what is wrong with it."""

    id = fields.String(attribute="contract.id")
    version = fields.Integer(attribute="contract.version")
    item = fields.String()
    values = fields.Dict(attribute="typed")
    form = fields.Method("defined")
    findings = fields.Method("said")
    derived = fields.Nested(DerivedSchema)

    def defined(self, draft: Draft) -> list[dict[str, Any]]:
        return [{"name": one.name, "kind": one.kind, "required": one.required, "label": dict(one.label),
                 "choices": [choice.value for choice in one.choices], "columns": [column.name for column in one.columns]}
                for one in draft.form.fields]

    def said(self, draft: Draft) -> list[dict[str, str]]:
        return _said(draft.reading.findings)


class FoundSchema(Schema):
    """What the linter found: an error stops the submission, a warning raises the risk."""

    code = fields.String()
    level = fields.String()
    text = fields.String()
    field = fields.String()
    quote = fields.String()


class SubmitSchema(Schema):
    """Submit this version; `values` are saved first where they are given."""

    class Meta:
        unknown = RAISE

    version = fields.Integer(required=True, strict=True)
    values = fields.Dict(keys=fields.String(validate=Length(max=40)), load_default=None)
    comment = fields.String(load_default="", validate=Length(max=4000))


class SubmittedSchema(Schema):
    """Where the contract stands after its submission."""

    item = fields.String()
    outcome = fields.String()
    status = fields.String()
    stage = fields.String(allow_none=True)


class PaperSchema(Schema):
    """A file of a contract."""

    number = fields.Integer()
    kind = fields.String()
    name = fields.String()
    media = fields.String()
    sha = fields.String()
    size = fields.Integer()
    added_by = fields.String()
    added_at = fields.AwareDateTime()


@blueprint.route("")
class Contracts(MethodView):
    @blueprint.arguments(BeginSchema)
    @blueprint.response(201, BegunSchema)
    def post(self, asked: dict[str, str]) -> Any:
        """Begin a contract."""
        with desk() as mine:
            return start_contract(mine, asked["template"], title=asked["title"], department=asked["department"])


@blueprint.route("/<id:contract_id>/draft")
class OneDraft(MethodView):
    @blueprint.response(200, DraftSchema)
    def get(self, contract_id: str) -> Any:
        """The draft, for its drafter."""
        with reading() as mine:
            return read_draft(mine, *my_draft(mine, contract_id, locked=False))

    @blueprint.arguments(SaveSchema)
    @blueprint.response(200, SavedSchema)
    def put(self, given: dict[str, Any], contract_id: str) -> Any:
        """Save the draft; wrong values are findings, a newer draft is a 409."""
        with desk() as mine:
            return save_draft(mine, contract_id, given["values"], given["version"])


@blueprint.get("/<id:contract_id>/draft/document")
def get_document(contract_id: str) -> Response:
    """The .docx that the draft would make now."""
    with reading() as mine:
        return Response(preview_docx(mine, contract_id), mimetype=DOCX)


@blueprint.get("/<id:contract_id>/draft/findings")
@blueprint.response(200, FoundSchema(many=True))
def get_findings(contract_id: str) -> Any:
    """What the linter finds of the draft as it is saved, in its values and in its text."""
    with reading() as mine:
        return [said_found(one) for one in lint_my_draft(mine, contract_id)[1]]


@blueprint.post("/<id:contract_id>/draft/submission")
@blueprint.arguments(SubmitSchema)
@blueprint.response(201, SubmittedSchema)
def submit(given: dict[str, Any], contract_id: str) -> Any:
    """Submit the draft: it gets its number, and the process moves on."""
    with desk() as mine:
        return submit_draft(mine, contract_id, given["version"], given["values"], given["comment"])


@blueprint.route("/<id:contract_id>/papers")
class Papers(MethodView):
    @blueprint.response(201, PaperSchema)
    def post(self, contract_id: str) -> Any:
        """Attach a file (multipart, the part `file`)."""
        file = request.files.get("file")
        if file is None or not file.filename:
            raise BadRequest("the part `file` is missing")
        with reading() as mine:
            my_draft(mine, contract_id, locked=False)
        taken = take_in(current_app.extensions["chancery"], file.filename, file.stream)
        with desk() as mine:
            return attach(mine, contract_id, taken)


@blueprint.delete("/<id:contract_id>/papers/<int:number>")
@blueprint.response(204)
def remove_paper(contract_id: str, number: int) -> None:
    """Take an attachment from a draft."""
    with desk() as mine:
        detach(mine, contract_id, number)


def _said(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    return [said_finding(finding) for finding in findings]
