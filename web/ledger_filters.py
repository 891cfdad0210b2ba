"""The filters of the ledger as a page's or an endpoint's query says them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load
from marshmallow.validate import Length, OneOf

from contracts.money.amounts import read_amount
from contracts.process.subject import STAGES
from contracts.reading.ledger import Filters
from engine.errors import Invalid

STATUSES = ("running", "archived", "cancelled")


class Amount(fields.Decimal):
    """An amount as people write it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Decimal:
        try:
            return read_amount(value)
        except Invalid as refused:
            raise ValidationError(refused.facts["fields"]["amount"]) from refused


class FiltersSchema(Schema):
    """Filters of the ledger; all may be left out."""

    class Meta:
        unknown = EXCLUDE

    stage = fields.String(validate=OneOf(STAGES))
    status = fields.String(validate=OneOf(STATUSES))
    type = fields.String(validate=Length(max=40))
    department = fields.String(validate=Length(max=40))
    owner = fields.String(validate=Length(max=80))
    direction = fields.String(validate=OneOf(("expense", "income")))
    at_least = Amount()
    at_most = Amount()
    text = fields.String(validate=Length(max=100))

    @post_load
    def make(self, found: dict[str, Any], **_more: Any) -> Filters:
        return Filters(**found)


def read_filters(query: dict[str, str]) -> tuple[Filters, list[str]]:
    """The filters of a page's address, and the names of those that can't be read (they are left out)."""
    filled = {name: value.strip() for name, value in query.items() if value.strip()}
    try:
        return FiltersSchema().load(filled), []
    except ValidationError as wrong:
        names = [str(name) for name in wrong.messages_dict]
        return FiltersSchema().load({name: value for name, value in filled.items() if name not in names}), names
