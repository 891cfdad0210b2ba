"""I forgot my password: ask the administrators for a new one."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from contracts.people.forgotten import ask_for_password
from engine.errors import Refusal
from web.doors import the_house

blueprint = Blueprint("forgotten", __name__, url_prefix="/forgotten")


@blueprint.get("")
def page() -> str:
    return _page()


@blueprint.post("")
def ask() -> str | tuple[str, int]:
    """The answer is the same whether there is such a person: nobody learns who works here."""
    login = request.form.get("login", "")
    try:
        ask_for_password(the_house(), login, request.remote_addr or "")
    except Refusal as refused:
        return _page(login, refused), refused.status
    return render_template("signing_in/forgotten.html", asked=True, login=login, refused=None)


def _page(login: str = "", refused: Refusal | None = None) -> str:
    return render_template("signing_in/forgotten.html", asked=False, login=login, refused=refused)
