"""Departments: the tree, with heads; the superior of who heads one is the head of the one above."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contracts.people import company
from contracts.people.choices import department_choices, people_choices
from contracts.people.company import Unit
from contracts.people.departments import add_department, edit_department, remove_department, tree
from contracts.people.roles import require_admin
from engine.errors import NotFound, Refusal
from web.doors import desk, reading

blueprint = Blueprint("departments", __name__, url_prefix="/administration/departments")
Answer = Response | tuple[str, int]


@blueprint.get("")
def page() -> str:
    with reading() as mine:
        require_admin(mine)
        return render_template("administration/departments.html", tree=tree(mine), is_active=company(mine).is_active)


@blueprint.get("/new")
def new() -> str:
    return _page(None, Unit("", "", request.args.get("under") or None, None))


@blueprint.post("/new")
def add() -> Answer:
    wish = _wish(request.form.get("code", ""))
    try:
        with desk() as mine:
            add_department(mine, wish.code, wish.name, wish.parent, wish.head)
    except Refusal as refused:
        return _page(None, wish, refused), refused.status
    return redirect(url_for("departments.page"), 303)


@blueprint.get("/<code>")
def show(code: str) -> str:
    return _page(code)


@blueprint.post("/<code>")
def save(code: str) -> Answer:
    wish = _wish(code)
    try:
        with desk() as mine:
            edit_department(mine, code, wish.name, wish.parent, wish.head)
    except Refusal as refused:
        return _page(code, wish, refused), refused.status
    return redirect(url_for("departments.page"), 303)


@blueprint.post("/<code>/removal")
def remove(code: str) -> Answer:
    try:
        with desk() as mine:
            remove_department(mine, code)
    except Refusal as refused:
        return _page(code, refused=refused), refused.status
    return redirect(url_for("departments.page"), 303)


def _page(code: str | None, wish: Unit | None = None, refused: Refusal | None = None) -> str:
    with reading() as mine:
        require_admin(mine)
        known = company(mine)
        found = known.departments.get(code) if code else None
        if code and found is None:
            raise NotFound(department=code[:40])
        return render_template(
            "administration/department.html", code=code, wish=wish or found, refused=refused,
            wrong=refused.facts.get("fields", {}) if refused else {}, heads=people_choices(mine),
            people=[one for one in known.users.values() if code and one.department == code and one.is_active],
            departments=department_choices(mine, not_under=code or ""))


def _wish(code: str) -> Unit:
    return Unit(code, request.form.get("name", ""), request.form.get("parent") or None, request.form.get("head") or None)
