"""The places of the frame: what exists, for whom."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, g, request
from flask_babel import gettext

from contracts.people.roles import ADMINISTERS, OPERATES, READS_TYPES
from engine.errors import _l
from web.asking.guard import token
from web.asking.safe_next import here


@dataclass(frozen=True)
class Place:
    """One line of the navigation; `roles` empty: for everybody; `count`: the number beside it."""

    endpoint: str
    title: str
    icon: str
    blueprints: frozenset[str]
    roles: frozenset[str] = frozenset()
    count: str = ""

    @property
    def name(self) -> str:
        return gettext(self.title)

    @property
    def is_here(self) -> bool:
        return request.blueprint in self.blueprints


OF_TYPES = frozenset({"contract_types", "approval_rows"})
PLACES = (
    Place("inbox.inbox", _l("Inbox"), "inbox", frozenset({"inbox", "decision"}), count="mine"),
    Place("dashboard.page", _l("Dashboard"), "layout-dashboard", frozenset({"dashboard"})),
    Place("contracts.ledger", _l("Contracts"), "files", frozenset({"contracts", "contract", "drafting"})),
    Place("reports.page", _l("Reports"), "chart-bar", frozenset({"reports"})),
    Place("counterparties.page", _l("Counterparties"), "building", frozenset({"counterparties", "counterparty"})),
    Place("dues.dues", _l("Payments"), "calendar-dollar", frozenset({"dues"})),
    Place("templates.page", _l("Templates"), "books", frozenset({"templates"})),
    Place("projects.page", _l("Projects"), "building-community", frozenset({"projects"})),
    Place("archive.page", _l("The archive"), "archive", frozenset({"archive"})),
    Place("running.page", _l("Running"), "activity", frozenset({"running"}), OPERATES),
    Place("people.page", _l("Administration"), "settings",
          OF_TYPES | {"people", "calendar", "departments", "groups", "changes", "imports"}, ADMINISTERS),
    Place("contract_types.page", _l("Administration"), "settings", OF_TYPES, READS_TYPES),
    Place("changes.page", _l("History"), "history", frozenset({"changes"}), frozenset({"auditor"})),
)


def navigate(app: Flask) -> None:
    app.jinja_env.globals.update(places=places, here=lambda: here() or "", csrf_token=token)


def places() -> list[Place]:
    """What this person may go to."""
    roles = g.asker.actor.roles if g.get("asker") else frozenset()
    mine = [place for place in PLACES if not place.roles or place.roles & roles]
    return list({place.title: place for place in reversed(mine)}.values())[::-1]      # the first of each name
