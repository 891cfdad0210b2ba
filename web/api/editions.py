"""Editions: what is published, file by file."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, fields

from contracts.reading import published
from web.doors import reading
from web.resources import Resource

blueprint = Resource("editions", __name__, url_prefix="/api/v1/editions", description="Published processes")


class EditionSchema(Schema):
    """One edition of a key; `files` are the paths inside its folder."""

    key = fields.String()
    number = fields.Integer()
    digest = fields.String()
    published_at = fields.AwareDateTime()
    published_by = fields.String()
    reason = fields.String()
    is_live = fields.Boolean()
    files = fields.List(fields.String())


@blueprint.route("")
@blueprint.response(200, EditionSchema(many=True))
def get_editions() -> Any:
    """Every edition, the newest of each key first."""
    with reading() as mine:
        return published.editions(mine)


@blueprint.route("/<key>/<int:number>")
@blueprint.response(200, EditionSchema)
def get_edition(key: str, number: int) -> Any:
    """One edition."""
    with reading() as mine:
        return published.edition(mine, key, number)


@blueprint.route("/<key>/<int:number>/files/<path:path>")
@blueprint.response(200, content_type="application/octet-stream")
def get_file(key: str, number: int, path: str) -> Response:
    """One file, byte for byte."""
    with reading() as mine:
        content = published.file(mine, key, number, path)
    answer = Response(content, mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = "attachment"
    return answer
