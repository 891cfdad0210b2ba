"""Who may do what in the directory: who may begin contracts keeps it, legal blacklists and merges, finance confirms accounts."""

from __future__ import annotations

from contracts.people.roles import BLACKLISTS, CONFIRMS_ACCOUNTS
from engine.desk import SYSTEM, Desk
from engine.errors import NotYours

EDITION = "contract"


def may_keep(desk: Desk) -> bool:
    """May the actor add and edit counterparties? Who may begin contracts may."""
    return desk.house.authority.allows(desk, "start", EDITION)


def may_blacklist(desk: Desk) -> bool:
    return bool(desk.actor.roles & BLACKLISTS) or desk.actor.user == SYSTEM.user


def may_confirm(desk: Desk) -> bool:
    return bool(desk.actor.roles & CONFIRMS_ACCOUNTS)


def require_keeper(desk: Desk) -> None:
    """Raises NotYours for who may not begin contracts."""
    if not may_keep(desk):
        raise NotYours(act="keep the directory")


def require_blacklister(desk: Desk) -> None:
    """Raises NotYours for who is neither legal nor an administrator."""
    if not may_blacklist(desk):
        raise NotYours(act="blacklist")


def require_confirmer(desk: Desk) -> None:
    """Raises NotYours for who is not of finance."""
    if not may_confirm(desk):
        raise NotYours(act="confirm an account")
