"""Invoices of a contract."""

from __future__ import annotations

from typing import Any

import orjson
from flask import request
from marshmallow import Schema, ValidationError, fields

from contracts.deciding.asked import seen_contract
from contracts.files.papers import Taken, take_in
from contracts.people.company import today
from contracts.performing.invoicing.invoices import Invoicing, invoicing_of
from contracts.performing.invoicing.recording import cancel_invoice, record_invoice
from engine.errors import Invalid, NotYours, _l
from web.doors import desk, reading, the_house
from web.problems import flat
from web.resources import Resource
from web.wishes import Amount
from web.wishes.invoices import CancellationSchema, InvoiceSchema, invoice_wish, red_wish

blueprint = Resource("invoices_api", __name__, url_prefix="/api/v1/contracts/<uuid:contract_id>/invoices", description="Invoices (发票)")
BODY = {"requestBody": {"content": {
    "application/json": {"schema": {"type": "object", "description": "number, code, kind, gross, tax, issued_on, plan_row, knowingly"}},
    "multipart/form-data": {"schema": {"type": "object", "properties": {
        "values": {"type": "string", "description": "The same as a JSON object"}, "file": {"type": "string", "format": "binary"}}}}}}}


class InvoiceRowSchema(Schema):
    """An invoice; a red one has negative amounts and says which one it takes back."""

    number = fields.Integer()
    invoice_number = fields.String()
    invoice_code = fields.String()
    kind = fields.String()
    direction = fields.String()
    gross = Amount()
    net = Amount()
    tax = Amount()
    issued_on = fields.Date()
    plan_row = fields.Integer(allow_none=True)
    paper = fields.Integer(allow_none=True)
    red_of = fields.Integer(allow_none=True)
    recorded_by = fields.String()
    recorded_at = fields.AwareDateTime()
    cancelled_by = fields.String(allow_none=True)
    cancelled_at = fields.AwareDateTime(allow_none=True)
    voided_at = fields.AwareDateTime(allow_none=True)
    reason = fields.String()


class InvoicingSchema(Schema):
    """A contract's invoices and what is open: `agreed` is the amount with its signed changes, `excess` what is invoiced beyond it."""

    rows = fields.List(fields.Nested(InvoiceRowSchema))
    agreed = Amount(allow_none=True)
    invoiced = Amount()
    settled = Amount()
    open = Amount(allow_none=True)
    not_invoiced = Amount(allow_none=True)
    excess = Amount()


class MadeSchema(Schema):
    """The number of what was recorded; null where nothing was."""

    number = fields.Integer(allow_none=True)


@blueprint.route("")
@blueprint.response(200, InvoicingSchema)
def get_invoices(contract_id: Any) -> Invoicing:
    """The invoices of a contract, oldest first."""
    with reading() as mine:
        return invoicing_of(mine, seen_contract(mine, str(contract_id)))


@blueprint.route("", methods=["POST"])
@blueprint.doc(**BODY)
@blueprint.response(201, MadeSchema)
def create_invoice(contract_id: Any) -> dict[str, int]:
    """Record an invoice: JSON, or multipart with the parts `values` (JSON) and `file`. `knowingly` where more is invoiced than agreed."""
    file, given = _uploaded(str(contract_id)), _given()
    with desk() as mine:
        return {"number": record_invoice(mine, str(contract_id), invoice_wish(given), file)}


@blueprint.route("/<int:number>/cancellation", methods=["POST"])
@blueprint.arguments(CancellationSchema)
@blueprint.response(201, MadeSchema)
def create_cancellation(given: dict[str, Any], contract_id: Any, number: int) -> dict[str, int | None]:
    """Take an invoice back: by the red one whose number is given, else as void, which gives its number free."""
    with desk() as mine:
        return {"number": cancel_invoice(mine, str(contract_id), number, given["reason"], red_wish(given, today(mine)))}


def _given() -> dict[str, Any]:
    try:
        sent = request.get_json() if request.is_json else orjson.loads(request.form.get("values") or "{}")
        loaded: dict[str, Any] = InvoiceSchema().load(sent)
    except orjson.JSONDecodeError as bad:
        raise Invalid(fields={"values": _l("This is no object of values by their names.")}) from bad
    except ValidationError as wrong:
        raise Invalid(fields=flat(wrong.messages)) from wrong
    return loaded


def _uploaded(contract_id: str) -> Taken | None:
    """The part `file`, in the vault; None where there is none. Raises NotFound and NotYours before anything is written."""
    with reading() as mine:
        may = invoicing_of(mine, seen_contract(mine, contract_id)).may_record
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None
    if not may:
        raise NotYours(contract=contract_id)
    return take_in(the_house(), sent.filename, sent.stream)
