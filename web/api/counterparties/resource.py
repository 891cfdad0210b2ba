"""Counterparties: look them up, keep the directory, blacklist, confirm accounts, merge; their papers and our contracts with them."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask.views import MethodView
from marshmallow import Schema, fields
from marshmallow.validate import Length
from werkzeug.exceptions import BadRequest

from contracts.counterparties import listing
from contracts.counterparties.accounts import confirm_account
from contracts.counterparties.allowed import require_keeper
from contracts.counterparties.blacklisting import blacklist, lift
from contracts.counterparties.dealings import Dealings, dealings_with
from contracts.counterparties.directory import Kept, add_counterparty, edit_counterparty
from contracts.counterparties.finding import counterparty
from contracts.counterparties.merging import merge
from contracts.counterparties.papers import PaperWish, add_counterparty_paper, paper_filed, remove_counterparty_paper
from contracts.counterparties.reading import CounterpartyView, view_of
from contracts.files.papers import take_in
from web.api.counterparties.schemas import (
    CounterpartySchema,
    DealingsSchema,
    DirectoryPageSchema,
    EditSchema,
    KeptSchema,
    ListSchema,
    MergeSchema,
    PaperFormSchema,
    QuerySchema,
    ReasonSchema,
    SuggestionSchema,
    TypingSchema,
    VersionSchema,
    WishSchema,
    wish_from,
)
from web.doors import desk, reading, the_house
from web.filed import send_filed
from web.resources import Resource

blueprint = Resource("counterparties_api", __name__, url_prefix="/api/v1/counterparties", description="Counterparties (相对方)")


class FollowingSchema(Schema):
    """From where on."""

    after = fields.String(load_default="", validate=Length(max=36))


@blueprint.route("")
class Counterparties(MethodView):
    @blueprint.arguments(QuerySchema, location="query")
    @blueprint.response(200, DirectoryPageSchema)
    def get(self, query: dict[str, Any]) -> listing.DirectoryPage:
        """Search the directory."""
        with reading() as mine:
            return listing.page(mine, **query)

    @blueprint.arguments(WishSchema)
    @blueprint.response(201, KeptSchema)
    def post(self, given: dict[str, Any]) -> Kept:
        """Add a counterparty; one with the same code is refused, similar names are unless `is_another`."""
        wish, is_another = wish_from(given)
        with desk() as mine:
            return add_counterparty(mine, wish, is_another=is_another)


@blueprint.route("/suggestions")
@blueprint.arguments(TypingSchema, location="query")
@blueprint.response(200, SuggestionSchema(many=True))
def get_suggestions(query: dict[str, str]) -> list[listing.Suggestion]:
    """Who may be meant by what somebody has typed so far: two characters suffice."""
    with reading() as mine:
        return listing.suggestions(mine, query["text"])


@blueprint.route("/<int:counterparty_id>")
class OneCounterparty(MethodView):
    @blueprint.response(200, CounterpartySchema)
    def get(self, counterparty_id: int) -> CounterpartyView:
        """One counterparty."""
        with reading() as mine:
            return view_of(mine, counterparty_id)

    @blueprint.arguments(EditSchema)
    @blueprint.response(200, KeptSchema)
    def put(self, given: dict[str, Any], counterparty_id: int) -> Kept:
        """Make the entry what is sent; another account is unconfirmed until finance confirms it."""
        wish, is_another = wish_from(given)
        with desk() as mine:
            return edit_counterparty(mine, counterparty_id, wish, given["version"], is_another=is_another)


@blueprint.route("/<int:counterparty_id>/contracts")
@blueprint.arguments(FollowingSchema, location="query")
@blueprint.response(200, DealingsSchema)
def get_contracts(query: dict[str, str], counterparty_id: int) -> Dealings:
    """The contracts with it that I may see, and what is open of them."""
    with reading() as mine:
        return dealings_with(mine, counterparty(mine, counterparty_id).id, after=query["after"])


@blueprint.route("/<int:counterparty_id>/blacklisting", methods=["POST"])
@blueprint.arguments(ListSchema)
@blueprint.response(204)
def create_blacklisting(given: dict[str, Any], counterparty_id: int) -> Response:
    """Put it on the blacklist."""
    with desk() as mine:
        blacklist(mine, counterparty_id, given["reason"], given["until"])
    return Response(status=204)


@blueprint.route("/<int:counterparty_id>/blacklisting/lifting", methods=["POST"])
@blueprint.arguments(ReasonSchema)
@blueprint.response(204)
def create_lifting(given: dict[str, str], counterparty_id: int) -> Response:
    """Take it from the blacklist."""
    with desk() as mine:
        lift(mine, counterparty_id, given["reason"])
    return Response(status=204)


@blueprint.route("/<int:counterparty_id>/account/confirmation", methods=["POST"])
@blueprint.arguments(VersionSchema)
@blueprint.response(201, KeptSchema)
def create_confirmation(given: dict[str, int], counterparty_id: int) -> Kept:
    """Confirm its bank account, as finance; not by who gave it."""
    with desk() as mine:
        return confirm_account(mine, counterparty_id, given["version"])


@blueprint.route("/<int:counterparty_id>/merging", methods=["POST"])
@blueprint.arguments(MergeSchema)
@blueprint.response(201, KeptSchema)
def create_merging(given: dict[str, int], counterparty_id: int) -> Kept:
    """Merge it into another one, which stays."""
    with desk() as mine:
        return merge(mine, counterparty_id, given["into"], given["version"])


@blueprint.route("/<int:counterparty_id>/papers", methods=["POST"])
@blueprint.arguments(PaperFormSchema, location="form")
@blueprint.response(201)
def create_paper(given: dict[str, Any], counterparty_id: int) -> dict[str, int]:
    """Keep a paper of theirs (multipart, the part `file`)."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise BadRequest("the part `file` is missing")
    with reading() as mine:
        require_keeper(mine)
        counterparty(mine, counterparty_id)
    taken = take_in(the_house(), file.filename, file.stream)
    with desk() as mine:
        return {"number": add_counterparty_paper(mine, counterparty_id, PaperWish(**given), taken)}


@blueprint.route("/<int:counterparty_id>/papers/<int:number>")
class OnePaper(MethodView):
    @blueprint.response(200, content_type="application/octet-stream")
    def get(self, counterparty_id: int, number: int) -> Response:
        """The file."""
        with reading() as mine:
            found = paper_filed(mine, counterparty_id, number)
        return send_filed(found)

    @blueprint.response(204)
    def delete(self, counterparty_id: int, number: int) -> Response:
        """Take the paper away."""
        with desk() as mine:
            remove_counterparty_paper(mine, counterparty_id, number)
        return Response(status=204)
