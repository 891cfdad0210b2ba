"""我: who I am here, and what belongs to me."""

from __future__ import annotations

from flask import Blueprint, g, render_template

from contracts.people import company
from web.doors import reading

blueprint = Blueprint("me", __name__)


@blueprint.get("/me")
def page() -> str:
    with reading() as mine:
        known = company(mine)
        me = g.asker.user
        return render_template("me/me.html", me=me, groups=[known.groups[name].title for name in mine.directory.groups(me.login)],
                               superior=mine.directory.manager(me.login))
