"""Wordings: a contract from the counterparty's paper, one's own wording of ours, and where it deviates."""

from __future__ import annotations

from typing import Any

from flask import current_app, request
from flask.views import MethodView
from marshmallow import Schema, fields
from werkzeug.exceptions import BadRequest

from contracts.drafting.saving import my_draft
from contracts.linting.drafts import deviations_of_mine
from contracts.wording.beginning import begin_theirs
from contracts.wording.current import is_theirs
from contracts.wording.taking import TakenWording, take_wording
from contracts.wording.uploading import drop_wording, upload_wording
from web.doors import desk, reading
from web.resources import Resource

blueprint = Resource("wordings", __name__, url_prefix="/api/v1/contracts", description="Uploaded texts (文本来稿)")


class BegunFromPaperSchema(Schema):
    """The contract, and the work item in which it is drafted."""

    id = fields.String(attribute="contract_id")
    item = fields.String(allow_none=True)


class WordingSchema(Schema):
    """The uploaded text."""

    number = fields.Integer()
    name = fields.String()
    media = fields.String()
    sha = fields.String()
    size = fields.Integer()


class DeviationSchema(Schema):
    """One clause: `words` are pairs of same, del or ins, and the words."""

    kind = fields.String()
    clause = fields.String()
    words = fields.List(fields.List(fields.String()))


@blueprint.post("/from-paper")
@blueprint.response(201, BegunFromPaperSchema)
def create_from_paper() -> Any:
    """Begin a contract from the counterparty's paper (multipart: `type`, `file`, and `title`, `department` where they are known)."""
    form, taken = request.form, _taken(theirs=True)
    with desk() as mine:
        return begin_theirs(mine, form.get("type", ""), taken, title=form.get("title", "")[:200],
                            department=form.get("department", "")[:40])


@blueprint.route("/<id:contract_id>/draft/wording")
class OneWording(MethodView):
    @blueprint.response(201, WordingSchema)
    def post(self, contract_id: str) -> Any:
        """This file is the contract's text from now on (multipart, the part `file`): .docx, of the counterparty's paper PDF too."""
        with reading() as mine:
            theirs = is_theirs(my_draft(mine, contract_id, locked=False)[0])
        taken = _taken(theirs=theirs)
        with desk() as mine:
            return upload_wording(mine, contract_id, taken)

    @blueprint.response(204)
    def delete(self, contract_id: str) -> None:
        """Back to the text that is made from the values."""
        with desk() as mine:
            drop_wording(mine, contract_id)


@blueprint.get("/<id:contract_id>/draft/deviations")
@blueprint.response(200, DeviationSchema(many=True))
def get_deviations(contract_id: str) -> Any:
    """Where the wording of the draft differs from the vetted text with the values as they are saved."""
    with reading() as mine:
        return list(deviations_of_mine(mine, contract_id))           # an empty tuple would be a response of its own to Flask


def _taken(*, theirs: bool) -> TakenWording:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise BadRequest("the part `file` is missing")
    return take_wording(current_app.extensions["chancery"], file.filename, file.stream, theirs=theirs)
