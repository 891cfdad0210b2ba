"""相对方: whom do we make contracts with, and whom should somebody look at?"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from contracts.counterparties import listing
from contracts.counterparties.allowed import may_keep, require_keeper
from contracts.counterparties.directory import add_counterparty
from contracts.counterparties.wishes import KINDS, Wish
from engine.errors import Refusal
from web.doors import desk, reading
from web.pages.counterparties.typed import typed_wish, wrong_in

blueprint = Blueprint("counterparties", __name__)


@blueprint.get("/counterparties")
def page() -> str:
    """The list, searched and narrowed."""
    chosen = {name: request.args.get(name, "").strip()[:100] for name in ("text", "state", "kind")}
    offered = {"state": listing.STATES, "kind": tuple(KINDS)}
    chosen = {name: value for name, value in chosen.items() if value and value in offered.get(name, (value,))}
    after = request.args.get("after", "")
    following = int(after) if after.isascii() and after.isdecimal() and len(after) < 19 else None
    with reading() as mine:
        found = listing.page(mine, text=chosen.get("text", ""), state=chosen.get("state", ""), kind=chosen.get("kind", ""), after=following)
        template = "counterparties/rows.html" if request.headers.get("HX-Request") else "counterparties/directory.html"
        return render_template(template, page=found, chosen=chosen, states=listing.STATES, kinds=KINDS, may_keep=may_keep(mine))


@blueprint.get("/counterparties/suggestions")
def suggestions() -> Response:
    """Who may be meant by what is being typed in a draft."""
    with reading() as mine:
        answer = jsonify([vars(one) for one in listing.suggestions(mine, request.args.get("text", "")[:200])])
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/counterparties/new")
def new() -> str:
    return _new_page(Wish(request.args.get("name", "")[:200]))


@blueprint.post("/counterparties/new")
def add() -> Answer | tuple[str, int]:
    wish = typed_wish()
    try:
        with desk() as mine:
            kept = add_counterparty(mine, wish, is_another=request.form.get("is_another") == "yes")
    except Refusal as refused:
        return _new_page(wish, refused), refused.status
    return redirect(url_for("counterparty.show", counterparty_id=kept.id, saved=1), 303)


def _new_page(wish: Wish, refused: Refusal | None = None) -> str:
    with reading() as mine:
        require_keeper(mine)
        shown: dict[str, Any] = {"wish": wish, "refused": refused, "wrong": wrong_in(refused), "kinds": KINDS}
        return render_template("counterparties/edit.html", view=None, **shown)
