"""What the palette offers beside what it finds: every page that this person may open by itself, and what people do often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Flask, g
from flask_babel import gettext

from contracts.counterparties.allowed import may_keep
from contracts.people.roles import ADMINISTERS, EDITS_TYPES, PUBLISHES, READS_TYPES
from contracts.permissions import keeps_templates
from contracts.projects.rights import may_add
from engine.desk import Actor, Desk
from engine.errors import _l
from web.doors import at_hand
from web.showing.navigation import places

May = Callable[[Desk], bool]


@dataclass(frozen=True)
class Command:
    """One line of the palette; `may`: who has it."""

    endpoint: str
    icon: str
    title: str
    may: May = lambda _desk: True


def _has(roles: frozenset[str]) -> May:
    return lambda mine: bool(mine.actor.roles & roles)


DEEDS = (
    Command("drafting.new", "plus", _l("New contract"), may_keep),
    Command("counterparties.new", "plus", _l("Add a counterparty"), may_keep),
    Command("projects.new", "plus", _l("Add a project"), may_add),
    Command("templates.new", "upload", _l("Upload a template"), keeps_templates),
    Command("people.new", "user-plus", _l("Add a person"), _has(ADMINISTERS)),
    Command("departments.new", "plus", _l("Add a department"), _has(ADMINISTERS)),
    Command("groups.new", "plus", _l("Add a group"), _has(ADMINISTERS)),
    Command("contract_types.new", "plus", _l("Add a type"), _has(EDITS_TYPES)),
)
ADMINISTRATION = (
    Command("departments.page", "settings", _l("Departments"), _has(ADMINISTERS)),
    Command("groups.page", "settings", _l("Groups"), _has(ADMINISTERS)),
    Command("calendar.page", "settings", _l("Calendar"), _has(ADMINISTERS)),
    Command("contract_types.page", "settings", _l("Contract types"), _has(READS_TYPES)),
    Command("approval_rows.page", "settings", _l("Approval rows"), _has(PUBLISHES)),
    Command("imports.page", "upload", _l("Import contracts"), _has(ADMINISTERS)),
    Command("changes.page", "history", _l("History"), _has(ADMINISTERS)),
)
MINE = (
    Command("notices.page", "bell", _l("Notices")), Command("errands.page", "download", _l("Exports and other errands")),
    Command("me.page", "user-circle", _l("Me")), Command("profile.page", "user-edit", _l("My profile")),
    Command("substitutes.page", "users", _l("Who stands in for me")), Command("password.page", "key", _l("Change my password")),
    Command("tokens.page", "api", _l("Tokens for my programs")),
)


def commands() -> list[tuple[str, str, str]]:
    """Where the palette can go: endpoint, icon, name; each place once, first what stands in the frame."""
    found = [*((place.endpoint, place.icon, place.name) for place in places()),
             *((one.endpoint, one.icon, gettext(one.title)) for one in _allowed((*DEEDS, *ADMINISTRATION, *MINE)))]
    return list({one[0]: one for one in reversed(found)}.values())[::-1]


def may_open(endpoint: str) -> bool:
    """Is this one of my commands? A button that leads where I am refused is none."""
    return bool(_allowed(tuple(one for one in DEEDS if one.endpoint == endpoint)))


def _allowed(of: tuple[Command, ...]) -> list[Command]:
    actor: Actor | None = g.asker.actor if g.get("asker") else None
    if actor is None:
        return []
    with at_hand() as held:
        mine = held if held.actor.user else replace(held, actor=actor)
        return [one for one in of if one.may(mine)]


def offer_commands(app: Flask) -> None:
    app.jinja_env.globals.update(commands=commands, may_open=may_open)
