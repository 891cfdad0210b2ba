"""Departments, groups, the working calendar."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length, Range

from contracts.people import calendar, company
from contracts.people.departments import add_department, edit_department, remove_department
from contracts.people.groups import add_group, edit_group, remove_group
from web.doors import desk, reading
from web.resources import Resource

blueprint = Resource("organisation", __name__, url_prefix="/api/v1", description="Departments, groups, calendar (组织)")


class DepartmentSchema(Schema):
    """One department; what it is under, and who heads it."""

    class Meta:
        unknown = RAISE

    code = fields.String(dump_only=True)
    name = fields.String(required=True, validate=Length(1, 80))
    parent = fields.String(load_default=None, allow_none=True, validate=Length(max=40))
    head = fields.String(load_default=None, allow_none=True, validate=Length(max=80))


class GroupSchema(Schema):
    """One group and everybody in it, by login name."""

    class Meta:
        unknown = RAISE

    name = fields.String(dump_only=True)
    title = fields.String(required=True, validate=Length(1, 80))
    members = fields.List(fields.String(validate=Length(max=80)), load_default=list)


class DaySchema(Schema):
    """One day of the calendar; `official` is the holiday's name."""

    date = fields.Date()
    is_working = fields.Boolean()
    is_officially_working = fields.Boolean()
    official = fields.String()
    is_exception = fields.Boolean()
    note = fields.String()


class YearSchema(Schema):
    """Which year."""

    year = fields.Integer(required=True, validate=Range(calendar.FIRST_YEAR, calendar.LAST_YEAR))


class ExceptionSchema(Schema):
    """What the day is here, and why."""

    class Meta:
        unknown = RAISE

    is_working = fields.Boolean(required=True)
    note = fields.String(required=True, validate=Length(1, 200))


@blueprint.route("/departments")
@blueprint.response(200, DepartmentSchema(many=True))
def get_departments() -> Any:
    """All departments, by code."""
    with reading() as mine:
        return list(company(mine).departments.values())


@blueprint.route("/departments/<code>")
class Department(MethodView):
    @blueprint.arguments(DepartmentSchema)
    @blueprint.response(204)
    def put(self, given: dict[str, Any], code: str) -> Response:
        """Change the department, or add it under this code."""
        with desk() as mine:
            act = edit_department if code in company(mine).departments else add_department
            act(mine, code, given["name"], given["parent"], given["head"])
        return Response(status=204)

    @blueprint.response(204)
    def delete(self, code: str) -> Response:
        """Remove a department that nobody and nothing belongs to."""
        with desk() as mine:
            remove_department(mine, code)
        return Response(status=204)


@blueprint.route("/groups")
@blueprint.response(200, GroupSchema(many=True))
def get_groups() -> Any:
    """All groups, by name."""
    with reading() as mine:
        return list(company(mine).groups.values())


@blueprint.route("/groups/<name>")
class Group(MethodView):
    @blueprint.arguments(GroupSchema)
    @blueprint.response(204)
    def put(self, given: dict[str, Any], name: str) -> Response:
        """Change the group and who is in it, or add it under this name."""
        with desk() as mine:
            act = edit_group if name in company(mine).groups else add_group
            act(mine, name, given["title"], given["members"])
        return Response(status=204)

    @blueprint.response(204)
    def delete(self, name: str) -> Response:
        """Remove a group for which nothing waits."""
        with desk() as mine:
            remove_group(mine, name)
        return Response(status=204)


@blueprint.route("/calendar")
@blueprint.arguments(YearSchema, location="query")
@blueprint.response(200, DaySchema(many=True))
def get_calendar(query: dict[str, int]) -> Any:
    """Every day of a year."""
    with reading() as mine:
        return [day for month in calendar.year(mine, query["year"]) for day in month]


@blueprint.route("/calendar/<date>")
class Day(MethodView):
    @blueprint.arguments(ExceptionSchema)
    @blueprint.response(204)
    def put(self, given: dict[str, Any], date: str) -> Response:
        """This house differs on the day."""
        with desk() as mine:
            calendar.set_exception(mine, calendar.read_day(date), given["is_working"], given["note"])
        return Response(status=204)

    @blueprint.response(204)
    def delete(self, date: str) -> Response:
        """The day is again what it officially is."""
        with desk() as mine:
            calendar.unset_exception(mine, calendar.read_day(date))
        return Response(status=204)
