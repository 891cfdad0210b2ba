"""Types of contracts (合同类型): read, change, add, retire, restore."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length, Range

from contracts.people.roles import require_type_reader
from contracts.types.editing import add_type, restore_shipped, retire_type, save_type
from contracts.types.numbering import next_number
from contracts.types.reading import TypeView, type_view, type_views
from web.doors import desk, reading
from web.resources import Resource

blueprint = Resource("contract_types_api", __name__, url_prefix="/api/v1/contract-types", description="Types of contracts (合同类型)")


class TypeSchema(Schema):
    """One type; `definition` as docs/types.md has it, `version` 0: as we ship it."""

    key = fields.String(attribute="type.key")
    title = fields.Dict(attribute="type.title")
    number_rule = fields.String(attribute="type.number_rule")
    retired = fields.Boolean(attribute="type.retired")
    version = fields.Integer()
    is_shipped = fields.Boolean()
    changed_by = fields.String()
    changed_at = fields.AwareDateTime(allow_none=True)
    definition = fields.Dict()


class NewTypeSchema(Schema):
    """A type of the house's own."""

    class Meta:
        unknown = RAISE

    definition = fields.Dict(required=True, keys=fields.String())


class VersionSchema(Schema):
    """Which version was opened."""

    class Meta:
        unknown = RAISE

    version = fields.Integer(required=True, validate=Range(min=0))


class ChangedTypeSchema(VersionSchema):
    """Another definition, over the version that was opened."""

    definition = fields.Dict(required=True, keys=fields.String())


class NumberQuerySchema(Schema):
    """Whose number."""

    department = fields.String(load_default="", validate=Length(max=40))
    direction = fields.String(load_default="", validate=Length(max=10))
    project = fields.String(load_default="", validate=Length(max=40))


class NumberSchema(Schema):
    """The number that would be given now; nothing is taken."""

    number = fields.String()


@blueprint.route("")
class Types(MethodView):
    @blueprint.response(200, TypeSchema(many=True))
    def get(self) -> list[TypeView]:
        """All types in their order, retired ones too."""
        with reading() as mine:
            return type_views(mine)

    @blueprint.arguments(NewTypeSchema)
    @blueprint.response(201, TypeSchema)
    def post(self, given: dict[str, Any]) -> TypeView:
        """Add a type; everything that is wrong with it is named at once, each with its place."""
        with desk() as mine:
            key = add_type(mine, given["definition"])
            return type_view(mine, key)


@blueprint.route("/<key>")
class OneType(MethodView):
    @blueprint.response(200, TypeSchema)
    def get(self, key: str) -> TypeView:
        """One type."""
        with reading() as mine:
            return type_view(mine, key)

    @blueprint.arguments(ChangedTypeSchema)
    @blueprint.response(204)
    def put(self, given: dict[str, Any], key: str) -> Response:
        """Change the type; drafts on their way keep the fields that they began with."""
        with desk() as mine:
            save_type(mine, key, given["definition"], given["version"])
        return Response(status=204)


@blueprint.route("/<key>/next-number")
@blueprint.arguments(NumberQuerySchema, location="query")
@blueprint.response(200, NumberSchema)
def get_next_number(query: dict[str, str], key: str) -> dict[str, str]:
    """The number that the next contract of this type would have."""
    with reading() as mine:
        require_type_reader(mine)
        kind = type_view(mine, key).type
        return {"number": next_number(mine, kind.code, query["department"], kind.number_rule, direction=query["direction"],
                                      project=query["project"])}


@blueprint.route("/<key>/retirement", methods=["POST"])
@blueprint.arguments(VersionSchema)
@blueprint.response(204)
def create_retirement(given: dict[str, int], key: str) -> Response:
    """No more contracts of this type are begun."""
    with desk() as mine:
        retire_type(mine, key, given["version"])
    return Response(status=204)


@blueprint.route("/<key>/return", methods=["POST"])
@blueprint.arguments(VersionSchema)
@blueprint.response(204)
def create_return(given: dict[str, int], key: str) -> Response:
    """Contracts of this type can be begun again."""
    with desk() as mine:
        retire_type(mine, key, given["version"], retired=False)
    return Response(status=204)


@blueprint.route("/<key>/restoration", methods=["POST"])
@blueprint.arguments(VersionSchema)
@blueprint.response(204)
def create_restoration(given: dict[str, int], key: str) -> Response:
    """The type is again as we ship it."""
    with desk() as mine:
        restore_shipped(mine, key, given["version"])
    return Response(status=204)
