"""Reports: figures of contracts by one dimension or two, each with the filters that leave the contracts behind it."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from contracts.reports.figures import Cell, Report, report
from web.doors import reading
from web.ledger.report_query import ReportQuerySchema
from web.resources import Resource

blueprint = Resource("reports_api", __name__, url_prefix="/api/v1/reports", description="Reports (报表)")


class GroupSchema(Schema):
    """One row or column: its key ("-": contracts that have none), its total, the ledger's filters."""

    key = fields.String()
    value = fields.Decimal(as_string=True)
    filters = fields.Dict()


class FigureSchema(GroupSchema):
    """One number where a row and a column meet."""

    key = fields.String(metadata={"description": "of the row"})
    column = fields.String()


class ReportSchema(Schema):
    """All of a report; `left_out` rows and columns are in the total only."""

    rows = fields.List(fields.Nested(GroupSchema))
    columns = fields.List(fields.Nested(GroupSchema))
    cells = fields.List(fields.Nested(FigureSchema))
    total = fields.Decimal(as_string=True)
    left_out = fields.Integer()


@blueprint.route("/figures")
@blueprint.arguments(ReportQuerySchema, location="query")
@blueprint.response(200, ReportSchema)
def get_figures(asked: dict[str, Any]) -> Any:
    """Count or sum by rows and columns; money is of one direction and currency, expenses in yuan unless the filters say otherwise."""
    with reading() as mine:
        return _answer(report(mine, asked["rows"], asked["columns"], measure=asked["measure"], filters=asked["filters"]))


def _answer(made: Report) -> dict[str, Any]:
    return {"rows": [_group(*one) for one in made.rows], "columns": [_group(*one) for one in made.columns],
            "cells": [{**_group(row, cell), "column": column} for (row, column), cell in made.cells.items()],
            "total": made.total.value, "left_out": made.rest}


def _group(key: str, cell: Cell) -> dict[str, Any]:
    return {"key": key, "value": cell.value, "filters": cell.filters.as_facts()}
