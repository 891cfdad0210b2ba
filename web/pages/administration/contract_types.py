"""Types of contracts: their fields, number rule, papers, clauses, lead times; all of it is data that administrators edit here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contracts.forms.fields import KINDS
from contracts.people import company
from contracts.people.company import today
from contracts.people.departments import department_of
from contracts.people.roles import EDITS_TYPES, require_type_reader
from contracts.types.catalog import house_rule, titles
from contracts.types.definitions import DIRECTIONS
from contracts.types.editing import ALWAYS_ASKED, add_type, asked_of_all, restore_shipped, retire_type, save_type
from contracts.types.normal import DEFAULTS
from contracts.types.numbering import BadNumberRule, next_number
from contracts.types.reading import TypeView, type_view, type_views
from engine.desk import Desk
from engine.errors import NotYours, Refusal
from web.doors import desk, reading
from web.sent.contract_types import beside, choices_as_lines, definition_in, edited, is_wrong_in, percent_of
from web.showing.tax_rates import offered_rates

blueprint = Blueprint("contract_types", __name__, url_prefix="/administration/types")
Answer = Response | str | tuple[str, int]
EMPTY: Mapping[str, Any] = {**DEFAULTS, "key": "", "code": "", "title": {"zh": "", "en": ""}, "direction": "expense",
                            "form": {"sections": [], "rules": []}}


@blueprint.get("")
def page() -> str:
    with reading() as mine:
        found = type_views(mine)
        return render_template("administration/types/list.html", types=found, may_edit=_may_edit(mine))


@blueprint.get("/new")
def new() -> str:
    with reading() as mine:
        return _form(mine, None, {**EMPTY})


@blueprint.post("/new")
def add() -> Answer:
    return _posted(None)


@blueprint.get("/example")
def example() -> str:
    """The next number that a rule would give, while it is typed."""
    with reading() as mine:
        require_type_reader(mine)
        return _example(mine, request.args.get("code", ""), request.args.get("number_rule", ""), request.args.get("direction", ""))


@blueprint.get("/<key>")
def show(key: str) -> str:
    with reading() as mine:
        found = type_view(mine, key)
        return _form(mine, found, {**found.definition})


@blueprint.post("/<key>")
def save(key: str) -> Answer:
    return _posted(key)


@blueprint.post("/<key>/retirement")
def retire(key: str) -> Response:
    return _done(lambda mine, version: retire_type(mine, key, version))


@blueprint.post("/<key>/return")
def bring_back(key: str) -> Response:
    return _done(lambda mine, version: retire_type(mine, key, version, retired=False))


@blueprint.post("/<key>/restoration")
def restore(key: str) -> Response:
    return _done(lambda mine, version: restore_shipped(mine, key, version))


def _posted(key: str | None) -> Answer:
    """A button of a row changes what the page holds and saves nothing; any other saves."""
    wish, do = definition_in(request.form, key or request.form.get("key", "").strip()), request.form.get("do", "")
    if do:
        touched = edited(wish, do)
        with reading() as mine:
            return _form(mine, type_view(mine, key) if key else None, wish, touched=touched)
    try:
        with desk() as mine:
            if key:
                save_type(mine, key, wish, _version())
            else:
                key = add_type(mine, wish)
    except Refusal as refused:
        with reading() as mine:
            return _form(mine, type_view(mine, key) if key else None, wish, refused), refused.status
    return redirect(url_for("contract_types.show", key=key, saved=1), 303)


def _done(act: Callable[[Desk, int], object]) -> Response:
    with desk() as mine:
        act(mine, _version())
    return redirect(url_for("contract_types.page"), 303)


def _version() -> int:
    return request.form.get("version", -1, type=int)


def _form(mine: Desk, found: TypeView | None, wish: dict[str, Any], refused: Refusal | None = None, touched: str = "") -> str:
    require_type_reader(mine)
    may_edit = _may_edit(mine)
    if not may_edit and (found is None or refused):
        raise NotYours(act="edit contract types")
    named = titles(mine)
    return render_template(
        "administration/types/type.html", found=found, wish=wish, refused=refused, may_edit=may_edit, touched=touched,
        wrong=beside(refused.facts.get("fields", {})) if refused else {}, kinds=[*KINDS, "rows"], directions=DIRECTIONS,
        choices_as_lines=choices_as_lines, percent_of=percent_of,
        is_wrong_in=is_wrong_in, rates=_rates(mine, str(wish.get("tax_rate", ""))), rule=house_rule(mine.house), asked={
            name: label for name, label in asked_of_all(mine).items() if name not in ALWAYS_ASKED},
        others={key: named[key] for key in sorted(named) if key != wish["key"]},
        version=_version() if request.method == "POST" else found.version if found else 0,
        example=_example(mine, str(wish["code"]), str(wish["number_rule"]), str(wish["direction"])))


def _example(mine: Desk, code: str, rule: str, direction: str) -> str:
    place = department_of(mine, mine.actor.user) or next(iter(company(mine).departments), "ENG")
    try:
        return next_number(mine, code[:12].upper() or "{type}", place, rule or house_rule(mine.house), direction=direction)
    except BadNumberRule:
        return ""


def _rates(mine: Desk, chosen: str) -> list[tuple[str, str]]:
    """What can be chosen today, and what is chosen already."""
    offered = offered_rates(today(mine))
    return offered if chosen in dict(offered) else [*offered, (chosen, chosen)]


def _may_edit(mine: Desk) -> bool:
    return bool(mine.actor.roles & EDITS_TYPES)
