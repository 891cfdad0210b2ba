"""What is written of projects and budget lines."""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length, OneOf

from contracts.projects.lines import LineWish
from contracts.projects.projects import STATUSES, ProjectWish
from web.wishes import Amount


class ProjectSchema(Schema):
    """The head data of a project; `version` is the one that was read, when it is changed."""

    class Meta:
        unknown = RAISE

    name = fields.String(required=True, validate=Length(max=200))
    department = fields.String(required=True, validate=Length(max=40))
    manager = fields.String(required=True, validate=Length(max=80))
    counterparty = fields.String(load_default="", validate=Length(max=400))
    address = fields.String(load_default="", validate=Length(max=400))
    starts_on = fields.Date(load_default=None, allow_none=True)
    ends_on = fields.Date(load_default=None, allow_none=True)
    version = fields.Integer(load_default=0)


class NewProjectSchema(ProjectSchema):
    """A project that is added, with its code."""

    code = fields.String(required=True, validate=Length(max=80))


class LineSchema(Schema):
    """A budget line; `reason` says why its amount is as it is."""

    class Meta:
        unknown = RAISE

    code = fields.String(required=True, validate=Length(max=80))
    name = fields.String(required=True, validate=Length(max=200))
    amount = Amount(required=True)
    remark = fields.String(load_default="", validate=Length(max=1000))
    reason = fields.String(load_default="", validate=Length(max=1000))


class TurnSchema(Schema):
    """The state that a project is brought into, and why."""

    class Meta:
        unknown = RAISE

    status = fields.String(required=True, validate=OneOf(STATUSES))
    reason = fields.String(load_default="", validate=Length(max=1000))


def project_wish(given: dict[str, Any]) -> ProjectWish:
    """What a project is to be."""
    return ProjectWish(**{name: value for name, value in given.items() if name not in ("code", "version")})


def line_wish(given: dict[str, Any]) -> LineWish:
    """What a line is to be."""
    return LineWish(given["code"], given["name"], given["amount"], given["remark"])
