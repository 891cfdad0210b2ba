"""How counterparties are written in the API, and what is asked for."""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length, OneOf, Range

from contracts.counterparties.papers import KINDS as PAPER_KINDS
from contracts.counterparties.wishes import KINDS, Contact, Wish
from web.wishes import Amount


class ContactSchema(Schema):
    """Somebody at the counterparty."""

    class Meta:
        unknown = RAISE

    name = fields.String(required=True, validate=Length(1, 60))
    post = fields.String(load_default="", validate=Length(max=60))
    phone = fields.String(load_default="", validate=Length(max=40))
    email = fields.String(load_default="", validate=Length(max=120))


class EntrySchema(Schema):
    """Everything of a counterparty that who keeps the directory sets."""

    class Meta:
        unknown = RAISE

    name = fields.String(required=True, validate=Length(1, 200))
    code = fields.String(load_default="", validate=Length(max=40))
    kind = fields.String(load_default="company", validate=OneOf(tuple(KINDS)))
    former = fields.List(fields.String(validate=Length(max=200)), load_default=list, validate=Length(max=20))
    address = fields.String(load_default="", validate=Length(max=200))
    representative = fields.String(load_default="", validate=Length(max=60))
    phone = fields.String(load_default="", validate=Length(max=40))
    email = fields.String(load_default="", validate=Length(max=120))
    bank = fields.String(load_default="", validate=Length(max=120))
    account = fields.String(load_default="", validate=Length(max=40))
    tax_remarks = fields.String(load_default="", validate=Length(max=400))
    contacts = fields.List(fields.Nested(ContactSchema), load_default=list, validate=Length(max=20))


class WishSchema(EntrySchema):
    """Everything of a counterparty; what is left out is empty."""

    is_another = fields.Boolean(load_default=False, metadata={"description": "Similar names were seen; it is another one."})


class EditSchema(WishSchema):
    """The whole entry, over the version that was read."""

    version = fields.Integer(required=True, strict=True)


class ListedSchema(Schema):
    """One line of the directory."""

    id = fields.Integer(attribute="row.id")
    kind = fields.String(attribute="row.kind")
    name = fields.String(attribute="row.name")
    code = fields.String(attribute="row.code", allow_none=True)
    account_state = fields.String(attribute="row.account_state")
    blacklisted = fields.String(attribute="blacklisted.reason", dump_default=None, allow_none=True)
    papers = fields.String(attribute="worst", metadata={"description": "expired, expiring, or empty"})


class DirectoryPageSchema(Schema):
    """Newest first; `next` is the `after` of the following page."""

    rows = fields.List(fields.Nested(ListedSchema))
    next = fields.Integer(allow_none=True)


class QuerySchema(Schema):
    """Who, and from where on."""

    text = fields.String(load_default="", validate=Length(max=100))
    state = fields.String(load_default="", validate=OneOf(("", "blacklisted", "papers", "account", "new")))
    kind = fields.String(load_default="", validate=OneOf(("", *KINDS)))
    after = fields.Integer(load_default=None, validate=Range(1, 2**62))
    limit = fields.Integer(load_default=50, validate=Range(1, 200))


class BlacklistingSchema(Schema):
    """An entry of the blacklist."""

    reason = fields.String()
    until = fields.Date(allow_none=True)
    by = fields.String()
    at = fields.AwareDateTime()
    lifted_by = fields.String(allow_none=True)
    lifted_at = fields.AwareDateTime(allow_none=True)
    lifted_reason = fields.String()


class HeldPaperSchema(Schema):
    """A paper, and how it stands today: holds, expiring, expired, replaced."""

    number = fields.Integer(attribute="paper.number")
    kind = fields.String(attribute="paper.kind")
    about = fields.String(attribute="paper.about")
    paper_number = fields.String(attribute="paper.paper_number")
    valid_from = fields.Date(attribute="paper.valid_from", allow_none=True)
    valid_to = fields.Date(attribute="paper.valid_to", allow_none=True)
    file = fields.String(attribute="paper.name")
    sha = fields.String(attribute="paper.sha")
    state = fields.String()


class CounterpartySchema(Schema):
    """One counterparty with everything but its contracts."""

    id = fields.Integer(attribute="row.id")
    version = fields.Integer(attribute="row.version")
    merged_into = fields.Integer(attribute="row.merged_into", allow_none=True)
    from_contract = fields.Boolean(attribute="row.from_contract")
    account_state = fields.String(attribute="row.account_state")
    account_by = fields.String(attribute="row.account_by", allow_none=True)
    account_at = fields.AwareDateTime(attribute="row.account_at", allow_none=True)
    confirmed_by = fields.String(attribute="row.confirmed_by", allow_none=True)
    confirmed_at = fields.AwareDateTime(attribute="row.confirmed_at", allow_none=True)
    entry = fields.Nested(EntrySchema, attribute="wish")
    blacklisted = fields.String(attribute="blacklisted.reason", dump_default=None, allow_none=True)
    blacklistings = fields.List(fields.Nested(BlacklistingSchema))
    papers = fields.List(fields.Nested(HeldPaperSchema))


class SumsSchema(Schema):
    """Of one direction, cancelled ones left out."""

    count = fields.Integer()
    amount = Amount()
    settled = Amount()
    open = Amount()
    overdue = Amount()


class DealtSchema(Schema):
    """A contract with it."""

    id = fields.String()
    number = fields.String(allow_none=True)
    title = fields.String()
    direction = fields.String()
    amount = Amount(allow_none=True)
    settled_amount = Amount()
    stage = fields.String()
    status = fields.String()


class DealingsSchema(Schema):
    """The contracts with a counterparty that I may see, and what is open of them."""

    contracts = fields.List(fields.Nested(DealtSchema))
    expense = fields.Nested(SumsSchema)
    income = fields.Nested(SumsSchema)
    next = fields.String(allow_none=True)


class ReasonSchema(Schema):
    """Why."""

    class Meta:
        unknown = RAISE

    reason = fields.String(required=True, validate=Length(1, 400))


class ListSchema(ReasonSchema):
    """Why, and the last day; none: until it is lifted."""

    until = fields.Date(load_default=None, allow_none=True)


class VersionSchema(Schema):
    """The version that was read."""

    class Meta:
        unknown = RAISE

    version = fields.Integer(required=True, strict=True)


class MergeSchema(VersionSchema):
    """Into which other counterparty."""

    into = fields.Integer(required=True, strict=True)


class PaperFormSchema(Schema):
    """What is said of a paper, beside its file."""

    kind = fields.String(required=True, validate=OneOf(tuple(PAPER_KINDS)))
    about = fields.String(load_default="", validate=Length(max=120))
    paper_number = fields.String(load_default="", validate=Length(max=80))
    valid_from = fields.Date(load_default=None, allow_none=True)
    valid_to = fields.Date(load_default=None, allow_none=True)


class TypingSchema(Schema):
    """What somebody has typed of a name or a code."""

    text = fields.String(load_default="", validate=Length(max=200))


class SuggestionSchema(Schema):
    """One that may be meant; `values` are a draft's fields."""

    id = fields.Integer()
    name = fields.String()
    code = fields.String()
    blacklisted = fields.String()
    papers = fields.String()
    account_state = fields.String()
    values = fields.Dict(keys=fields.String(), values=fields.String())


class KeptSchema(Schema):
    """The entry as it stands now."""

    id = fields.Integer()
    version = fields.Integer()


def wish_from(given: dict[str, Any]) -> tuple[Wish, bool]:
    """The wish, and whether similar names were seen."""
    asked = {name: value for name, value in given.items() if name in Wish.__dataclass_fields__}
    contacts = tuple(Contact(**one) for one in asked["contacts"])
    return Wish(**{**asked, "former": tuple(asked["former"]), "contacts": contacts}), bool(given["is_another"])
