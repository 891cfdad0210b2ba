"""Required papers of a contract: what the archive wants, what is there, and bringing what its type asks for."""

from __future__ import annotations

from typing import Any

from flask import request
from flask.views import MethodView
from marshmallow import Schema, fields
from werkzeug.exceptions import BadRequest

from contracts.archive.required_papers import Required, required_papers
from contracts.archive.type_papers import bring_paper, require_bringer, withdraw_paper
from contracts.deciding.asked import seen_contract
from contracts.files.papers import Taken, take_in
from web.doors import desk, reading, the_house
from web.resources import Resource
from web.said import said_wrong
from web.wishes import wish_in
from web.wishes.required_papers import BroughtSchema, WithdrawalSchema

blueprint = Resource("required_papers_api", __name__, url_prefix="/api/v1/contracts/<uuid:contract_id>/required-papers",
                     description="Required papers (必备资料)")
BODY = {"requestBody": {"content": {"multipart/form-data": {"schema": {"type": "object", "required": ["kind", "file"], "properties": {
    "kind": {"type": "string"}, "replaces": {"type": "integer"}, "file": {"type": "string", "format": "binary"}}}}}}}


class GivenPaperSchema(Schema):
    """A file that is there, who gave it when."""

    number = fields.Integer()
    name = fields.String()
    sha = fields.String()
    size = fields.Integer()
    added_by = fields.String()
    added_at = fields.AwareDateTime()


class RequiredPaperSchema(Schema):
    """A paper that the archive wants, and whether it is there. `by_type`: the contract's type asks for it, and somebody brings it."""

    kind = fields.String()
    name = fields.Function(lambda line: said_wrong(line.called), metadata={"type": "string"})
    about = fields.String()
    must = fields.Boolean()
    is_there = fields.Boolean()
    waived = fields.String(metadata={"description": "Why the contract was filed without it"})
    by_type = fields.Function(lambda line: line.of_type is not None, metadata={"type": "boolean"})
    papers = fields.List(fields.Integer())
    files = fields.List(fields.Nested(GivenPaperSchema), attribute="there")


class NumberSchema(Schema):
    """The paper's number among those of the contract."""

    number = fields.Integer()


@blueprint.route("")
class RequiredPapers(MethodView):
    @blueprint.response(200, RequiredPaperSchema(many=True))
    def get(self, contract_id: Any) -> list[Required]:
        """What the archive wants of this contract, held against what is there; of a filed one what was checked then."""
        with reading() as mine:
            return list(required_papers(mine, seen_contract(mine, str(contract_id))))

    @blueprint.doc(**BODY)
    @blueprint.response(201, NumberSchema)
    def post(self, contract_id: Any) -> dict[str, int]:
        """Bring a paper that the contract's type asks for (multipart: `kind`, `file`, and `replaces` for one in the place of an older)."""
        with reading() as mine:
            require_bringer(mine, seen_contract(mine, str(contract_id)))     # before 50 MB are written for nobody
        given, taken = wish_in(BroughtSchema(), request.form), _taken()
        with desk() as mine:
            return {"number": bring_paper(mine, str(contract_id), given["kind"], taken, replaces=given["replaces"])}


@blueprint.route("/<int:number>/withdrawal", methods=["POST"])
@blueprint.arguments(WithdrawalSchema)
@blueprint.response(204)
def create_withdrawal(given: dict[str, Any], contract_id: Any, number: int) -> None:
    """Take a paper back; who gave it, who took it back and why stay in the history."""
    with desk() as mine:
        withdraw_paper(mine, str(contract_id), number, given["reason"])


def _taken() -> Taken:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise BadRequest("the part `file` is missing")
    return take_in(the_house(), sent.filename, sent.stream)
