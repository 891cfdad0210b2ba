"""Groups: who is asked together, under the names that diagrams use."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contracts.people import company
from contracts.people.choices import people_choices
from contracts.people.company import Circle
from contracts.people.groups import add_group, edit_group, group_called, remove_group
from contracts.people.open_items import held_by_all
from contracts.people.roles import require_admin
from engine.errors import Refusal
from engine.identity import group
from web.doors import desk, reading

blueprint = Blueprint("groups", __name__, url_prefix="/administration/groups")
Answer = Response | tuple[str, int]


@blueprint.get("")
def page() -> str:
    with reading() as mine:
        require_admin(mine)
        held = held_by_all(mine)
        found = [(circle, held.get(group(circle.name), 0)) for circle in company(mine).groups.values()]
        return render_template("administration/groups.html", groups=found, is_active=company(mine).is_active)


@blueprint.get("/new")
def new() -> str:
    return _page(None, Circle("", "", ()))


@blueprint.post("/new")
def add() -> Answer:
    wish = _wish(request.form.get("name", ""))
    try:
        with desk() as mine:
            add_group(mine, wish.name, wish.title, wish.members)
    except Refusal as refused:
        return _page(None, wish, refused), refused.status
    return redirect(url_for("groups.page"), 303)


@blueprint.get("/<name>")
def show(name: str) -> str:
    return _page(name)


@blueprint.post("/<name>")
def save(name: str) -> Answer:
    wish = _wish(name)
    try:
        with desk() as mine:
            edit_group(mine, name, wish.title, wish.members)
    except Refusal as refused:
        return _page(name, wish, refused), refused.status
    return redirect(url_for("groups.page"), 303)


@blueprint.post("/<name>/removal")
def remove(name: str) -> Answer:
    try:
        with desk() as mine:
            remove_group(mine, name)
    except Refusal as refused:
        return _page(name, refused=refused), refused.status
    return redirect(url_for("groups.page"), 303)


def _page(name: str | None, wish: Circle | None = None, refused: Refusal | None = None) -> str:
    with reading() as mine:
        require_admin(mine)
        found = group_called(mine, name) if name else Circle("", "", ())
        return render_template("administration/group.html", name=name, wish=wish or found, refused=refused,
                               wrong=refused.facts.get("fields", {}) if refused else {}, offered=people_choices(mine, also=found.members))


def _wish(name: str) -> Circle:
    return Circle(name, request.form.get("title", ""), tuple(request.form.getlist("members")))
