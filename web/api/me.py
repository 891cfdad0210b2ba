"""Me: who I am here, my tokens, my stand-ins, my password."""

from __future__ import annotations

from typing import Any

from flask import Response, g, request
from flask.views import MethodView
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length, OneOf

from contracts.people.access import change_password
from contracts.people.profile import LOOKS, Profile, profile_of, set_profile, set_toured
from contracts.people.substitutes import end_stand_in, set_stand_in, stand_ins_of
from contracts.people.tokens import issue_token, revoke_token, tokens_of
from web.doors import actor, desk, reading, the_house
from web.resources import Resource

blueprint = Resource("me_api", __name__, url_prefix="/api/v1/me", description="Me (我)")


class MeSchema(Schema):
    """Who is asking."""

    login = fields.String()
    name = fields.String()
    department = fields.String(allow_none=True)
    locale = fields.String()
    roles = fields.List(fields.String())
    is_toured = fields.Boolean(metadata={"description": "The first tour of the pages is over."})


class TourSchema(Schema):
    """Is the first tour of the pages over, or does it begin again?"""

    class Meta:
        unknown = RAISE

    is_toured = fields.Boolean(required=True)


class ProfileSchema(Schema):
    """What I set of myself; empty: as the house, or as the machine asks for."""

    class Meta:
        unknown = RAISE

    email = fields.String(load_default="", validate=Length(max=200))
    phone = fields.String(load_default="", validate=Length(max=40))
    locale = fields.String(load_default="", validate=OneOf(("", "zh_CN", "en")))
    zone = fields.String(load_default="", validate=Length(max=40))
    look = fields.String(load_default="", validate=OneOf(LOOKS))


class ChangeSchema(Schema):
    """The password until now, and the new one."""

    class Meta:
        unknown = RAISE

    old = fields.String(required=True, load_only=True, validate=Length(1, 1024))
    new = fields.String(required=True, load_only=True, validate=Length(1, 1024))


class TokenSchema(Schema):
    """One token, without what it is."""

    id = fields.Integer()
    name = fields.String()
    issued_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime(allow_none=True)
    used_at = fields.AwareDateTime(allow_none=True)
    revoked_at = fields.AwareDateTime(allow_none=True)


class NewTokenSchema(Schema):
    """What the token is for, and how many days it holds."""

    class Meta:
        unknown = RAISE

    name = fields.String(required=True, validate=Length(1, 80))
    days = fields.Integer(load_default=90)


class IssuedSchema(Schema):
    """The token, shown this once; null in the answer to a request that is sent again under its Idempotency-Key."""

    id = fields.Integer()
    token = fields.String(allow_none=True)


class StandInSchema(Schema):
    """Who acts for me, from the first to the last day."""

    class Meta:
        unknown = RAISE

    id = fields.Integer(dump_only=True)
    stand_in = fields.String(required=True, validate=Length(1, 80))
    first = fields.Date(required=True, attribute="first_day")
    last = fields.Date(required=True, attribute="last_day", allow_none=True)


@blueprint.route("")
@blueprint.response(200, MeSchema)
def get_me() -> Any:
    """Who the session or the token speaks for."""
    return g.asker.user


@blueprint.route("/profile")
class MyProfile(MethodView):
    @blueprint.response(200, ProfileSchema)
    def get(self) -> Any:
        """My profile."""
        with reading() as mine:
            return profile_of(mine)

    @blueprint.arguments(ProfileSchema)
    @blueprint.response(204)
    def put(self, given: dict[str, str]) -> Response:
        """All of my profile."""
        with desk() as mine:
            set_profile(mine, Profile(**given))
        return Response(status=204)


@blueprint.route("/tour", methods=["PUT"])
@blueprint.arguments(TourSchema)
@blueprint.response(204)
def put_tour(given: dict[str, bool]) -> Response:
    """The tour is over, or begins again."""
    with desk() as mine:
        set_toured(mine, given["is_toured"])
    return Response(status=204)


@blueprint.route("/password", methods=["PUT"])
@blueprint.arguments(ChangeSchema)
@blueprint.response(204)
def put_password(given: dict[str, str]) -> Response:
    """Another password; all my sessions end."""
    change_password(the_house(), actor(), given["old"], given["new"], request.remote_addr or "")
    return Response(status=204)


@blueprint.route("/tokens")
class Tokens(MethodView):
    @blueprint.response(200, TokenSchema(many=True))
    def get(self) -> Any:
        """My tokens, newest first."""
        with reading() as mine:
            return tokens_of(mine, mine.actor.user)

    @blueprint.arguments(NewTokenSchema)
    @blueprint.response(201, IssuedSchema)
    def post(self, given: dict[str, Any]) -> Any:
        """Issue a token. The answer is the only place where it stands."""
        with desk() as mine:
            issued = issue_token(mine, **given)
        g.kept_instead = {"id": issued.id, "token": None}
        return issued


@blueprint.route("/tokens/<int:number>", methods=["DELETE"])
@blueprint.response(204)
def delete_token(number: int) -> Response:
    """Revoke a token: mine, or as an administrator anybody's."""
    with desk() as mine:
        revoke_token(mine, number)
    return Response(status=204)


@blueprint.route("/substitutes")
class StandIns(MethodView):
    @blueprint.response(200, StandInSchema(many=True))
    def get(self) -> Any:
        """Who stands in for me, today or later."""
        with reading() as mine:
            return stand_ins_of(mine, mine.actor.user)

    @blueprint.arguments(StandInSchema)
    @blueprint.response(204)
    def post(self, given: dict[str, Any]) -> Response:
        """Name a stand-in."""
        with desk() as mine:
            set_stand_in(mine, mine.actor.user, given["stand_in"], given["first_day"], given["last_day"])
        return Response(status=204)


@blueprint.route("/substitutes/<int:number>", methods=["DELETE"])
@blueprint.response(204)
def delete_stand_in(number: int) -> Response:
    """Nobody acts for me any more because of this one."""
    with desk() as mine:
        end_stand_in(mine, number)
    return Response(status=204)
