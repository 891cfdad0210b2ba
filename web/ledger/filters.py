"""What the ledger is asked for as a page's or an endpoint's query says it: filters, columns, order, day."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load
from marshmallow.validate import Length, OneOf, Regexp
from werkzeug.datastructures import MultiDict

from contracts.ledger.columns import BY_NAME, COLUMNS, NEWEST_FIRST
from contracts.ledger.filters import WITHOUT, Filters
from contracts.ledger.papers import MISSING
from contracts.ledger.payments import PAYMENTS
from contracts.ledger.terms import EXPIRING
from contracts.ledger.waiting import WAITS_FOR
from contracts.money.amounts import read_amount
from contracts.process.subject import STAGES
from engine.errors import Invalid

STATUSES = ("running", "archived", "cancelled")
RISKS = ("low", "normal", "high")
DIRECTIONS = ("expense", "income")
RELATIONS = ("order", "supplement", "change", "termination", "renewal")
RENEWALS = ("waiting", "asked", "renew", "change", "end", "renewed")
MOST_VALUES = 50
SORTS = [f"{way}{column.name}" for column in COLUMNS if column.sorts for way in ("", "-")]


class Amount(fields.Decimal):
    """An amount as people write it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Decimal:
        try:
            return read_amount(value)
        except Invalid as refused:
            raise ValidationError(refused.facts["fields"]["amount"]) from refused


def several(*, most: int = 80, of: tuple[str, ...] = ()) -> fields.List[Any]:
    """A filter with one value or several: the parameter is repeated."""
    return fields.List(fields.String(validate=OneOf(of) if of else Length(1, most)), validate=Length(max=MOST_VALUES))


class FiltersSchema(Schema):
    """Filters of the ledger; all may be left out, choices may be repeated."""

    class Meta:
        unknown = EXCLUDE

    text = fields.String(validate=Length(max=100))
    type = several(most=40)
    counterparty = several(most=200)
    project = several(most=40)
    company = several(most=40)
    department = several(most=40)
    owner = several()
    stage = several(of=STAGES)
    status = several(of=STATUSES)
    risk = several(of=RISKS)
    direction = several(of=DIRECTIONS)
    currency = several(most=3)
    relation = several(of=RELATIONS)
    renewal = several(of=RENEWALS)
    payments = several(of=PAYMENTS)
    expiring = fields.String(validate=OneOf(EXPIRING))
    waits_for = fields.String(validate=OneOf(WAITS_FOR))
    over_budget = fields.String(validate=OneOf(["yes"]))
    deviating = fields.String(validate=OneOf(["yes"]))
    papers = fields.String(validate=OneOf([MISSING]))
    left_stage = fields.String(validate=OneOf(STAGES))
    parent = fields.String(validate=Regexp(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"))
    without = several(of=tuple(WITHOUT))
    at_least = Amount()
    at_most = Amount()
    signed_from = fields.Date()
    signed_to = fields.Date()
    starts_from = fields.Date()
    starts_to = fields.Date()
    ends_from = fields.Date()
    ends_to = fields.Date()
    submitted_from = fields.Date()
    submitted_to = fields.Date()

    @post_load
    def make(self, found: dict[str, Any], **_more: Any) -> Filters:
        values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}
        return Filters(**values)


class ShownSchema(FiltersSchema):
    """Filters, and what is shown of what they leave: which columns, in which order, of which day."""

    columns = fields.List(fields.String(validate=OneOf(list(BY_NAME))), validate=Length(max=len(COLUMNS)))
    sort = fields.String(load_default=NEWEST_FIRST, validate=OneOf(SORTS))
    as_of = fields.Date(load_default=None)

    @post_load
    def make(self, found: dict[str, Any], **more: Any) -> dict[str, Any]:
        rest = {name: found.pop(name) for name in self.besides() if name in found}
        return {"filters": super().make(found, **more), **rest}

    def besides(self) -> tuple[str, ...]:
        """What is no filter."""
        return "columns", "sort", "as_of"


LISTS = {name for name, field in ShownSchema().fields.items() if isinstance(field, fields.List)}


def read_shown(query: MultiDict[str, str]) -> tuple[dict[str, Any], list[str]]:
    """What a page's address asks for, and the names of what can't be read (it is left out)."""
    filled: dict[str, Any] = {}
    for name in query:
        values = [value.strip() for value in query.getlist(name) if value.strip()]
        if values:
            filled[name] = values if name in LISTS else values[0]
    try:
        return ShownSchema().load(filled), []
    except ValidationError as wrong:
        names = [str(name) for name in wrong.messages_dict]
        return ShownSchema().load({name: value for name, value in filled.items() if name not in names}), names
