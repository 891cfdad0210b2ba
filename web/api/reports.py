"""Reports: figures of contracts by one dimension or two, each with the filters that leave the contracts behind it; those that are saved."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import RAISE, Schema, fields, post_load
from marshmallow.validate import Length, OneOf

from contracts.reports import saved
from contracts.reports.figures import Cell, Report, report
from engine.desk import Desk
from web.doors import desk, reading
from web.ledger.report_files import send_report
from web.ledger.report_query import FORMS, Asked, ReportQuerySchema, asked_as_saved
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


class ReportFileSchema(ReportQuerySchema):
    """The same, and in which form: xlsx or csv."""

    form = fields.String(load_default="xlsx", validate=OneOf(FORMS))

    @post_load
    def make(self, found: dict[str, Any], **more: Any) -> dict[str, Any]:
        form = found.pop("form")
        return {**super().make(found, **more), "form": form}


class FormSchema(Schema):
    """xlsx or csv."""

    form = fields.String(load_default="xlsx", validate=OneOf(FORMS))


class SavedReportSchema(Schema):
    """A report under a name; `key` is its address, `filters` as the ledger takes them."""

    key = fields.String()
    name = fields.String()
    rows = fields.String()
    columns = fields.String()
    measure = fields.String()
    filters = fields.Dict()
    owner = fields.String()
    shared_with = fields.String()
    is_mine = fields.Boolean()


class CarefulQuerySchema(ReportQuerySchema):
    """What a report asks; a name that is no filter is refused."""

    class Meta:
        unknown = RAISE


class WishedReportSchema(Schema):
    """What is to be kept. `shared_with`: empty nobody, `*` everybody, `d:ENG` a department, `r:legal` a role."""

    class Meta:
        unknown = RAISE

    name = fields.String(required=True, validate=Length(1, 60))
    asks = fields.Nested(CarefulQuerySchema, required=True)
    shared_with = fields.String(load_default="", validate=Length(max=60))


@blueprint.route("/figures")
@blueprint.arguments(ReportQuerySchema, location="query")
@blueprint.response(200, ReportSchema)
def get_figures(asked: dict[str, Any]) -> Any:
    """Count or sum by rows and columns; money is of one direction and currency, expenses in yuan unless the filters say otherwise."""
    with reading() as mine:
        return _answer(report(mine, asked["rows"], asked["columns"], measure=asked["measure"], filters=asked["filters"]))


@blueprint.route("/figures/file")
@blueprint.arguments(ReportFileSchema, location="query")
@blueprint.response(200, content_type="application/octet-stream")
def get_figures_file(asked: dict[str, Any]) -> Response:
    """The same as .xlsx or .csv."""
    form = asked.pop("form")
    with reading() as mine:
        return send_report(mine, Asked(**asked), form)


@blueprint.route("")
@blueprint.response(200, SavedReportSchema(many=True))
def get_reports() -> list[saved.SavedReport]:
    """Those that I saved, and those that are shared with me."""
    with reading() as mine:
        return saved.saved_reports(mine)


@blueprint.route("", methods=["POST"])
@blueprint.arguments(WishedReportSchema)
@blueprint.response(201, SavedReportSchema)
def create_report(wish: dict[str, Any]) -> saved.SavedReport:
    """Keep a report under a name."""
    with desk() as mine:
        return _save(mine, wish)


@blueprint.route("/<int:number>", methods=["PUT"])
@blueprint.arguments(WishedReportSchema)
@blueprint.response(200, SavedReportSchema)
def update_report(wish: dict[str, Any], number: int) -> saved.SavedReport:
    """Another name, other groupings, measure, filters, other people; mine only."""
    with desk() as mine:
        return _save(mine, wish, over=number)


@blueprint.route("/<int:number>", methods=["DELETE"])
@blueprint.response(204)
def delete_report(number: int) -> Response:
    """Take it away; mine, or as an administrator anybody's."""
    with desk() as mine:
        saved.remove_report(mine, number)
    return Response(status=204)


@blueprint.route("/<int:number>/figures")
@blueprint.response(200, ReportSchema)
def get_saved_figures(number: int) -> Any:
    """Its figures of this moment, of the contracts that I may see."""
    with reading() as mine:
        return _answer(saved.figures_of(mine, saved.saved_report(mine, str(number))))


@blueprint.route("/<int:number>/figures/file")
@blueprint.arguments(FormSchema, location="query")
@blueprint.response(200, content_type="application/octet-stream")
def get_saved_figures_file(asked: dict[str, Any], number: int) -> Response:
    """The same as .xlsx or .csv."""
    with reading() as mine:
        return send_report(mine, asked_as_saved(saved.saved_report(mine, str(number))), asked["form"])


def _save(mine: Desk, wish: dict[str, Any], over: int | None = None) -> saved.SavedReport:
    asks = wish["asks"]
    return saved.save_report(mine, wish["name"], asks["rows"], asks["columns"], asks["measure"], asks["filters"], wish["shared_with"],
                             over=over)


def _answer(made: Report) -> dict[str, Any]:
    return {"rows": [_group(*one) for one in made.rows], "columns": [_group(*one) for one in made.columns],
            "cells": [{**_group(row, cell), "column": column} for (row, column), cell in made.cells.items()],
            "total": made.total.value, "left_out": made.rest}


def _group(key: str, cell: Cell) -> dict[str, Any]:
    return {"key": key, "value": cell.value, "filters": cell.filters.as_facts()}
