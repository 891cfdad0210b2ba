"""The approval table (审批权限) as rows: read, try, publish as the next edition of the contract process."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from marshmallow import RAISE, Schema, fields, post_load
from marshmallow.validate import Length

from contracts.process.approval_rows import OpenedRows, Tried, failed_tests, opened_rows, prepare_rows, publish_rows, try_rows
from engine.tables.sheets import Row
from web.doors import desk, reading
from web.resources import Resource

blueprint = Resource("approval_rows_api", __name__, url_prefix="/api/v1/approval-rows", description="Approval rows (审批权限)")


class ColumnSchema(Schema):
    """A column: what it asks (an expression), or the name under which it answers."""

    label = fields.String()
    asks = fields.String()
    kind = fields.String()


class RowSchema(Schema):
    """A row; without an id it is new. Cells are FEEL, as the table has them; `-` fits anything."""

    class Meta:
        unknown = RAISE

    id = fields.String(load_default="", validate=Length(max=80))
    says = fields.String(load_default="", validate=Length(max=200))
    inputs = fields.List(fields.String(validate=Length(max=2000)), required=True, validate=Length(max=40))
    outputs = fields.List(fields.String(validate=Length(max=2000)), required=True, validate=Length(max=40))

    @post_load
    def made(self, given: dict[str, Any], **_more: Any) -> Row:
        return Row(given["id"], given["says"], tuple(given["inputs"]), tuple(given["outputs"]))


class RowsSchema(Schema):
    """The table of the live edition; `digest` is what publishing asks for as `opened`."""

    number = fields.Integer()
    digest = fields.String()
    published_by = fields.String()
    published_at = fields.AwareDateTime()
    policy = fields.String(attribute="sheet.policy")
    inputs = fields.List(fields.Nested(ColumnSchema), attribute="sheet.inputs")
    outputs = fields.List(fields.Nested(ColumnSchema), attribute="sheet.outputs")
    rows = fields.List(fields.Nested(RowSchema), attribute="sheet.rows")


class NewRowsSchema(Schema):
    """All rows, in order, over the edition that was opened. `although_tests_fail` is written into the reason."""

    class Meta:
        unknown = RAISE

    opened = fields.String(required=True, validate=Length(64, 64))
    rows = fields.List(fields.Nested(RowSchema), required=True, validate=Length(1, 200))
    reason = fields.String(required=True, validate=Length(1, 200))
    although_tests_fail = fields.Boolean(load_default=False)


class TrialSchema(Schema):
    """Rows and the facts to try them with."""

    class Meta:
        unknown = RAISE

    opened = fields.String(required=True, validate=Length(64, 64))
    rows = fields.List(fields.Nested(RowSchema), required=True, validate=Length(1, 200))
    facts = fields.Dict(required=True, keys=fields.String())


class TriedSchema(Schema):
    """Which rows match, numbered from 1, and what they say."""

    rows = fields.List(fields.Integer())
    outputs = fields.List(fields.Dict())
    why = fields.String()


class PublishedSchema(Schema):
    """The edition that was made."""

    number = fields.Integer()


@blueprint.route("")
class Rows(MethodView):
    @blueprint.response(200, RowsSchema)
    def get(self) -> OpenedRows:
        """The rows that hold for the next contract."""
        with reading() as mine:
            return opened_rows(mine)

    @blueprint.arguments(NewRowsSchema)
    @blueprint.response(201, PublishedSchema)
    def post(self, given: dict[str, Any]) -> dict[str, int]:
        """Publish the rows as the next edition, all else as it was; contracts on their way keep theirs."""
        with reading() as mine:
            prepared = prepare_rows(mine, given["rows"], given["opened"])
        failed = failed_tests(prepared)
        with desk() as mine:
            return {"number": publish_rows(mine, prepared, given["reason"], failed, untested=given["although_tests_fail"])}


@blueprint.route("/trial", methods=["POST"])
@blueprint.arguments(TrialSchema)
@blueprint.response(200, TriedSchema)
def create_trial(given: dict[str, Any]) -> Tried:
    """Which row matches these facts; nothing is published."""
    with reading() as mine:
        return try_rows(mine, given["rows"], given["opened"], given["facts"])
