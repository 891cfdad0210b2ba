"""Texts that were not made from the values: the counterparty's paper, and a drafter's own wording of ours."""

from __future__ import annotations

from typing import IO

from flask import Blueprint, current_app, redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from contracts.drafting.saving import my_draft
from contracts.wording.beginning import begin_theirs as begin_from_paper
from contracts.wording.current import is_theirs
from contracts.wording.taking import TakenWording, take_wording
from contracts.wording.uploading import drop_wording, upload_wording
from engine.desk import Desk
from web.doors import desk, reading

blueprint = Blueprint("wording", __name__)


@blueprint.post("/contracts/new/theirs")
def begin_theirs() -> Response:
    """Begin a contract with the counterparty's paper."""
    taken = _taken(theirs=True)
    with desk() as mine:
        begun = begin_from_paper(mine, request.form.get("type", ""), taken, department=_own_department(mine))
    return redirect(url_for("drafting.edit", contract_id=begun.contract_id), 303)


@blueprint.post("/contracts/<id:contract_id>/draft/wording")
def upload(contract_id: str) -> Response:
    """This file is the contract's text from now on: checked and read with nothing locked, then kept."""
    with reading() as mine:
        theirs = is_theirs(my_draft(mine, contract_id, locked=False)[0])
    taken = _taken(theirs=theirs)
    with desk() as mine:
        upload_wording(mine, contract_id, taken)
    return redirect(url_for("drafting.edit", contract_id=contract_id), 303)


@blueprint.post("/contracts/<id:contract_id>/draft/wording/removal")
def drop(contract_id: str) -> Response:
    """Back to the text that is made from the values."""
    with desk() as mine:
        drop_wording(mine, contract_id)
    return redirect(url_for("drafting.edit", contract_id=contract_id), 303)


def _taken(*, theirs: bool) -> TakenWording:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise BadRequest()
    content: IO[bytes] = file.stream
    return take_wording(current_app.extensions["chancery"], file.filename, content, theirs=theirs)


def _own_department(mine: Desk) -> str:
    found = mine.house.parts.get("department_of")
    return str(found(mine, mine.actor.user) or "") if found else ""
