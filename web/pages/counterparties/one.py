"""One counterparty: who are they, what do we have with them, is there anything to mind?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from contracts.counterparties import allowed
from contracts.counterparties.accounts import confirm_account
from contracts.counterparties.blacklisting import blacklist, lift
from contracts.counterparties.dealings import dealings_with
from contracts.counterparties.directory import edit_counterparty
from contracts.counterparties.finding import counterparty
from contracts.counterparties.listing import suggestions
from contracts.counterparties.merging import merge
from contracts.counterparties.papers import KINDS as PAPER_KINDS
from contracts.counterparties.papers import PaperWish, add_counterparty_paper, paper_filed, remove_counterparty_paper
from contracts.counterparties.reading import view_of
from contracts.counterparties.telling import entries_of
from contracts.counterparties.wishes import KINDS, Wish
from contracts.files.papers import take_in
from engine.desk import Desk
from engine.errors import Invalid, Refusal, _l
from web.doors import desk, reading, the_house
from web.filed import send_filed
from web.pages.counterparties.typed import typed_wish, wrong_in

blueprint = Blueprint("counterparty", __name__, url_prefix="/counterparties/<int:counterparty_id>")
Answer = Response | tuple[str, int]


@blueprint.get("")
def show(counterparty_id: int) -> str:
    return _page(counterparty_id)


@blueprint.get("/edit")
def edit(counterparty_id: int) -> str:
    return _edit_page(counterparty_id)


@blueprint.post("/edit")
def save(counterparty_id: int) -> Answer:
    wish, version = typed_wish(), request.form.get("version", 0, type=int)
    try:
        with desk() as mine:
            edit_counterparty(mine, counterparty_id, wish, version, is_another=request.form.get("is_another") == "yes")
    except Refusal as refused:
        return _edit_page(counterparty_id, wish, refused), refused.status
    return redirect(url_for("counterparty.show", counterparty_id=counterparty_id, saved=1), 303)


@blueprint.post("/blacklisting")
def put_on_blacklist(counterparty_id: int) -> Answer:
    return _done(counterparty_id, lambda mine: blacklist(mine, counterparty_id, request.form.get("reason", ""), _day("until")))


@blueprint.post("/blacklisting/lifting")
def lift_blacklisting(counterparty_id: int) -> Answer:
    return _done(counterparty_id, lambda mine: lift(mine, counterparty_id, request.form.get("reason", "")))


@blueprint.post("/account/confirmation")
def confirm(counterparty_id: int) -> Answer:
    return _done(counterparty_id, lambda mine: confirm_account(mine, counterparty_id, request.form.get("version", 0, type=int)))


@blueprint.get("/merging")
def merging(counterparty_id: int) -> str:
    """Which one stays? Looked for by name or code."""
    return _merging_page(counterparty_id)


@blueprint.post("/merging")
def merge_into(counterparty_id: int) -> Answer:
    into = request.form.get("into", 0, type=int)
    try:
        with desk() as mine:
            merge(mine, counterparty_id, into, request.form.get("version", 0, type=int))
    except Refusal as refused:
        return _merging_page(counterparty_id, refused), refused.status
    return redirect(url_for("counterparty.show", counterparty_id=into, saved=1), 303)


@blueprint.post("/papers")
def add_paper(counterparty_id: int) -> Answer:
    """Into the vault first, with nothing locked, then to the counterparty."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise BadRequest()
    with reading() as mine:
        allowed.require_keeper(mine)
        counterparty(mine, counterparty_id)
    try:
        wish = PaperWish(request.form.get("kind", ""), request.form.get("about", ""), request.form.get("paper_number", ""),
                         _day("valid_from"), _day("valid_to"))
        taken = take_in(the_house(), file.filename, file.stream)
        with desk() as mine:
            add_counterparty_paper(mine, counterparty_id, wish, taken)
    except Refusal as refused:
        return _page(counterparty_id, refused), refused.status
    return redirect(url_for("counterparty.show", counterparty_id=counterparty_id, saved=1), 303)


@blueprint.get("/papers/<int:number>")
def paper(counterparty_id: int, number: int) -> Response:
    with reading() as mine:
        found = paper_filed(mine, counterparty_id, number)
    return send_filed(found, inline=request.args.get("inline") == "1")


@blueprint.post("/papers/<int:number>/removal")
def remove_paper(counterparty_id: int, number: int) -> Answer:
    return _done(counterparty_id, lambda mine: remove_counterparty_paper(mine, counterparty_id, number))


def _done(counterparty_id: int, act: Callable[[Desk], object]) -> Answer:
    """Act, and show the page again: with what was refused, where it was."""
    try:
        with desk() as mine:
            act(mine)
    except Refusal as refused:
        if refused.status in (403, 404):
            raise
        return _page(counterparty_id, refused), refused.status
    return redirect(url_for("counterparty.show", counterparty_id=counterparty_id, saved=1), 303)


def _page(counterparty_id: int, refused: Refusal | None = None) -> str:
    with reading() as mine:
        view = view_of(mine, counterparty_id)
        dealings = dealings_with(mine, counterparty_id, after=request.args.get("after", ""))
        may = {"keep": allowed.may_keep(mine), "blacklist": allowed.may_blacklist(mine), "confirm": allowed.may_confirm(mine)}
        template = "counterparties/dealt.html" if request.headers.get("HX-Request") else "counterparties/show.html"
        return render_template(template, view=view, dealings=dealings, may=may, entries=entries_of(mine, counterparty_id), kinds=KINDS,
                               paper_kinds=PAPER_KINDS, refused=refused, wrong=wrong_in(refused), saved=request.args.get("saved") == "1")


def _edit_page(counterparty_id: int, wish: Wish | None = None, refused: Refusal | None = None) -> str:
    with reading() as mine:
        allowed.require_keeper(mine)
        view = view_of(mine, counterparty_id)
        return render_template("counterparties/edit.html", view=view, wish=wish or view.wish, refused=refused, wrong=wrong_in(refused),
                               kinds=KINDS)


def _merging_page(counterparty_id: int, refused: Refusal | None = None) -> str:
    text = request.args.get("text", "")[:100]
    with reading() as mine:
        allowed.require_blacklister(mine)
        view = view_of(mine, counterparty_id)
        found: list[Any] = [one for one in suggestions(mine, text or view.row.name[:4]) if one.id != counterparty_id]
        return render_template("counterparties/merging.html", view=view, found=found, text=text, refused=refused, wrong=wrong_in(refused))


def _day(name: str) -> dt.date | None:
    typed = request.form.get(name, "").strip()
    try:
        return dt.date.fromisoformat(typed) if typed else None
    except ValueError as unreadable:
        raise Invalid(fields={name: _l("This is no date: write it as 2026-03-02.")}) from unreadable
