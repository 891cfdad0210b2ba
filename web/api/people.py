"""People: look them up, and for administrators add, edit, disable, give a new password."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length, OneOf

from contracts.people import listing
from contracts.people.access import disable_user, enable_user, reset_password
from contracts.people.passwords import hash_password, require_good
from contracts.people.users import add_user, edit_user
from contracts.people.wishes import Wish
from web.doors import desk, reading
from web.resources import Resource

blueprint = Resource("people_api", __name__, url_prefix="/api/v1/people", description="People (用户)")


class FoundSchema(Schema):
    """One person, as everybody may see them."""

    login = fields.String(attribute="user.login")
    name = fields.String(attribute="user.name")
    department = fields.String(attribute="user.department", allow_none=True)
    is_active = fields.Boolean(attribute="user.is_active")
    roles = fields.List(fields.String(), attribute="user.roles")
    groups = fields.List(fields.String())


class PageSchema(Schema):
    """By login name; `next` is the `after` of the following page."""

    rows = fields.List(fields.Nested(FoundSchema))
    total = fields.Integer()
    next = fields.String(allow_none=True)


class QuerySchema(Schema):
    """Who, and from where on."""

    text = fields.String(load_default="", validate=Length(max=80))
    department = fields.String(load_default="", validate=Length(max=40))
    shown = fields.String(load_default="active", validate=OneOf(("active", "disabled", "all")))
    after = fields.String(load_default="", validate=Length(max=80))
    limit = fields.Integer(load_default=50, validate=lambda n: 1 <= n <= 200)


class WishSchema(Schema):
    """Everything of a person that an administrator sets; roles and groups are all that the person shall have."""

    class Meta:
        unknown = RAISE

    name = fields.String(required=True, validate=Length(1, 80))
    email = fields.String(load_default="", validate=Length(max=200))
    phone = fields.String(load_default="", validate=Length(max=40))
    department = fields.String(load_default=None, allow_none=True, validate=Length(max=40))
    superior = fields.String(load_default=None, allow_none=True, validate=Length(max=80))
    locale = fields.String(load_default="", validate=OneOf(("", "zh_CN", "en")))
    roles = fields.List(fields.String(validate=Length(max=40)), load_default=list)
    groups = fields.List(fields.String(validate=Length(max=80)), load_default=list)


class NewSchema(WishSchema):
    """A person to be added. The password is the first one: it must be changed at the first login, and no answer holds it."""

    login = fields.String(required=True, validate=Length(1, 80))
    password = fields.String(required=True, load_only=True, validate=Length(1, 1024))


class EditSchema(WishSchema):
    """A person to be changed, over the version that was read."""

    version = fields.Integer(required=True)


class PersonSchema(Schema):
    """Everything of a person, for administrators."""

    login = fields.String(attribute="user.login")
    name = fields.String(attribute="user.name")
    email = fields.String(attribute="user.email")
    phone = fields.String(attribute="user.phone")
    department = fields.String(attribute="user.department", allow_none=True)
    superior = fields.String(attribute="user.superior", allow_none=True)
    superiors = fields.List(fields.String(), metadata={"description": "Nearest first, the heads of the departments upwards included."})
    locale = fields.String(attribute="user.locale")
    roles = fields.List(fields.String(), attribute="wish.roles")
    groups = fields.List(fields.String(), attribute="wish.groups")
    open_items = fields.Integer(attribute="items")
    last_login = fields.AwareDateTime(allow_none=True)
    disabled_at = fields.AwareDateTime(attribute="user.disabled_at", allow_none=True)
    disabled_by = fields.String(attribute="user.disabled_by", allow_none=True)
    version = fields.Integer(attribute="user.version")


class DisablingSchema(Schema):
    """Who takes the open work over; needed where there is any."""

    class Meta:
        unknown = RAISE

    stand_in = fields.String(load_default="", validate=Length(max=80))


class PasswordSchema(Schema):
    """Another password, which must be changed at the next login."""

    class Meta:
        unknown = RAISE

    password = fields.String(required=True, load_only=True, validate=Length(1, 1024))


@blueprint.route("")
class People(MethodView):
    @blueprint.arguments(QuerySchema, location="query")
    @blueprint.response(200, PageSchema)
    def get(self, query: dict[str, Any]) -> listing.PeoplePage:
        """Look people up."""
        with reading() as mine:
            return listing.people(mine, **query)

    @blueprint.arguments(NewSchema)
    @blueprint.response(201, PersonSchema)
    def post(self, given: dict[str, Any]) -> listing.PersonView:
        """Add a person."""
        login, password = given.pop("login").strip().casefold(), given.pop("password")
        require_good(password, login)
        hashed = hash_password(password)
        with desk() as mine:
            add_user(mine, login, _wish(given), hashed)
            return listing.person_view(mine, login)


@blueprint.route("/<login>")
class Person(MethodView):
    @blueprint.response(200, PersonSchema)
    def get(self, login: str) -> listing.PersonView:
        """One person with everything."""
        with reading() as mine:
            return listing.person_view(mine, login)

    @blueprint.arguments(EditSchema)
    @blueprint.response(200, PersonSchema)
    def put(self, given: dict[str, Any], login: str) -> listing.PersonView:
        """Make the person what is sent."""
        version = given.pop("version")
        with desk() as mine:
            edit_user(mine, login, _wish(given), version)
        with reading() as mine:
            return listing.person_view(mine, login)


@blueprint.route("/<login>/disabling", methods=["POST"])
@blueprint.arguments(DisablingSchema)
@blueprint.response(204)
def create_disabling(wish: dict[str, str], login: str) -> Response:
    """The person can't come in any more, from this moment on."""
    with desk() as mine:
        disable_user(mine, login, wish["stand_in"])
    return Response(status=204)


@blueprint.route("/<login>/enabling", methods=["POST"])
@blueprint.response(204)
def create_enabling(login: str) -> Response:
    """The person may come in again."""
    with desk() as mine:
        enable_user(mine, login)
    return Response(status=204)


@blueprint.route("/<login>/password", methods=["POST"])
@blueprint.arguments(PasswordSchema)
@blueprint.response(204)
def create_password(given: dict[str, str], login: str) -> Response:
    """Another password; all sessions of the person end."""
    require_good(given["password"], login)
    hashed = hash_password(given["password"])
    with desk() as mine:
        reset_password(mine, login, hashed)
    return Response(status=204)


def _wish(given: dict[str, Any]) -> Wish:
    return Wish(**{**given, "roles": frozenset(given["roles"]), "groups": frozenset(given["groups"])})
