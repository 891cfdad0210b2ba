"""People: who works here, with their roles and groups; add, edit, disable, give a new password."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from contracts.people import listing
from contracts.people.access import disable_user, enable_user, reset_password
from contracts.people.choices import department_choices, group_choices, people_choices
from contracts.people.passwords import make_password
from contracts.people.roles import ROLES, TITLES, require_admin
from contracts.people.tokens import revoke_token
from contracts.people.users import add_user, edit_user
from contracts.people.wishes import Wish
from engine.errors import Refusal
from web.doors import desk, reading

blueprint = Blueprint("people", __name__, url_prefix="/administration/people")
SHOWN = ("active", "disabled", "all")


@blueprint.get("")
def page() -> str:
    """The list, searched and narrowed."""
    chosen = {name: request.args.get(name, "") for name in ("text", "department", "shown")}
    chosen["shown"] = chosen["shown"] if chosen["shown"] in SHOWN else "active"
    with reading() as mine:
        require_admin(mine)
        found = listing.people(mine, text=chosen["text"], department=chosen["department"], shown=chosen["shown"],
                               after=request.args.get("after", ""))
        template = "administration/people_rows.html" if request.headers.get("HX-Request") else "administration/people.html"
        return render_template(template, page=found, chosen=chosen, shown=SHOWN, **_words(mine))


@blueprint.get("/new")
def new() -> str:
    return _new_page(Wish(""), "")


@blueprint.post("/new")
def add() -> Response | tuple[str, int]:
    """Add the person; the answer shows their first password, once."""
    wish, login, given = _wish(), request.form.get("login", ""), make_password()
    try:
        with desk() as mine:
            add_user(mine, login, wish, given.hash)
    except Refusal as refused:
        return _new_page(wish, login, refused), refused.status
    return _given(login.strip().casefold(), given.plain)


@blueprint.get("/<login>")
def show(login: str) -> str:
    return _page(login)


@blueprint.post("/<login>")
def save(login: str) -> Answer | tuple[str, int]:
    wish = _wish()
    try:
        with desk() as mine:
            edit_user(mine, login, wish, request.form.get("version", 0, type=int))
    except Refusal as refused:
        return _page(login, refused, wish), refused.status
    return redirect(url_for("people.show", login=login, saved=1), 303)


@blueprint.post("/<login>/password")
def give_password(login: str) -> Response:
    """A new password, shown once."""
    given = make_password()
    with desk() as mine:
        reset_password(mine, login, given.hash)
    return _given(login, given.plain)


@blueprint.post("/<login>/disabling")
def disable(login: str) -> Answer | tuple[str, int]:
    try:
        with desk() as mine:
            disable_user(mine, login, request.form.get("stand_in", ""))
    except Refusal as refused:
        return _page(login, refused), refused.status
    return redirect(url_for("people.show", login=login), 303)


@blueprint.post("/<login>/enabling")
def enable(login: str) -> Answer:
    with desk() as mine:
        enable_user(mine, login)
    return redirect(url_for("people.show", login=login), 303)


@blueprint.post("/<login>/tokens/<int:number>/revocation")
def revoke(login: str, number: int) -> Answer:
    with desk() as mine:
        require_admin(mine)
        revoke_token(mine, number)
    return redirect(url_for("people.show", login=login), 303)


def _new_page(wish: Wish, login: str, refused: Refusal | None = None) -> str:
    with reading() as mine:
        require_admin(mine)
        return render_template("administration/person_new.html", wish=wish, login=login, refused=refused, wrong=_wrong(refused),
                               **_words(mine))


def _page(login: str, refused: Refusal | None = None, wish: Wish | None = None) -> str:
    with reading() as mine:
        view = listing.person_view(mine, login)
        return render_template("administration/person.html", view=view, wish=wish or view.wish, login=login, refused=refused,
                               wrong=_wrong(refused), saved=request.args.get("saved") == "1", **_words(mine, login))


def _given(login: str, password: str) -> Response:
    """Shown once and kept nowhere, not in the browser either."""
    answer = make_response(render_template("administration/given.html", login=login, password=password))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _wish() -> Wish:
    typed = {name: request.form.get(name, "") for name in ("name", "email", "phone", "department", "superior", "locale")}
    return Wish(**typed, roles=frozenset(request.form.getlist("roles")), groups=frozenset(request.form.getlist("groups")))


def _wrong(refused: Refusal | None) -> dict[str, str]:
    return dict(refused.facts.get("fields", {})) if refused else {}


def _words(mine: Any, login: str = "") -> dict[str, Any]:
    return {"roles": ROLES, "titles": TITLES, "groups": group_choices(mine), "departments": department_choices(mine),
            "superiors": people_choices(mine, without=login)}
