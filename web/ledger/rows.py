"""Rows and totals of the ledger, as programs read them."""

from __future__ import annotations

from marshmallow import Schema, fields

from web.wishes import Amount


class HoldingSchema(Schema):
    """Who is asked: u:login or g:group."""

    principal = fields.String()
    since = fields.AwareDateTime()
    due_at = fields.AwareDateTime(allow_none=True)


class ContractRowSchema(Schema):
    """What a contract's row and its own page both have."""

    id = fields.String()
    number = fields.String(allow_none=True)
    title = fields.String()
    type = fields.String()
    counterparty = fields.String()
    counterparty_code = fields.String()
    direction = fields.String()
    amount = Amount(allow_none=True)
    changed_amount = Amount()
    net = Amount(allow_none=True)
    tax = Amount(allow_none=True)
    currency = fields.String()
    invoiced_amount = Amount()
    settled_amount = Amount()
    risk_level = fields.String()
    stage = fields.String()
    status = fields.String()
    owner = fields.String()
    department = fields.String()
    project = fields.String()
    parent_id = fields.String(allow_none=True)
    relation = fields.String()
    renewal = fields.String()
    source = fields.String()
    signed_on = fields.Date(allow_none=True)
    starts_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    file_number = fields.String(allow_none=True)
    created_at = fields.AwareDateTime()
    submitted_at = fields.AwareDateTime(allow_none=True)
    ended_at = fields.AwareDateTime(allow_none=True)
    updated_at = fields.AwareDateTime()
    held = fields.List(fields.Nested(HoldingSchema))


class LedgerRowSchema(ContractRowSchema):
    """One contract of the ledger; with `columns` only these and the id."""

    company = fields.String()
    parent_number = fields.String(allow_none=True)
    current_amount = Amount(allow_none=True)
    open_amount = Amount(allow_none=True)
    paid_percent = fields.Integer(allow_none=True)
    overdue_amount = Amount()
    soon_amount = Amount(metadata={"description": "due within 30 days"})
    retention_amount = Amount(metadata={"description": "kept back as retention, and open"})
    milestones = fields.Integer()
    milestones_done = fields.Integer()
    done_percent = fields.Integer(allow_none=True)
    next_milestone = fields.String(allow_none=True)
    next_due_on = fields.Date(allow_none=True)
    time_percent = fields.Integer(allow_none=True)
    budget_line = fields.String()
    over_budget = fields.String(metadata={"description": "yes, or empty"})


class SumSchema(Schema):
    """What is paid, or what is received, in one currency."""

    direction = fields.String()
    currency = fields.String()
    count = fields.Integer()
    amount = Amount()
    changed_amount = Amount()
    current_amount = Amount()
    net = Amount()
    tax = Amount()
    invoiced_amount = Amount()
    settled_amount = Amount()
    open_amount = Amount()
    overdue_amount = Amount()
    soon_amount = Amount()
    retention_amount = Amount()


class TotalsSchema(Schema):
    """Over all that the filters leave; cancelled contracts are counted and stand in no sum, unless they are asked for."""

    count = fields.Integer()
    sums = fields.List(fields.Nested(SumSchema))


class LedgerPageSchema(Schema):
    """One page; `next` continues it."""

    rows = fields.List(fields.Nested(LedgerRowSchema))
    totals = fields.Nested(TotalsSchema)
    stages = fields.Dict(keys=fields.String(), values=fields.Integer())
    as_of = fields.Date(allow_none=True)
    next = fields.String(allow_none=True)
