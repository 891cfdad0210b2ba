"""Notices: what I was told."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, fields

from contracts import notices
from web.doors import desk, reading
from web.resources import Resource

blueprint = Resource("notices_api", __name__, url_prefix="/api/v1/notices", description="What I was told (通知)")


class NoticeSchema(Schema):
    """One notice."""

    id = fields.Integer()
    kind = fields.String()
    contract = fields.String(attribute="contract_id", allow_none=True)
    item = fields.String(allow_none=True)
    facts = fields.Dict()
    at = fields.AwareDateTime()
    is_read = fields.Boolean()


class NoticePageSchema(Schema):
    """Newest first."""

    rows = fields.List(fields.Nested(NoticeSchema))
    next = fields.Integer(allow_none=True)


class NoticeQuerySchema(Schema):
    """All, or only the unread."""

    unread_only = fields.Boolean(load_default=False)
    after = fields.Integer(load_default=None)
    limit = fields.Integer(load_default=50, validate=lambda n: 1 <= n <= 200)


@blueprint.route("")
@blueprint.arguments(NoticeQuerySchema, location="query")
@blueprint.response(200, NoticePageSchema)
def get_notices(query: dict[str, Any]) -> notices.NoticePage:
    """My notices."""
    with reading() as mine:
        return notices.page(mine, **query)


@blueprint.route("/<int:notice_id>/reading", methods=["POST"])
@blueprint.response(204)
def read_notice(notice_id: int) -> Response:
    """Mark one as read."""
    with desk() as mine:
        notices.mark_read(mine, notice_id)
    return Response(status=204)


@blueprint.route("/reading", methods=["POST"])
@blueprint.response(204)
def read_notices() -> Response:
    """Mark all as read."""
    with desk() as mine:
        notices.mark_read(mine)
    return Response(status=204)
