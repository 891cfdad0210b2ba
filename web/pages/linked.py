"""Begin a contract that belongs to this one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from contracts.linking.beginning import begin_linked
from web.doors import desk

blueprint = Blueprint("linked", __name__)


@blueprint.post("/contracts/<uuid:contract_id>/linked")
def begin(contract_id: Any) -> Response:
    """A draft, filled from this contract; its page opens."""
    with desk() as mine:
        begun = begin_linked(mine, str(contract_id), request.form.get("relation", ""), request.form.get("template", ""))
    return redirect(url_for("drafting.edit", contract_id=begun.contract_id), 303)
