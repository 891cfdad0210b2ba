"""Steps that are performed: their sheet, and one resource for each form: seal, countersign, settle, renewal, file."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any

import orjson
from flask import Response, request
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length

from contracts.archive.archiving import file_contract
from contracts.deciding.asked import find_asked
from contracts.deciding.decisions import LONGEST_COMMENT, Decision
from contracts.files.papers import Taken, take_in
from contracts.linking.renewing.answering import Answered, answer_expiry
from contracts.performing.payments import record_payment
from contracts.reading.step_sheet import Sheet, seal_image, sheet_of
from contracts.sealing.applying import order_seal
from contracts.sealing.signing import record_signatures, take_signed_copy
from engine.desk import House
from engine.errors import Invalid, NotFound, NotYours, _l
from engine.identity import Key
from web.doors import desk, reading, the_house
from web.resources import Resource
from web.wishes import Amount

blueprint = Resource("steps_api", __name__, url_prefix="/api/v1/work-items", description="Steps that are performed (办理)")
MULTIPART = {"requestBody": {"content": {
    "application/json": {"schema": {"type": "object", "properties": {"values": {"type": "object"}, "comment": {"type": "string"}}}},
    "multipart/form-data": {"schema": {"type": "object", "properties": {
        "values": {"type": "string", "description": "The form's values as a JSON object"}, "comment": {"type": "string"},
        "file": {"type": "string", "format": "binary"}}}}}}}


class RequiredSchema(Schema):
    """A line of the list of papers that the archive wants."""

    kind = fields.String()
    name = fields.String()
    about = fields.String()
    must = fields.Boolean()
    is_there = fields.Boolean()
    may_be_waived = fields.Boolean(metadata={"description": "Missing, and the contract may be filed with a reason in `without`"})
    waived = fields.String()
    papers = fields.List(fields.Integer())


class SealSchema(Schema):
    """A seal to choose."""

    key = fields.String()
    name = fields.String()


class PlannedSchema(Schema):
    """The plan row that a payment settles."""

    number = fields.Integer()
    name = fields.String()
    condition = fields.String()
    amount = Amount()
    due_on = fields.Date()


class SheetSchema(Schema):
    """The form of a step with what is proposed."""

    key = fields.String()
    fields_ = fields.Method("defined", data_key="fields")
    typed = fields.Dict(data_key="values")
    seals = fields.List(fields.Nested(SealSchema))
    papers = fields.List(fields.Nested(RequiredSchema))
    row = fields.Nested(PlannedSchema, allow_none=True)

    def defined(self, sheet: Sheet) -> list[dict[str, Any]]:
        return [{"name": one.name, "kind": one.kind, "required": one.required, "label": dict(one.label),
                 "choices": [choice.value for choice in one.choices]} for one in sheet.form.fields]


class PerformSchema(Schema):
    """What was typed into the step's form."""

    class Meta:
        unknown = RAISE

    values = fields.Dict(keys=fields.String(validate=Length(max=40)), load_default=dict)
    comment = fields.String(load_default="", validate=Length(max=LONGEST_COMMENT))


class OrderSchema(PerformSchema):
    """Which seal, beside the form's values."""

    seal = fields.String(required=True, validate=Length(1, 80))


class PerformedSchema(Schema):
    """Where the contract stands after the step."""

    item = fields.String()
    outcome = fields.String()
    contract = fields.String(attribute="contract_id")
    status = fields.String()
    stage = fields.String(allow_none=True)


class AnsweredSchema(Schema):
    """The answer, and the draft that it began."""

    item = fields.String(attribute="decision.item")
    outcome = fields.String(attribute="decision.outcome")
    contract = fields.String(attribute="decision.contract_id")
    status = fields.String(attribute="decision.status")
    linked = fields.String(attribute="linked_id", allow_none=True)


@blueprint.route("/<item>/sheet")
@blueprint.response(200, SheetSchema)
def get_sheet(item: str) -> Sheet:
    """The form of an open step that I may perform, with what is proposed."""
    with reading() as mine:
        sheet = sheet_of(mine, find_asked(mine, Key.parse(item), locked=False))
        if sheet is None:
            raise NotFound(sheet=item)
        return sheet


@blueprint.route("/<item>/seals/<key>")
@blueprint.response(200, content_type="image/png")
def get_seal_image(item: str, key: str) -> Response:
    """What a seal looks like, for who is about to apply it."""
    with reading() as mine:
        return Response(seal_image(mine, find_asked(mine, Key.parse(item), locked=False), key), mimetype="image/png")


@blueprint.route("/<item>/seal", methods=["POST"])
@blueprint.arguments(OrderSchema)
@blueprint.response(201, PerformedSchema)
def create_seal(given: dict[str, Any], item: str) -> Decision:
    """Order the seal on the approved PDF; a job applies it."""
    with desk() as mine:
        return order_seal(mine, Key.parse(item), given["seal"], given["values"], given["comment"])


@blueprint.route("/<item>/file", methods=["POST"])
@blueprint.arguments(PerformSchema)
@blueprint.response(201, PerformedSchema)
def create_filing(given: dict[str, Any], item: str) -> Decision:
    """Give the contract its file number; a job makes the package."""
    with desk() as mine:
        return file_contract(mine, Key.parse(item), given["values"], given["comment"])


@blueprint.route("/<item>/countersign", methods=["POST"])
@blueprint.doc(**MULTIPART)
@blueprint.response(201, PerformedSchema)
def create_countersigning(item: str) -> Decision:
    """Record who signed and when. JSON, or multipart with the parts `values` (JSON), `comment` and `file`: the signed copy."""
    given, copy = _given(), _uploaded(item, take_signed_copy)
    with desk() as mine:
        return record_signatures(mine, Key.parse(item), given["values"], copy, given["comment"])


@blueprint.route("/<item>/settle", methods=["POST"])
@blueprint.doc(**MULTIPART)
@blueprint.response(201, PerformedSchema)
def create_settlement(item: str) -> Decision:
    """Record a payment. Multipart with the parts `values` (JSON), `comment` and `file`: the receipt."""
    given, receipt = _given(), _uploaded(item, take_in)
    with desk() as mine:
        return record_payment(mine, Key.parse(item), given["values"], receipt, given["comment"])


@blueprint.route("/<item>/renewal", methods=["POST"])
@blueprint.arguments(PerformSchema)
@blueprint.response(201, AnsweredSchema)
def create_renewal(given: dict[str, Any], item: str) -> Answered:
    """Answer what follows on a contract's end: renew, change, end, renewed. The draft that it begins starts a moment later."""
    with desk() as mine:
        return answer_expiry(mine, Key.parse(item), given["values"], given["comment"])


def _given() -> dict[str, Any]:
    """Values and comment, from JSON or from the parts of a multipart request."""
    if request.is_json:
        sent = request.get_json()
    else:
        sent = {"comment": request.form.get("comment", ""), "values": _json(request.form.get("values") or "{}")}
    problems = PerformSchema().validate(sent) if isinstance(sent, dict) else {"values": []}
    if problems:
        raise Invalid(fields=dict.fromkeys(problems, _l("This is no object of values by their names.")))
    loaded: dict[str, Any] = PerformSchema().load(sent)
    return loaded


def _json(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as bad:
        raise Invalid(fields={"values": _l("This is no object of values by their names.")}) from bad


def _uploaded(item: str, take: Callable[[House, str, IO[bytes]], Taken]) -> Taken | None:
    """The part `file`, in the vault; None where there is none."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None
    with reading() as mine:                                  # before 50 MB are written for somebody whom nobody asked
        asked = find_asked(mine, Key.parse(item), locked=False)
        if asked.is_open and not asked.may_act:
            raise NotYours(item=item)
    return take(the_house(), sent.filename, sent.stream)
