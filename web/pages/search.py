"""Search everywhere: what the palette shows below its commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, g, render_template, request, url_for

from contracts.people.roles import ADMINISTERS
from contracts.reading.everywhere import Found, find_everywhere
from web.doors import reading

blueprint = Blueprint("search", __name__)
PAGES: Mapping[str, Callable[[str], str]] = {
    "contract": lambda key: url_for("contract.show", contract_id=key),
    "counterparty": lambda key: url_for("counterparty.show", counterparty_id=key),
    "project": lambda key: url_for("projects.show", code=key),
    "template": lambda key: url_for("templates.show", key=key),
    "type": lambda key: url_for("contract_types.show", key=key),
    "person": lambda key: _page_of_person(key),
}


@blueprint.get("/search")
def find() -> str:
    """A part of a page: links to what fits."""
    with reading() as mine:
        found = find_everywhere(mine, request.args.get("text", "")[:100])
        return render_template("frame/found.html", found=[(one, page_of(one)) for one in found])


def page_of(one: Found) -> str:
    """Where what was found is read."""
    return PAGES[one.kind](one.key)


def _page_of_person(login: str) -> str:
    """For administrators their page, for others their contracts."""
    if g.asker.actor.roles & ADMINISTERS:
        return url_for("people.show", login=login)
    return url_for("contracts.ledger", owner=login)
