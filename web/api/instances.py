"""Instances: running processes, for those who operate them."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length, OneOf

from contracts.reading import running
from engine.identity import Key
from web.doors import desk, reading
from web.resources import Resource

blueprint = Resource("instances", __name__, url_prefix="/api/v1/instances", description="Running processes")


class InstanceSchema(Schema):
    """One instance; what it is about is its subject."""

    id = fields.String()
    key = fields.String()
    edition = fields.Integer()
    process = fields.String()
    subject = fields.String()
    subject_id = fields.String()
    initiator = fields.String()
    status = fields.String()
    stage = fields.String(allow_none=True)
    version = fields.Integer()
    started_at = fields.AwareDateTime()
    ended_at = fields.AwareDateTime(allow_none=True)


class InstancePageSchema(Schema):
    """Newest first; `next` is the `after` of the following page."""

    rows = fields.List(fields.Nested(InstanceSchema))
    next = fields.String(allow_none=True)


class InstanceQuerySchema(Schema):
    """Which instances, from where."""

    key = fields.String(validate=Length(max=80))
    status = fields.String(validate=OneOf(("held", "running", "suspended", "completed", "cancelled")))
    after = fields.String(load_default=None, validate=Length(max=36))
    limit = fields.Integer(load_default=50, validate=lambda n: 1 <= n <= 200)


class IncidentSchema(Schema):
    """Something that can't go on by itself."""

    number = fields.Integer()
    element = fields.String()
    code = fields.String()
    message = fields.String()
    opened_at = fields.AwareDateTime()
    closed_at = fields.AwareDateTime(allow_none=True)


class InstanceViewSchema(Schema):
    """One instance and what is stuck in it."""

    instance = fields.Nested(InstanceSchema)
    incidents = fields.List(fields.Nested(IncidentSchema))


class EntrySchema(Schema):
    """One link of the history chain."""

    number = fields.Integer()
    at = fields.AwareDateTime()
    actor = fields.String()
    on_behalf_of = fields.String(allow_none=True)
    act = fields.String()
    element = fields.String(allow_none=True)
    facts = fields.Dict()
    previous = fields.String()
    hash = fields.String()


class ReasonSchema(Schema):
    """Why."""

    class Meta:
        unknown = RAISE

    reason = fields.String(required=True, validate=Length(1, 4000))


@blueprint.route("")
@blueprint.arguments(InstanceQuerySchema, location="query")
@blueprint.response(200, InstancePageSchema)
def get_instances(query: dict[str, Any]) -> dict[str, Any]:
    """Instances, newest first."""
    with reading() as mine:
        rows = running.instances(mine, key=query.get("key", ""), status=query.get("status", ""), after=query["after"],
                                 limit=query["limit"] + 1)
    return {"rows": rows[:query["limit"]], "next": rows[query["limit"] - 1].id if len(rows) > query["limit"] else None}


@blueprint.route("/<uuid:instance_id>")
@blueprint.response(200, InstanceViewSchema)
def get_instance(instance_id: Any) -> running.InstanceView:
    """One instance."""
    with reading() as mine:
        return running.instance_view(mine, str(instance_id))


@blueprint.route("/<uuid:instance_id>/history")
@blueprint.response(200, EntrySchema(many=True))
def get_history(instance_id: Any) -> Any:
    """Its newest 100 links, newest first."""
    with reading() as mine:
        return list(running.instance_view(mine, str(instance_id)).entries)


@blueprint.route("/<uuid:instance_id>/cancellation", methods=["POST"])
@blueprint.arguments(ReasonSchema)
@blueprint.response(204)
def create_cancellation(wish: dict[str, str], instance_id: Any) -> Response:
    """End it; a contract's own rules hold for its instance."""
    with desk() as mine:
        running.cancel(mine, str(instance_id), wish["reason"])
    return Response(status=204)


@blueprint.route("/incidents/<incident>/retry", methods=["POST"])
@blueprint.response(204)
def create_retry(incident: str) -> Response:
    """Try again what an incident stopped."""
    with desk() as mine:
        running.retry(mine, Key.parse(incident))
    return Response(status=204)
