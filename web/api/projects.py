"""Projects: their budgets, what contracts take of them, and who works on them."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length

from contracts.projects.lines import add_line, edit_line
from contracts.projects.members import set_members
from contracts.projects.overview import contracts_of, project_view, projects, seen_project
from contracts.projects.projects import add_project, edit_project, turn_project
from web.doors import desk, reading
from web.resources import Resource
from web.wishes import Amount
from web.wishes.projects import LineSchema, NewProjectSchema, ProjectSchema, TurnSchema, line_wish, project_wish

blueprint = Resource("projects_api", __name__, url_prefix="/api/v1/projects", description="Projects and budgets (项目、预算)")


class SumsSchema(Schema):
    """What contracts take: reserved before signing, committed from signing, changed by signed changes; what was invoiced and paid."""

    contracts = fields.Integer()
    reserved = Amount()
    committed = Amount()
    changed = Amount()
    invoiced = Amount()
    paid = Amount()


class FiguresSchema(Schema):
    """A budget and what is left of it."""

    budget = Amount(allow_none=True)
    left = Amount(allow_none=True)
    sums = fields.Nested(SumsSchema)


class HeadSchema(Schema):
    """A project's head data."""

    code = fields.String()
    name = fields.String()
    department = fields.String()
    manager = fields.String()
    counterparty = fields.String()
    address = fields.String()
    starts_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    status = fields.String()
    version = fields.Integer()


class ProjectRowSchema(Schema):
    """A project of the list; no figures where I do not see its contracts."""

    project = fields.Nested(HeadSchema)
    figures = fields.Nested(FiguresSchema, allow_none=True)
    income = fields.Nested(SumsSchema, allow_none=True)


class ProjectListSchema(Schema):
    """Newest codes first; `counts` by state."""

    rows = fields.List(fields.Nested(ProjectRowSchema))
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    next = fields.String(allow_none=True)


class ChangeSchema(Schema):
    """A change of a line's amount."""

    before = Amount(allow_none=True)
    after = Amount()
    reason = fields.String()
    by = fields.String()
    at = fields.AwareDateTime()


class LineRowSchema(Schema):
    """A budget line with its figures and every amount that it had, newest first."""

    number = fields.Integer()
    code = fields.String()
    name = fields.String()
    remark = fields.String()
    figures = fields.Nested(FiguresSchema)
    changes = fields.List(fields.Nested(ChangeSchema))


class ProjectViewSchema(Schema):
    """One project; `elsewhere`: expenses on no line."""

    project = fields.Nested(HeadSchema)
    members = fields.Dict(keys=fields.String(), values=fields.String())
    lines = fields.List(fields.Nested(LineRowSchema))
    elsewhere = fields.Nested(SumsSchema)
    total = fields.Nested(FiguresSchema)
    income = fields.Nested(SumsSchema)
    sees_figures = fields.Boolean()
    may_edit = fields.Boolean()
    may_budget = fields.Boolean()
    turns = fields.List(fields.String())


class ContractOfProjectSchema(Schema):
    """A contract of the project."""

    id = fields.String()
    number = fields.String(allow_none=True)
    title = fields.String()
    counterparty = fields.String()
    direction = fields.String()
    amount = Amount(allow_none=True)
    currency = fields.String()
    stage = fields.String()
    status = fields.String()
    budget_line = fields.Integer(allow_none=True)
    over_budget = fields.Boolean()


class ContractsOfProjectSchema(Schema):
    """Newest change first."""

    rows = fields.List(fields.Nested(ContractOfProjectSchema))
    next = fields.String(allow_none=True)


class ListQuerySchema(Schema):
    """Which projects, from where."""

    status = fields.String(load_default="", validate=Length(max=20))
    text = fields.String(load_default="", validate=Length(max=100))
    after = fields.String(load_default="", validate=Length(max=80))
    limit = fields.Integer(load_default=50, validate=lambda n: 1 <= n <= 200)


class ContractsQuerySchema(Schema):
    """Of which line, from where."""

    line = fields.Integer(load_default=None)
    after = fields.String(load_default="", validate=Length(max=120))
    limit = fields.Integer(load_default=50, validate=lambda n: 1 <= n <= 200)


class MembersSchema(Schema):
    """Everybody who works on the project, by login name, with their part."""

    class Meta:
        unknown = RAISE

    members = fields.Dict(keys=fields.String(validate=Length(max=80)), values=fields.String(validate=Length(max=200)), required=True)


class NumberSchema(Schema):
    """The number of what was made."""

    number = fields.Integer()


@blueprint.route("")
class Projects(MethodView):
    @blueprint.arguments(ListQuerySchema, location="query")
    @blueprint.response(200, ProjectListSchema)
    def get(self, query: dict[str, Any]) -> Any:
        """The projects that I see, with budget, what contracts take of it, and what is left."""
        with reading() as mine:
            return projects(mine, **query)

    @blueprint.arguments(NewProjectSchema)
    @blueprint.response(201, HeadSchema)
    def post(self, given: dict[str, Any]) -> Any:
        """Add a project."""
        with desk() as mine:
            return add_project(mine, given["code"], project_wish(given))


@blueprint.route("/<code>")
class Project(MethodView):
    @blueprint.response(200, ProjectViewSchema)
    def get(self, code: str) -> Any:
        """One project with its lines."""
        with reading() as mine:
            return project_view(mine, code)

    @blueprint.arguments(ProjectSchema)
    @blueprint.response(204)
    def put(self, given: dict[str, Any], code: str) -> Response:
        """Change its head data, over the version that was read."""
        with desk() as mine:
            edit_project(mine, code, project_wish(given), given["version"])
        return Response(status=204)


@blueprint.route("/<code>/contracts")
@blueprint.arguments(ContractsQuerySchema, location="query")
@blueprint.response(200, ContractsOfProjectSchema)
def get_contracts(query: dict[str, Any], code: str) -> Any:
    """The contracts of the project, or of one line."""
    with reading() as mine:
        rows, following = contracts_of(mine, seen_project(mine, code).code, **query)
        return {"rows": rows, "next": following}


@blueprint.route("/<code>/people", methods=["PUT"])
@blueprint.arguments(MembersSchema)
@blueprint.response(204)
def put_people(given: dict[str, Any], code: str) -> Response:
    """These people and nobody else work on it."""
    with desk() as mine:
        set_members(mine, code, given["members"])
    return Response(status=204)


@blueprint.route("/<code>/state", methods=["POST"])
@blueprint.arguments(TurnSchema)
@blueprint.response(204)
def create_state(given: dict[str, Any], code: str) -> Response:
    """Start, close or reopen it."""
    with desk() as mine:
        turn_project(mine, code, given["status"], given["reason"])
    return Response(status=204)


@blueprint.route("/<code>/lines", methods=["POST"])
@blueprint.arguments(LineSchema)
@blueprint.response(201, NumberSchema)
def create_line(given: dict[str, Any], code: str) -> dict[str, int]:
    """Add a budget line."""
    with desk() as mine:
        return {"number": add_line(mine, code, line_wish(given), given["reason"])}


@blueprint.route("/<code>/lines/<int:number>", methods=["PUT"])
@blueprint.arguments(LineSchema)
@blueprint.response(204)
def put_line(given: dict[str, Any], code: str, number: int) -> Response:
    """Change a budget line; an amount of a running project with its reason."""
    with desk() as mine:
        edit_line(mine, code, number, line_wish(given), given["reason"])
    return Response(status=204)
