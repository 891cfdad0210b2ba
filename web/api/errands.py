"""Errands (代办任务): exports of the ledger and other long work that I asked for."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, fields, post_load
from marshmallow.validate import OneOf
from werkzeug.datastructures import MultiDict

from contracts.errands import errands
from contracts.ledger import views
from contracts.ledger.columns import columns_named
from contracts.ledger.sources import source_of
from web.doors import desk, reading
from web.filed import send_filed
from web.ledger.exports import FORMS, ask_export
from web.ledger.filters import ShownSchema
from web.ledger.shown import Shown, shown_of
from web.resources import Resource

blueprint = Resource("errands_api", __name__, url_prefix="/api/v1", description="Errands (代办任务)")


class ErrandSchema(Schema):
    """One errand. `state`: waiting, working, done, failed, cancelled; `error` says why it failed."""

    id = fields.Integer()
    kind = fields.String()
    name = fields.String()
    state = fields.String()
    asked_at = fields.AwareDateTime()
    done = fields.Integer()
    total = fields.Integer(allow_none=True)
    error = fields.String()
    ended_at = fields.AwareDateTime(allow_none=True)
    has_result = fields.Boolean()


class ExportSchema(ShownSchema):
    """What to export: filters, columns, order, day as the ledger takes them, or a `view`; `form` is xlsx or csv."""

    form = fields.String(load_default="xlsx", validate=OneOf(FORMS))
    view = fields.String(load_default="")

    def besides(self) -> tuple[str, ...]:
        return *super().besides(), "form", "view"

    @post_load
    def make(self, found: dict[str, Any], **more: Any) -> dict[str, Any]:
        return super().make(found, **more)


@blueprint.route("/ledger-exports", methods=["POST"])
@blueprint.arguments(ExportSchema)
@blueprint.response(202, ErrandSchema)
def create_export(wish: dict[str, Any]) -> errands.Told:
    """Begin an export; ask its errand how far it is."""
    with desk() as mine:
        view = views.view_of(mine, wish["view"]) if wish["view"] else None
        shown = Shown(wish["filters"], columns_named(wish.get("columns", [])), wish["sort"], wish["as_of"], None)
        if view is not None:
            of_view = shown_of(MultiDict(), view)
            shown = Shown(of_view.filters, of_view.columns, of_view.sort, wish["as_of"], view)
        source_of(mine, shown.as_of)                    # a day that is not past is refused now, not by the worker
        return ask_export(mine, shown, wish["form"])


@blueprint.route("/errands")
@blueprint.response(200, ErrandSchema(many=True))
def get_errands() -> list[errands.Told]:
    """Mine, newest first."""
    with reading() as mine:
        return errands.mine(mine)


@blueprint.route("/errands/<int:number>")
@blueprint.response(200, ErrandSchema)
def get_errand(number: int) -> errands.Told:
    """One of mine: how far it is."""
    with reading() as mine:
        return errands.one_of_mine(mine, number)


@blueprint.route("/errands/<int:number>/cancellation", methods=["POST"])
@blueprint.response(200, ErrandSchema)
def create_errand_cancellation(number: int) -> errands.Told:
    """Give it up."""
    with desk() as mine:
        return errands.cancel(mine, number)


@blueprint.route("/errands/<int:number>/result")
@blueprint.response(200, content_type="application/octet-stream")
def get_errand_result(number: int) -> Response:
    """The file that came of it, seven days long."""
    with reading() as mine:
        found = errands.result_of(mine, number)
    return send_filed(found)
