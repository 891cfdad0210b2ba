"""What people and programs write of a thing, read by one schema for its page and its resource."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError, fields

from contracts.money.amounts import read_amount
from engine.errors import Invalid
from web.problems import flat


class Amount(fields.Decimal):
    """An amount: read as people write it (1,200,000.00), said as a string with its fen ("0.00" where nothing is)."""

    def __init__(self, **more: Any) -> None:
        super().__init__(places=2, as_string=True, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Decimal:
        try:
            return read_amount(value)
        except Invalid as refused:
            raise ValidationError(refused.facts["fields"]["amount"]) from refused


def wish_in(schema: Schema, form: Mapping[str, str]) -> Any:
    """What a page's form holds; what is empty counts as left out. Raises Invalid."""
    filled = {name: value for name, value in form.items() if name in schema.fields and value.strip()}
    try:
        return schema.load(filled)
    except ValidationError as wrong:
        raise Invalid(fields=flat(wrong.messages)) from wrong
