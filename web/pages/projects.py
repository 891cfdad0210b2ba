"""项目: what is each project's budget taken by, and what is left of it?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contracts.people.choices import department_choices, people_choices
from contracts.projects.lines import add_line, edit_line
from contracts.projects.members import set_members
from contracts.projects.overview import contracts_of, project_view, projects
from contracts.projects.projects import STATUSES, add_project, edit_project, turn_project
from contracts.projects.rights import may_add, require
from engine.desk import Desk
from engine.errors import NotFound, Refusal
from web.doors import desk, reading
from web.wishes import wish_in
from web.wishes.projects import LineSchema, NewProjectSchema, ProjectSchema, TurnSchema, line_wish, project_wish

blueprint = Blueprint("projects", __name__, url_prefix="/projects")
Answer = Response | tuple[str, int]


@blueprint.get("")
def page() -> str:
    """The projects that I see."""
    status, text = request.args.get("status", ""), request.args.get("text", "").strip()
    chosen = {name: value for name, value in (("status", status if status in STATUSES else ""), ("text", text[:100])) if value}
    with reading() as mine:
        listed = projects(mine, status=chosen.get("status", ""), text=chosen.get("text", ""), after=request.args.get("after", ""))
        return render_template("projects/projects.html", listed=listed, chosen=chosen, statuses=STATUSES, may_add=may_add(mine))


@blueprint.get("/new")
def new() -> str:
    return _edited(None)


@blueprint.post("/new")
def add() -> Answer:
    def act(mine: Desk) -> str:
        given = wish_in(NewProjectSchema(), request.form)
        return add_project(mine, given["code"], project_wish(given)).code

    return _done(act, lambda refused: _edited(None, refused))


@blueprint.get("/<code>")
def show(code: str) -> str:
    return _shown(code)


@blueprint.get("/<code>/edit")
def edit(code: str) -> str:
    return _edited(code)


@blueprint.post("/<code>/edit")
def save(code: str) -> Answer:
    def act(mine: Desk) -> str:
        given = wish_in(ProjectSchema(), request.form)
        edit_project(mine, code, project_wish(given), given["version"])
        return code

    return _done(act, lambda refused: _edited(code, refused))


@blueprint.post("/<code>/people")
def people(code: str) -> Answer:
    """Everybody who is ticked, with their part."""
    def act(mine: Desk) -> str:
        set_members(mine, code, {login: request.form.get(f"part.{login}", "") for login in request.form.getlist("members")})
        return code

    return _done(act, lambda refused: _edited(code, refused))


@blueprint.post("/<code>/state")
def turn(code: str) -> Answer:
    def act(mine: Desk) -> str:
        turn_project(mine, code, **wish_in(TurnSchema(), request.form))
        return code

    return _done(act, lambda refused: _shown(code, refused))


@blueprint.get("/<code>/lines/new", defaults={"number": 0})
@blueprint.get("/<code>/lines/<int:number>")
def line(code: str, number: int) -> str:
    return _line(code, number)


@blueprint.post("/<code>/lines/new", defaults={"number": 0})
@blueprint.post("/<code>/lines/<int:number>")
def save_line(code: str, number: int) -> Answer:
    def act(mine: Desk) -> str:
        given = wish_in(LineSchema(), request.form)
        if number:
            edit_line(mine, code, number, line_wish(given), given["reason"])
        else:
            add_line(mine, code, line_wish(given), given["reason"])
        return code

    return _done(act, lambda refused: _line(code, number, refused))


def _done(act: Callable[[Desk], str], again: Callable[[Refusal], str]) -> Answer:
    """Act, then the project's page; what was refused stands on the form, with what was typed."""
    try:
        with desk() as mine:
            code = act(mine)
    except NotFound:
        raise
    except Refusal as refused:
        return again(refused), refused.status
    return redirect(url_for("projects.show", code=code), 303)


def _shown(code: str, refused: Refusal | None = None) -> str:
    number = request.args.get("line", type=int)
    with reading() as mine:
        view = project_view(mine, code)
        rows, following = contracts_of(mine, code, line=number, after=request.args.get("after", ""))
        template = "projects/contracts.html" if request.headers.get("HX-Request") else "projects/project.html"
        return render_template(template, view=view, project=view.project, contracts=rows, following=following, chosen_line=number,
                               refused=refused)


def _edited(code: str | None, refused: Refusal | None = None) -> str:
    with reading() as mine:
        view = project_view(mine, code) if code else None
        require(view.may_edit if view else may_add(mine), act="edit project")
        typed: Mapping[str, Any] = request.form if refused else vars(view.project) if view else {"manager": mine.actor.user}
        members = dict.fromkeys(request.form.getlist("members"), "") if refused and not request.form.get("name") else (
            view.members if view else {})
        return render_template(
            "projects/edit.html", view=view, typed=typed, refused=refused, wrong=_wrong(refused), members=members,
            departments=department_choices(mine), people=people_choices(mine, also=tuple(members)))


def _line(code: str, number: int, refused: Refusal | None = None) -> str:
    with reading() as mine:
        view = project_view(mine, code)
        require(view.may_budget, act="edit budget")
        found = next((one for one in view.lines if one.number == number), None)
        if number and found is None:
            raise NotFound(project=code, line=number)
        typed: Mapping[str, Any] = request.form if refused else {
            "code": found.code, "name": found.name, "amount": found.figures.budget, "remark": found.remark} if found else {}
        return render_template("projects/line.html", view=view, project=view.project, line=found, typed=typed, refused=refused,
                               wrong=_wrong(refused))


def _wrong(refused: Refusal | None) -> dict[str, str]:
    return refused.facts.get("fields", {}) if refused else {}
