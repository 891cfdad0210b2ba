"""The dashboard (工作台): a board's numbers with the filters that leave what each counts, how long stages take, one report."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields
from marshmallow.validate import Length

from contracts.reports.boards import CONTRACTS
from contracts.reports.cycle_times import CycleTime
from contracts.reports.dashboard import Figure, dashboard
from web.doors import reading
from web.resources import Resource
from web.wishes import Amount

blueprint = Resource("dashboard_api", __name__, url_prefix="/api/v1/dashboard", description="The dashboard (工作台)")


class BoardQuerySchema(Schema):
    """Which board; without one the first of who asks."""

    board = fields.String(load_default="", validate=Length(max=40))


class AmountSchema(Schema):
    """What these contracts have open of it."""

    direction = fields.String()
    currency = fields.String()
    amount = Amount()


class NumberSchema(Schema):
    """One number. `place`: contracts (the ledger, with `filters`), inbox, payments or running (the list `which`)."""

    name = fields.String()
    value = fields.Integer()
    place = fields.String()
    which = fields.String()
    filters = fields.Dict()
    amounts = fields.List(fields.Nested(AmountSchema))


class CycleTimeSchema(Schema):
    """A stage: how many contracts left it in the last 90 days, the hours that half and nine of ten of them were in it at most."""

    stage = fields.String()
    contracts = fields.Integer()
    half = fields.Integer(allow_none=True)
    nine_of_ten = fields.Integer(allow_none=True)
    filters = fields.Dict()


class GroupSchema(Schema):
    """One bar of the chart."""

    key = fields.String()
    value = fields.Decimal(as_string=True)
    filters = fields.Dict()


class ChartSchema(Schema):
    """A report, as /reports/figures gives it whole: by what, of what, of which contracts."""

    rows = fields.String()
    columns = fields.String()
    measure = fields.String()
    filters = fields.Dict()
    groups = fields.List(fields.Nested(GroupSchema))


class DashboardSchema(Schema):
    """One board; `boards` are all that who asks has."""

    board = fields.String()
    boards = fields.List(fields.String())
    figures = fields.List(fields.Nested(NumberSchema))
    cycle_times = fields.List(fields.Nested(CycleTimeSchema))
    chart = fields.Nested(ChartSchema)


@blueprint.route("")
@blueprint.arguments(BoardQuerySchema, location="query")
@blueprint.response(200, DashboardSchema)
def get_dashboard(asked: dict[str, str]) -> Any:
    """The numbers of this moment, of what I may see."""
    with reading() as mine:
        shown = dashboard(mine, asked["board"])
    chart = {"rows": shown.board.chart.rows, "columns": shown.board.chart.columns, "measure": shown.board.chart.measure,
             "filters": shown.chart_filters.as_facts(),
             "groups": [{"key": key, "value": cell.value, "filters": cell.filters.as_facts()} for key, cell in shown.chart.rows]}
    return {"board": shown.board.key, "boards": [one.key for one in shown.boards], "figures": [_number(one) for one in shown.figures],
            "cycle_times": [_time(one) for one in shown.times], "chart": chart}


def _number(one: Figure) -> dict[str, Any]:
    wanted = one.wanted
    return {"name": wanted.name, "value": one.value, "place": wanted.place, "which": wanted.which,
            "filters": one.filters.as_facts() if wanted.place == CONTRACTS else {},
            "amounts": [{"direction": direction, "currency": currency, "amount": amount} for direction, currency, amount in one.money]}


def _time(one: CycleTime) -> dict[str, Any]:
    return {**vars(one), "filters": one.filters.as_facts()}
