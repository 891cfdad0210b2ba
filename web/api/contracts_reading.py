"""One contract, to be read: itself, its texts, papers and history."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length

from contracts.deciding import urging
from contracts.deciding.asked import seen_contract
from contracts.files import filed
from contracts.process import ending
from contracts.reading import chronicle, dossier
from web.doors import desk, reading
from web.filed import send_filed
from web.ledger.rows import ContractRowSchema
from web.resources import Resource
from web.said import said_found
from web.showing.steps import StepName
from web.wishes import Amount

blueprint = Resource("contracts_reading", __name__, url_prefix="/api/v1/contracts", description="Contracts (合同)")


class TextSchema(Schema):
    """A frozen text and its digests."""

    number = fields.Integer()
    digest = fields.String()
    docx_sha = fields.String()
    pdf_sha = fields.String()
    facts_sha = fields.String()
    facts = fields.Dict()
    frozen_at = fields.AwareDateTime()
    frozen_by = fields.String()


class PaperSchema(Schema):
    """A file of the contract."""

    number = fields.Integer()
    kind = fields.String()
    name = fields.String()
    media = fields.String()
    sha = fields.String()
    size = fields.Integer()
    added_by = fields.String()
    added_at = fields.AwareDateTime()


class LegSchema(Schema):
    """One stage of the route."""

    stage = fields.String()
    state = fields.String()
    since = fields.AwareDateTime(allow_none=True)
    until = fields.AwareDateTime(allow_none=True)
    spent = fields.TimeDelta(precision="seconds")
    people = fields.List(fields.String())


class ContractSchema(ContractRowSchema):
    """One contract with its route and what I am asked about it."""

    counterparty_code = fields.String()
    tax_rate = fields.String()
    net = Amount(allow_none=True)
    tax = Amount(allow_none=True)
    risk = fields.String()
    risk_level = fields.String()
    deviations = fields.Integer()
    deviating = fields.List(fields.Dict())
    source = fields.String()
    findings = fields.List(fields.Dict())
    parent_id = fields.String(allow_none=True)
    relation = fields.String()
    renewal = fields.String()
    signed_on = fields.Date(allow_none=True)
    project = fields.String()
    budget_line = fields.Integer(allow_none=True)
    over_budget = fields.Boolean()
    changed_amount = Amount()
    invoiced_amount = Amount()
    values = fields.Dict(allow_none=True)
    instance = fields.String(attribute="instance_id", allow_none=True)
    text_number = fields.Integer()
    file_number = fields.String(allow_none=True)
    shown = fields.String()
    route = fields.List(fields.Nested(LegSchema))
    my_items = fields.List(fields.String())


class LineSchema(Schema):
    """One link of a history chain."""

    chain = fields.String()
    number = fields.Integer()
    at = fields.AwareDateTime()
    actor = fields.String()
    on_behalf_of = fields.String(allow_none=True)
    act = fields.String()
    step = StepName(allow_none=True)
    facts = fields.Dict()
    previous = fields.String()
    hash = fields.String()


class CancellationSchema(Schema):
    """Why the contract is given up."""

    class Meta:
        unknown = RAISE

    reason = fields.String(required=True, validate=Length(1, 4000))


@blueprint.route("/<uuid:contract_id>")
@blueprint.response(200, ContractSchema)
def get_contract(contract_id: Any) -> dict[str, Any]:
    """One contract: where it stands and who has it."""
    with reading() as mine:
        found = dossier.dossier_of(mine, seen_contract(mine, str(contract_id)))
        columns = {name: getattr(found.contract, name) for name in ContractSchema().fields if hasattr(found.contract, name)}
        return {**columns, "instance_id": found.contract.instance_id, "held": found.held, "shown": found.shown, "route": found.route,
                "my_items": found.my_items, "findings": [said_found(one) for one in found.screening.found] if found.screening else [],
                "deviating": found.screening.deviations if found.screening else []}


@blueprint.route("/<uuid:contract_id>/texts")
@blueprint.response(200, TextSchema(many=True))
def get_texts(contract_id: Any) -> Any:
    """The frozen texts, oldest first."""
    with reading() as mine:
        return list(dossier.dossier_of(mine, seen_contract(mine, str(contract_id))).texts)


@blueprint.route("/<uuid:contract_id>/texts/<int:number>/<any(pdf,docx):form>")
@blueprint.response(200, content_type="application/octet-stream")
def get_text_file(contract_id: Any, number: int, form: str) -> Response:
    """The frozen file, byte for byte."""
    with reading() as mine:
        found = filed.text_file(mine, str(contract_id), number, form)
    return send_filed(found)


@blueprint.route("/<uuid:contract_id>/papers")
@blueprint.response(200, PaperSchema(many=True))
def get_papers(contract_id: Any) -> Any:
    """The papers of a contract."""
    with reading() as mine:
        return list(dossier.dossier_of(mine, seen_contract(mine, str(contract_id))).papers)


@blueprint.route("/<uuid:contract_id>/papers/<int:number>")
@blueprint.response(200, content_type="application/octet-stream")
def get_paper_file(contract_id: Any, number: int) -> Response:
    """One paper, byte for byte."""
    with reading() as mine:
        found = filed.paper_file(mine, str(contract_id), number)
    return send_filed(found)


@blueprint.route("/<uuid:contract_id>/history")
@blueprint.response(200, LineSchema(many=True))
def get_history(contract_id: Any) -> Any:
    """The history, newest first."""
    with reading() as mine:
        return chronicle.page_of(mine, seen_contract(mine, str(contract_id)))


@blueprint.route("/<uuid:contract_id>/urging", methods=["POST"])
@blueprint.response(204)
def create_urging(contract_id: Any) -> Response:
    """Remind those who have it; once an hour."""
    with desk() as mine:
        urging.urge(mine, seen_contract(mine, str(contract_id)))
    return Response(status=204)


@blueprint.route("/<uuid:contract_id>/cancellation", methods=["POST"])
@blueprint.arguments(CancellationSchema)
@blueprint.response(204)
def create_cancellation(wish: dict[str, str], contract_id: Any) -> Response:
    """Give the contract up, before the seal is applied."""
    with desk() as mine:
        ending.cancel_contract(mine, seen_contract(mine, str(contract_id)), wish["reason"])
    return Response(status=204)
