"""Contracts that belong to another: what a contract is linked to, what may be begun under it, begin one."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length, OneOf

from contracts.deciding.asked import seen_contract
from contracts.linking.beginning import begin_linked
from contracts.linking.linked import links_of
from contracts.linking.possible import possible_links
from contracts.linking.relations import RELATIONS
from web.doors import desk, reading
from web.resources import Resource
from web.wishes import Amount

blueprint = Resource("linked_api", __name__, url_prefix="/api/v1/contracts", description="Linked contracts (关联合同)")


class EffectSchema(Schema):
    """What a signed supplement, change or termination did to its main contract."""

    amount_change = Amount()
    ends_before = fields.Date(allow_none=True)
    ends_after = fields.Date(allow_none=True)
    dropped_payments = fields.Integer()
    added_payments = fields.Integer()
    moved_payments = fields.Integer()
    at = fields.AwareDateTime()


class LinkSchema(Schema):
    """The contract at the other end; `effect` once it has taken effect."""

    relation = fields.String()
    id = fields.String()
    number = fields.String(allow_none=True)
    title = fields.String()
    type = fields.String()
    stage = fields.String()
    status = fields.String()
    amount = Amount(allow_none=True)
    currency = fields.String()
    effect = fields.Nested(EffectSchema, allow_none=True)


class TextSchema(Schema):
    """A text that an order may begin with."""

    key = fields.String()


class PossibleSchema(Schema):
    """What I may begin here; `texts`: the keys of those to choose from, for an order."""

    relation = fields.String()
    texts = fields.List(fields.Pluck(TextSchema, "key"))


class LinksSchema(Schema):
    """All links that I may see; the amount and the term as signed changes have made them."""

    main = fields.Nested(LinkSchema, allow_none=True)
    linked = fields.List(fields.Nested(LinkSchema))
    effect = fields.Nested(EffectSchema, allow_none=True)
    amount = Amount(allow_none=True)
    original_amount = Amount(allow_none=True)
    original_ends_on = fields.Date(allow_none=True)
    possible = fields.List(fields.Nested(PossibleSchema))


class BeginSchema(Schema):
    """Which relation, and for an order the text."""

    class Meta:
        unknown = RAISE

    relation = fields.String(required=True, validate=OneOf(RELATIONS))
    template = fields.String(load_default="", validate=Length(max=80))


class BegunSchema(Schema):
    """The draft, and the work item in which it is written."""

    id = fields.String(attribute="contract_id")
    item = fields.String(allow_none=True)


@blueprint.route("/<uuid:contract_id>/linked")
class Linked(MethodView):
    @blueprint.response(200, LinksSchema)
    def get(self, contract_id: Any) -> dict[str, Any]:
        """What the contract is linked to, and what I may begin under it."""
        with reading() as mine:
            contract = seen_contract(mine, str(contract_id))
            return {**vars(links_of(mine, contract)), "possible": possible_links(mine, contract)}

    @blueprint.arguments(BeginSchema)
    @blueprint.response(201, BegunSchema)
    def post(self, asked: dict[str, str], contract_id: Any) -> Any:
        """Begin a linked contract, filled from this one."""
        with desk() as mine:
            return begin_linked(mine, str(contract_id), asked["relation"], asked["template"])
