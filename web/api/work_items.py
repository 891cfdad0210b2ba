"""Work items: what is asked of me, and my answer."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask.views import MethodView
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length, OneOf, Regexp

from contracts import notices
from contracts.deciding import decisions
from contracts.reading import inbox_rows
from contracts.reading.briefing import Briefing, briefing_of
from engine.identity import Key
from engine.work_items import inbox
from web.doors import desk, reading
from web.resources import Resource
from web.said import said_finding, said_found
from web.showing.steps import StepName, step_name
from web.wishes import Amount

blueprint = Resource("work_items", __name__, url_prefix="/api/v1/work-items", description="What people are asked (待办)")
SHA = Regexp(r"[0-9a-f]{64}")


class WorkItemSchema(Schema):
    """One item of an inbox and the contract that it asks about."""

    id = fields.String(attribute="key")
    step = StepName()
    element = fields.String()
    kind = fields.String()
    contract = fields.String(attribute="contract_id")
    title = fields.String()
    number = fields.String(allow_none=True)
    counterparty = fields.String()
    amount = Amount(allow_none=True)
    currency = fields.String()
    sent_by = fields.String()
    since = fields.AwareDateTime()
    due_at = fields.AwareDateTime(allow_none=True)
    claimed_by = fields.String(allow_none=True)
    candidates = fields.List(fields.String())
    plan_row = fields.String(allow_none=True)
    outcome = fields.String(allow_none=True)
    done_at = fields.AwareDateTime(allow_none=True)


class WorkItemPageSchema(Schema):
    """One page; `next` is the `after` of the following one."""

    rows = fields.List(fields.Nested(WorkItemSchema))
    next = fields.String(allow_none=True)


class PageQuerySchema(Schema):
    """Which list, from where."""

    state = fields.String(load_default="open", validate=OneOf(("open", "done")))
    after = fields.String(load_default=None, validate=Length(max=120))
    limit = fields.Integer(load_default=50, validate=lambda n: 1 <= n <= 200)


class TargetSchema(Schema):
    """A step that the item may be returned to, and what that would undo."""

    element = fields.String()
    name = StepName()
    undone = fields.List(StepName())
    again = fields.Boolean()
    back = fields.Boolean()


class SaidSchema(Schema):
    """An earlier decision; `is_void`: it was given on a text that has changed since."""

    item = fields.String()
    element = fields.String()
    step = StepName()
    kind = fields.String()
    outcome = fields.String()
    comment = fields.String()
    wrote = fields.Dict()
    by = fields.String()
    on_behalf_of = fields.String(allow_none=True)
    at = fields.AwareDateTime()
    text = fields.Integer(allow_none=True)
    is_void = fields.Boolean()


class DifferenceSchema(Schema):
    """One field with its value before and after."""

    path = fields.String()
    before = fields.Raw(allow_none=True)
    after = fields.Raw(allow_none=True)


class OverSchema(Schema):
    """By how much it is over its budget line now, and what of."""

    by = Amount()
    budget = Amount()
    others = Amount()
    amount = Amount()


class BriefingSchema(Schema):
    """Everything that is needed to decide. `shown` goes back with the decision."""

    id = fields.String(attribute="asked.key")
    state = fields.String(attribute="asked.item.state")
    step = StepName(attribute="asked.step")
    element = fields.String(attribute="asked.element")
    contract = fields.String(attribute="asked.contract.id")
    may_act = fields.Boolean(attribute="asked.may_act")
    shown = fields.String()
    facts = fields.Dict()
    text = fields.Integer(attribute="text.number", allow_none=True)
    why = fields.Method("reason_of")
    outcomes = fields.List(fields.String())
    may_reject = fields.Boolean()
    names_another = fields.Boolean()
    may_be_handed_to = fields.List(fields.String(), attribute="heirs")
    may_take_back = fields.Boolean()
    targets = fields.List(fields.Nested(TargetSchema))
    said = fields.List(fields.Nested(SaidSchema))
    changed = fields.List(fields.Nested(DifferenceSchema))
    over_budget = fields.Nested(OverSchema, attribute="over", allow_none=True)
    findings = fields.Method("found")
    deviations = fields.List(fields.Dict())
    source = fields.String(attribute="asked.contract.source")
    counterparty = fields.Method("counterparty_of", metadata={"description": "What the directory says today of the counterparty."})
    due_at = fields.AwareDateTime(attribute="asked.item.due_at", allow_none=True)
    done_by = fields.String(attribute="asked.item.done_by", allow_none=True)
    done_at = fields.AwareDateTime(attribute="asked.item.done_at", allow_none=True)
    outcome = fields.String(attribute="asked.item.outcome", allow_none=True)

    def found(self, briefing: Briefing) -> list[dict[str, str]]:
        return [said_found(one) for one in briefing.found]

    def counterparty_of(self, briefing: Briefing) -> list[dict[str, str]]:
        return [said_finding(one) for one in briefing.party]

    def reason_of(self, briefing: Briefing) -> dict[str, Any]:
        reason = briefing.reason
        words = [step_name(one) for one in reason.words]
        return {"rule": reason.rule, **reason.facts, "table": reason.table, "rows": list(reason.rows), "words": words,
                "for": reason.substitutes}


class DecisionSchema(Schema):
    """What a person decided, and on which text."""

    class Meta:
        unknown = RAISE

    outcome = fields.String(required=True, validate=Length(1, 40))
    comment = fields.String(load_default="", validate=Length(max=decisions.LONGEST_COMMENT))
    fields_ = fields.Dict(keys=fields.String(), data_key="fields", attribute="fields", load_default=dict)
    shown = fields.String(load_default=None, allow_none=True, validate=SHA)


class ReturnSchema(Schema):
    """Where to, and how it comes back: `again` walks from there, `back` comes straight to me."""

    class Meta:
        unknown = RAISE

    to = fields.String(required=True, validate=Length(1, 255))
    then = fields.String(load_default="again", validate=OneOf(("again", "back")))
    reason = fields.String(required=True, validate=Length(1, decisions.LONGEST_COMMENT))
    shown = fields.String(load_default=None, allow_none=True, validate=SHA)


class HandOverSchema(Schema):
    """To whom, and why."""

    class Meta:
        unknown = RAISE

    to = fields.String(required=True, validate=Length(1, 80))
    reason = fields.String(required=True, validate=Length(1, decisions.LONGEST_COMMENT))


class DecisionMadeSchema(Schema):
    """Where the contract stands after a decision."""

    item = fields.String()
    outcome = fields.String()
    contract = fields.String(attribute="contract_id")
    status = fields.String()
    stage = fields.String(allow_none=True)


class CountsSchema(Schema):
    """What the frame shows beside the inbox and the bell; at most 1000."""

    mine = fields.Integer()
    notices = fields.Integer()


@blueprint.route("")
class WorkItems(MethodView):
    @blueprint.arguments(PageQuerySchema, location="query")
    @blueprint.response(200, WorkItemPageSchema)
    def get(self, query: dict[str, Any]) -> inbox_rows.InboxPage:
        """What is asked of me, most urgent first; or what I did."""
        listed = inbox_rows.asked_of_me if query["state"] == "open" else inbox_rows.done_by_me
        with reading() as mine:
            return listed(mine, after=query["after"], limit=query["limit"])


@blueprint.route("/counts")
@blueprint.response(200, CountsSchema)
def get_counts() -> dict[str, int]:
    """How much is asked and unread; polled with If-None-Match."""
    with reading() as mine:
        return {"mine": inbox.counts(mine, mine.actor.user), "notices": notices.unread(mine)}


@blueprint.route("/<item>")
@blueprint.response(200, BriefingSchema)
def get_work_item(item: str) -> Briefing:
    """What is needed to decide."""
    with reading() as mine:
        return briefing_of(mine, Key.parse(item))


@blueprint.route("/<item>/decision", methods=["POST"])
@blueprint.arguments(DecisionSchema)
@blueprint.response(201, DecisionMadeSchema)
def create_decision(decision: dict[str, Any], item: str) -> decisions.Decision:
    """Decide: one of the step's outcomes, or `reject`."""
    with desk() as mine:
        return decisions.decide(mine, Key.parse(item), **decision)


@blueprint.route("/<item>/return", methods=["POST"])
@blueprint.arguments(ReturnSchema)
@blueprint.response(201, DecisionMadeSchema)
def create_return(wish: dict[str, Any], item: str) -> decisions.Decision:
    """Give it back to an earlier step."""
    with desk() as mine:
        return decisions.return_contract(mine, Key.parse(item), **wish)


@blueprint.route("/<item>/take-back", methods=["POST"])
@blueprint.response(201, DecisionMadeSchema)
def create_take_back(item: str) -> decisions.Decision:
    """Undo my decision while nobody acted after it."""
    with desk() as mine:
        return decisions.take_back(mine, Key.parse(item))


@blueprint.route("/<item>/claim", methods=["POST", "DELETE"])
@blueprint.response(204)
def claim(item: str) -> Response:
    """Take it for myself; DELETE puts it back."""
    with desk() as mine:
        (decisions.claim if request.method == "POST" else decisions.release)(mine, Key.parse(item))
    return Response(status=204)


@blueprint.route("/<item>/hand-over", methods=["POST"])
@blueprint.arguments(HandOverSchema)
@blueprint.response(204)
def create_hand_over(wish: dict[str, Any], item: str) -> Response:
    """Give it to somebody else."""
    with desk() as mine:
        decisions.hand_over(mine, Key.parse(item), **wish)
    return Response(status=204)
