"""Views of the ledger: those that come with us, mine, those shared with me."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length, OneOf

from contracts.ledger import views
from contracts.ledger.columns import BY_NAME, COLUMNS, NEWEST_FIRST
from web.doors import desk, reading
from web.ledger.filters import SORTS, FiltersSchema
from web.resources import Resource

blueprint = Resource("ledger_views", __name__, url_prefix="/api/v1/ledger-views", description="Views of the ledger (视图)")


class CarefulFiltersSchema(FiltersSchema):
    """Filters of a view; a name that is none is refused."""

    class Meta:
        unknown = RAISE


class ViewSchema(Schema):
    """A view; `key` is its address, `filters` as the ledger takes them."""

    key = fields.String()
    name = fields.String()
    columns = fields.List(fields.String())
    filters = fields.Dict()
    sort = fields.String()
    owner = fields.String()
    shared_with = fields.String()
    is_mine = fields.Boolean()


class WishedViewSchema(Schema):
    """What a view is to show. `shared_with`: empty nobody, `*` everybody, `d:ENG` a department, `r:legal` a role."""

    class Meta:
        unknown = RAISE

    name = fields.String(required=True, validate=Length(1, 60))
    columns = fields.List(fields.String(validate=OneOf(list(BY_NAME))), load_default=list, validate=Length(max=len(COLUMNS)))
    filters = fields.Nested(CarefulFiltersSchema, load_default=None)
    sort = fields.String(load_default=NEWEST_FIRST, validate=OneOf(SORTS))
    shared_with = fields.String(load_default="", validate=Length(max=60))


@blueprint.route("")
@blueprint.response(200, ViewSchema(many=True))
def get_views() -> list[views.View]:
    """All that I have; the one of my role first."""
    with reading() as mine:
        return views.views(mine)


@blueprint.route("", methods=["POST"])
@blueprint.arguments(WishedViewSchema)
@blueprint.response(201, ViewSchema)
def create_view(wish: dict[str, Any]) -> views.View:
    """Keep a new view."""
    with desk() as mine:
        return _save(mine, wish)


@blueprint.route("/<int:number>", methods=["PUT"])
@blueprint.arguments(WishedViewSchema)
@blueprint.response(200, ViewSchema)
def update_view(wish: dict[str, Any], number: int) -> views.View:
    """Another name, other columns, filters, order; mine only."""
    with desk() as mine:
        return _save(mine, wish, over=number)


@blueprint.route("/<int:number>", methods=["DELETE"])
@blueprint.response(204)
def delete_view(number: int) -> Response:
    """Take it away; mine, or as an administrator anybody's."""
    with desk() as mine:
        views.remove_view(mine, number)
    return Response(status=204)


def _save(mine: Any, wish: dict[str, Any], over: int | None = None) -> views.View:
    filters = wish["filters"].as_facts() if wish["filters"] else {}
    return views.save_view(mine, wish["name"], tuple(wish["columns"]), filters, wish["sort"], wish["shared_with"], over=over)
