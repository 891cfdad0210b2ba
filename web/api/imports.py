"""Imports: contracts of a spreadsheet, checked, brought in, and taken back."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, fields
from marshmallow.validate import OneOf, Range

from contracts.files.filed import Filed
from contracts.importing.batches import batch_of, batches, findings_of, marked_file, start_batch
from contracts.importing.known import known_of
from contracts.importing.template_file import template_file
from contracts.importing.undoing import take_back
from contracts.people.roles import require_importer
from web.doors import desk, reading
from web.filed import send_filed
from web.resources import Resource
from web.sent.imports import errand_name, sent_batch, tongue
from web.showing import imports as words
from web.wishes import Amount

blueprint = Resource("imports_api", __name__, url_prefix="/api/v1/contract-imports", description="Imports of contracts (导入)")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SumSchema(Schema):
    """Contracts of one type and stage."""

    type = fields.String()
    stage = fields.String()
    direction = fields.String()
    currency = fields.String()
    count = fields.Integer()
    amount = Amount()


class BatchSchema(Schema):
    """One file. `state`: checking, refused, checked, importing (hidden), starting, done, leaving, gone; `done` of `total`: how far its
    work is, null where none is under way; `stopped`: it broke off and can be started again or taken back."""

    id = fields.Integer()
    state = fields.String()
    file_name = fields.String()
    asked_by = fields.String()
    asked_at = fields.AwareDateTime()
    contracts = fields.Integer()
    errors = fields.Integer()
    warnings = fields.Integer()
    sums = fields.List(fields.Nested(SumSchema))
    refused = fields.Method("why")
    shown_at = fields.AwareDateTime(allow_none=True)
    ended_at = fields.AwareDateTime(allow_none=True)
    taken_back_by = fields.String(allow_none=True)
    done = fields.Integer(allow_none=True)
    total = fields.Integer(allow_none=True)
    stopped = fields.Boolean(attribute="is_stopped")

    def why(self, batch: Any) -> str:
        return words.refusal_says(batch.refused) if batch.refused else ""


class FindingSchema(Schema):
    """What was found in one cell: `column` by its name here, `letter` and `row` as the spreadsheet has them."""

    number = fields.Integer()
    sheet = fields.String()
    row = fields.Integer()
    column = fields.String()
    letter = fields.String()
    level = fields.String()
    value = fields.String()
    says = fields.Function(words.finding_says)


class FindingsWishSchema(Schema):
    """Which findings: of a level, after a number, so many."""

    level = fields.String(load_default="", validate=OneOf(("", "error", "warning")))
    after = fields.Integer(load_default=0, validate=Range(0))
    limit = fields.Integer(load_default=200, validate=Range(1, 1000))


@blueprint.get("")
@blueprint.response(200, BatchSchema(many=True))
def get_imports() -> Any:
    """All of the house, newest first."""
    with reading() as mine:
        return batches(mine)


@blueprint.post("")
@blueprint.response(202, BatchSchema)
def create_import() -> Any:
    """Upload a file (multipart, the part `file`); its dry run begins, and nothing is imported by it."""
    return sent_batch()


@blueprint.get("/template")
@blueprint.response(200, content_type=XLSX)
def get_template() -> Response:
    """The .xlsx to fill in, in the language that is asked for."""
    with reading() as mine:
        require_importer(mine)
        return Response(template_file(known_of(mine), tongue()), mimetype=XLSX)


@blueprint.get("/<int:number>")
@blueprint.response(200, BatchSchema)
def get_import(number: int) -> Any:
    """Where it stands, and how far its work is."""
    with reading() as mine:
        return batch_of(mine, number)


@blueprint.get("/<int:number>/findings")
@blueprint.arguments(FindingsWishSchema, location="query")
@blueprint.response(200, FindingSchema(many=True))
def get_findings(wish: dict[str, Any], number: int) -> Any:
    """What the dry run found, errors first; of many the first 5,000."""
    with reading() as mine:
        return findings_of(mine, number, **wish)


@blueprint.get("/<int:number>/marked-file")
@blueprint.response(200, content_type=XLSX)
def get_marked_file(number: int) -> Response:
    """The uploaded rows with the wrong cells marked, and beside them what is wrong."""
    with reading() as mine:
        sha, name = marked_file(mine, number)
    return send_filed(Filed(sha, name, XLSX))


@blueprint.post("/<int:number>/start")
@blueprint.response(202, BatchSchema)
def create_start(number: int) -> Any:
    """Import a checked file, or go on with one that broke off."""
    with desk() as mine:
        start_batch(mine, number, errand_name(number))
        return batch_of(mine, number)


@blueprint.post("/<int:number>/taking-back")
@blueprint.response(202, BatchSchema)
def create_taking_back(number: int) -> Any:
    """Remove all of its contracts, as long as nobody has worked on one of them."""
    with desk() as mine:
        take_back(mine, number, errand_name(number))
        return batch_of(mine, number)
