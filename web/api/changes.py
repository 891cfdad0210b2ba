"""Who changed what: the house's own history, for administrators and auditors."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from contracts.people import listing
from web.doors import reading
from web.resources import Resource

blueprint = Resource("house_history", __name__, url_prefix="/api/v1/history", description="Who changed what (总账)")


class EntrySchema(Schema):
    """One link of the house's chain."""

    number = fields.Integer()
    at = fields.AwareDateTime()
    actor = fields.String()
    act = fields.String()
    facts = fields.Dict()
    previous = fields.String()
    hash = fields.String()


class ChangesQuerySchema(Schema):
    """Older than which entry, and how many."""

    before = fields.Integer(load_default=None)
    limit = fields.Integer(load_default=50, validate=lambda n: 1 <= n <= 200)


@blueprint.route("")
@blueprint.arguments(ChangesQuerySchema, location="query")
@blueprint.response(200, EntrySchema(many=True))
def get_changes(query: dict[str, Any]) -> Any:
    """The house's own history, newest first."""
    with reading() as mine:
        return listing.changes(mine, **query)
