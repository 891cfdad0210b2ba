"""Search everywhere: what the palette shows below its commands."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request, url_for

from contracts.people.roles import ADMINISTERS
from contracts.reading.everywhere import Found, find_everywhere
from web.doors import reading

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def find() -> str:
    """A part of a page: links to what fits."""
    with reading() as mine:
        found = find_everywhere(mine, request.args.get("text", "")[:100])
        return render_template("frame/found.html", found=[(one, _place(one)) for one in found])


def _place(one: Found) -> str:
    if one.kind == "person" and not g.asker.actor.roles & ADMINISTERS:
        return url_for("contracts.ledger", owner=one.key)
    return url_for("people.show", login=one.key) if one.kind == "person" else url_for("contract.show", contract_id=one.key)
