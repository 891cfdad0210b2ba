"""What people saved of the ledger under a name, views and reports alike: whose it is, who else has it, who changes it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from contracts.forms.clean_text import clean
from contracts.ledger.records import LedgerView
from contracts.people.company import company
from contracts.people.roles import ADMINISTERS, ROLES
from engine.desk import Desk
from engine.errors import Invalid, NotFound, NotYours, _l

LEDGER, REPORT = "ledger", "report"        # kinds of what is saved
EVERYBODY = "*"
MOST = 60                                  # of one person, of each kind


def saved(desk: Desk, kind: str) -> list[LedgerView]:
    """Mine and those shared with me, the oldest first."""
    return list(desk.session.scalars(sa.select(LedgerView).where(LedgerView.kind == kind, _within_reach(desk)).order_by(LedgerView.id)))


def keep(desk: Desk, kind: str, name: str, shows: dict[str, Any], shared_with: str, over: int | None) -> LedgerView:
    """Keep it under a name, or anew in the place of one of mine. Raises Invalid, NotFound, NotYours."""
    row = _of_mine(desk, kind, over) if over is not None else None
    name = clean(name)
    wrong = {} if 1 <= len(name) <= 60 else {"name": _l("What is saved has a name, of 60 characters at most.")}
    if not _is_known(desk, shared_with):
        wrong["shared_with"] = _l("It is shared with everybody, a department or a role.")
    if row is None and _count_of_mine(desk, kind) >= MOST:
        wrong["name"] = _l("You have saved 60 already. Remove one first.")
    if wrong:
        raise Invalid(fields=wrong)
    row = row or LedgerView(owner=desk.actor.user, kind=kind)
    row.name, row.shows, row.shared_with, row.saved_at = name, shows, shared_with, desk.now
    desk.session.add(row)
    desk.session.flush()  # house rule: its address needs its id
    return row


def remove(desk: Desk, kind: str, number: int) -> None:
    """Take one of mine away; an administrator one of anybody's. Raises NotFound, NotYours."""
    desk.session.delete(_of_mine(desk, kind, number, also=ADMINISTERS))


def _of_mine(desk: Desk, kind: str, number: int, also: frozenset[str] = frozenset()) -> LedgerView:
    """For changing. What somebody else keeps for themselves is not there; what they share is not mine to change."""
    of_kind = sa.select(LedgerView).where(LedgerView.id == number, LedgerView.kind == kind).with_for_update()
    row = desk.session.scalar(of_kind)
    is_mine = row is not None and (row.owner == desk.actor.user or bool(desk.actor.roles & also))
    seen = sa.select(LedgerView.id).where(LedgerView.id == number, _within_reach(desk))
    if row is None or not is_mine and desk.session.scalar(seen) is None:
        raise NotFound(view=number)
    if not is_mine:
        raise NotYours(view=number)
    return row


def _within_reach(desk: Desk) -> sa.ColumnElement[bool]:
    """Mine, everybody's, of my roles, of my department and of those above it."""
    known = company(desk)
    me = known.users.get(desk.actor.user)
    above = [f"d:{unit.code}" for unit in known.upwards(me.department)] if me else []
    reach = {EVERYBODY, *(f"r:{role}" for role in desk.actor.roles), *above}
    return sa.or_(LedgerView.owner == desk.actor.user, LedgerView.shared_with.in_(sorted(reach)))


def _count_of_mine(desk: Desk, kind: str) -> int:
    query = sa.select(sa.func.count()).select_from(LedgerView).where(LedgerView.owner == desk.actor.user, LedgerView.kind == kind)
    return desk.session.scalar(query) or 0


def _is_known(desk: Desk, shared_with: str) -> bool:
    kind, _, name = shared_with.partition(":")
    known = {"d": company(desk).departments, "r": ROLES}.get(kind, {})
    return shared_with in ("", EVERYBODY) or name in known
