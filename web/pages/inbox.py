"""待办: what is asked of me, most urgent first; what I did; what I wait for."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, render_template, request

from contracts.deciding.asked import find_asked
from contracts.reading import inbox_rows
from contracts.reading.briefing import may_take_back
from engine.desk import Desk
from engine.errors import NotFound
from engine.identity import Key
from web.doors import reading

blueprint = Blueprint("inbox", __name__)
TABS = ("open", "waiting", "done")


@blueprint.get("/inbox")
def inbox() -> str:
    """One tab of the inbox; `item=` names the chosen one, `done=` the one just decided, so that it can be taken back."""
    tab = request.args.get("tab", "open")
    after = request.args.get("after")
    with reading() as mine:
        listed = {"done": inbox_rows.done_by_me, "waiting": None}.get(tab, inbox_rows.asked_of_me)
        page = listed(mine, after=after) if listed else None
        is_empty = page is not None and not page.rows and not after
        waiting = inbox_rows.waited_for(mine, after=after) if page is None or (is_empty and tab != "done") else None
        template = "inbox/rows.html" if request.headers.get("HX-Request") else "inbox/inbox.html"
        return render_template(template, tab=tab if tab in TABS else "open", page=page, waiting=waiting, just=_just_decided(mine),
                               first=_first(mine, page), user=mine.actor.user, is_mine_alone=inbox_rows.is_mine_alone)


def _first(mine: Desk, page: inbox_rows.InboxPage | None) -> str | None:
    """The item that is shown beside the list: the one in the address and no other, also where it is gone (""); else the first."""
    named = request.args.get("item")
    if named is None:
        return str(page.rows[0].key) if page and page.rows and request.args.get("tab", "open") == "open" else None
    try:
        return str(find_asked(mine, Key.parse(named), locked=False).key)
    except NotFound:
        return ""


class Just(NamedTuple):
    """What this person has just decided."""

    row: inbox_rows.InboxRow
    may_take_back: bool


def _just_decided(mine: Desk) -> Just | None:
    """The item that the page before this one decided, and whether it may still be taken back."""
    try:
        asked = find_asked(mine, Key.parse(request.args.get("done", "")), locked=False)
    except NotFound:
        return None
    rows = inbox_rows.rows_for(mine, [asked.key]) if asked.item.done_by == mine.actor.user else []
    return Just(rows[0], may_take_back(mine, asked)) if rows else None
