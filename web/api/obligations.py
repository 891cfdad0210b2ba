"""Payments: all contracts' rows by how they stand, one contract's performance, settle one before its time."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf

from contracts.deciding.asked import seen_contract
from contracts.performing import performance
from contracts.performing.obligations import settle_early
from web.doors import desk, reading
from web.resources import Resource
from web.wishes import Amount

blueprint = Resource("obligations", __name__, url_prefix="/api/v1", description="Obligations (履约节点)")


class DueSchema(Schema):
    """One row of a payment plan as it stands today."""

    contract = fields.String(attribute="contract_id")
    number = fields.Integer()
    name = fields.String()
    kind = fields.String()
    condition = fields.String()
    amount = Amount()
    due_on = fields.Date()
    comes_up_on = fields.Date()
    state = fields.String()
    days = fields.Integer()
    settled_on = fields.Date(allow_none=True)
    settled_amount = Amount(allow_none=True)
    settled_by = fields.String(allow_none=True)
    remark = fields.String()
    receipt = fields.Integer(allow_none=True)
    item = fields.String(allow_none=True)
    can_be_early = fields.Boolean()


class ListedSchema(Schema):
    """A row with its contract."""

    due = fields.Nested(DueSchema)
    title = fields.String()
    contract_number = fields.String(allow_none=True)
    counterparty = fields.String()
    direction = fields.String()
    currency = fields.String()


class DuePageSchema(Schema):
    """Soonest first; `counts` by state over all that I may see."""

    rows = fields.List(fields.Nested(ListedSchema))
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    next = fields.String(allow_none=True)


class DueQuerySchema(Schema):
    """Which list, from where."""

    which = fields.String(load_default="open", validate=OneOf(performance.WHICH))
    after = fields.String(load_default=None, validate=Length(max=120))
    limit = fields.Integer(load_default=50, validate=lambda n: 1 <= n <= 200)


class PerformanceSchema(Schema):
    """Planned against settled."""

    rows = fields.List(fields.Nested(DueSchema))
    planned = Amount()
    settled = Amount()
    overdue = Amount()
    rest = Amount()
    money_percent = fields.Integer()
    time_percent = fields.Integer(allow_none=True)
    direction = fields.String()


@blueprint.route("/obligations")
@blueprint.arguments(DueQuerySchema, location="query")
@blueprint.response(200, DuePageSchema)
def get_obligations(query: dict[str, Any]) -> performance.DuePage:
    """Payments that are overdue, open, coming or settled, over all contracts that I may see."""
    with reading() as mine:
        return performance.dues(mine, query["which"], after=query["after"], limit=query["limit"])


@blueprint.route("/contracts/<uuid:contract_id>/performance")
@blueprint.response(200, PerformanceSchema)
def get_performance(contract_id: Any) -> performance.Performance:
    """The payments of one contract."""
    with reading() as mine:
        return performance.performance_of(mine, seen_contract(mine, str(contract_id)))


@blueprint.route("/contracts/<uuid:contract_id>/obligations/<int:number>/early", methods=["POST"])
@blueprint.response(204)
def create_early(contract_id: Any, number: int) -> Response:
    """Ask finance now instead of some days before the row is due."""
    with desk() as mine:
        settle_early(mine, seen_contract(mine, str(contract_id)), number)
    return Response(status=204)
