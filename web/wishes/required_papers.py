"""What is written where a paper of a contract's type is brought or withdrawn."""

from __future__ import annotations

from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length, Range


class BroughtSchema(Schema):
    """Which kind of paper it is, and the number of the older one in whose place it comes."""

    class Meta:
        unknown = RAISE

    kind = fields.String(required=True, validate=Length(1, 20))
    replaces = fields.Integer(load_default=None, allow_none=True, validate=Range(1, 2**31 - 1))


class WithdrawalSchema(Schema):
    """Why it is withdrawn."""

    class Meta:
        unknown = RAISE

    reason = fields.String(required=True, validate=Length(max=1000))
