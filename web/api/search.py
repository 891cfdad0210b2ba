"""Search everywhere: contracts, counterparties, projects, templates, types and people, as far as I may see them."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields
from marshmallow.validate import Length, Range

from contracts.reading.everywhere import FEW, find_everywhere
from web.doors import reading
from web.resources import Resource

blueprint = Resource("search_api", __name__, url_prefix="/api/v1/search", description="Search (搜索)")


class AskedSchema(Schema):
    """The words; how many of each kind at most."""

    text = fields.String(required=True, validate=Length(1, 100))
    limit = fields.Integer(load_default=FEW, validate=Range(1, 50))


class FoundSchema(Schema):
    """One thing that fits: `kind` is contract, counterparty, project, template, type or person; `titles` by language where it has two."""

    kind = fields.String()
    key = fields.String()
    title = fields.String()
    about = fields.String()
    titles = fields.Dict(keys=fields.String(), values=fields.String())


@blueprint.route("")
@blueprint.arguments(AskedSchema, location="query")
@blueprint.response(200, FoundSchema(many=True))
def get_found(asked: dict[str, Any]) -> Any:
    """What fits, contracts first."""
    with reading() as mine:
        return find_everywhere(mine, asked["text"], asked["limit"])
