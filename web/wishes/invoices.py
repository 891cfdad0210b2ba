"""What is written of an invoice, and of its cancellation."""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length, OneOf, Range

from contracts.performing.invoicing.recording import KINDS, InvoiceWish, RedWish
from web.wishes import Amount


class InvoiceSchema(Schema):
    """An invoice: 20 digits without a code, or 8 to 12 with one."""

    class Meta:
        unknown = RAISE

    number = fields.String(required=True, validate=Length(max=40))
    code = fields.String(load_default="", validate=Length(max=40))
    kind = fields.String(load_default="special", validate=OneOf(KINDS))
    gross = Amount(required=True)
    tax = Amount(required=True)
    issued_on = fields.Date(required=True)
    plan_row = fields.Integer(load_default=None, allow_none=True, validate=Range(1, 1000))
    knowingly = fields.Boolean(load_default=False)


class CancellationSchema(Schema):
    """Why it is cancelled; with the red invoice's number, code and day where there is one."""

    class Meta:
        unknown = RAISE

    reason = fields.String(required=True, validate=Length(max=1000))
    number = fields.String(load_default="", validate=Length(max=40))
    code = fields.String(load_default="", validate=Length(max=40))
    issued_on = fields.Date(load_default=None, allow_none=True)


def invoice_wish(given: dict[str, Any]) -> InvoiceWish:
    """What is to be recorded."""
    return InvoiceWish(**given)


def red_wish(given: dict[str, Any], today: Any) -> RedWish | None:
    """The red invoice, where one is named; issued today unless it says otherwise."""
    return RedWish(given["number"], given["issued_on"] or today, given["code"]) if given["number"] else None
