"""Views (视图) of the ledger: columns, filters and order under a name; six that everybody has, those that people saved and shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.forms.clean_text import clean
from contracts.ledger.columns import NEWEST_FIRST, USUAL, columns_named, order_of
from contracts.ledger.records import LedgerView
from contracts.people.company import company
from contracts.people.roles import ADMINISTERS, ROLES
from engine.desk import Desk
from engine.errors import Invalid, NotFound, NotYours, _l

EVERYBODY = "*"
MOST = 60                                  # of one person


@dataclass(frozen=True)
class View:
    """One view; `key` is the id of a saved one, else the name of one that comes with us. `shows`: columns, filters (as JSON), sort."""

    key: str
    name: str
    columns: tuple[str, ...]
    filters: Mapping[str, Any]
    sort: str = NEWEST_FIRST
    owner: str = ""                        # empty: comes with us
    shared_with: str = ""
    is_mine: bool = False


SHIPPED: tuple[View, ...] = (
    View("sales", _l("Sales"), ("title", "counterparty", "current_amount", "stage", "held", "invoiced_amount", "settled_amount",
                                "open_amount"), {"direction": ["income"]}),
    View("project", _l("Projects"), ("title", "project", "counterparty", "current_amount", "stage", "starts_on", "ends_on", "paid_percent"),
         {"stage": ["sign", "perform"]}, "ends_on"),
    View("manager", _l("Management"), ("title", "company", "department", "counterparty", "current_amount", "risk_level", "stage", "held"),
         {"status": ["running"]}, "-current_amount"),
    View("finance", _l("Finance"), ("title", "counterparty", "direction", "current_amount", "invoiced_amount", "settled_amount",
                                    "open_amount", "paid_percent"), {"stage": ["perform"]}, "-open_amount"),
    View("legal", _l("Legal"), ("title", "type", "counterparty", "risk_level", "current_amount", "stage", "held", "submitted_at"),
         {"stage": ["review"]}, "submitted_at"),
    View("archivist", _l("Archives"), ("title", "file_number", "counterparty", "signed_on", "ends_on", "status", "owner"),
         {"stage": ["archive"]}, "-updated_at"),
)
SHIPPED_KEYS = frozenset(view.key for view in SHIPPED)


def views(desk: Desk) -> list[View]:
    """Those that come with us, mine, and those shared with me; the one of my own role first."""
    reach = {EVERYBODY, *(f"r:{role}" for role in desk.actor.roles), *(f"d:{code}" for code in _my_departments(desk))}
    mine = LedgerView.owner == desk.actor.user
    query = sa.select(LedgerView).where(sa.or_(mine, LedgerView.shared_with.in_(sorted(reach)))).order_by(LedgerView.id)
    shipped = sorted(SHIPPED, key=lambda view: view.key not in desk.actor.roles)
    return [*shipped, *(_view(desk, row) for row in desk.session.scalars(query))]


def view_of(desk: Desk, key: str) -> View:
    """One of them. Raises NotFound, also for another person's that is not shared with me."""
    found = next((view for view in views(desk) if view.key == key), None)
    if found is None:
        raise NotFound(view=key[:60])
    return found


def save_view(desk: Desk, name: str, columns: tuple[str, ...], filters: Mapping[str, Any], sort: str, shared_with: str = "",
              *, over: int | None = None) -> View:
    """Keep what the ledger shows under a name, or anew under the name of one of mine. Raises Invalid, NotFound, NotYours."""
    row = _mine(desk, over) if over is not None else None
    name = clean(name)
    wrong = {} if 1 <= len(name) <= 60 else {"name": _l("A view has a name, of 60 characters at most.")}
    if not _is_known(desk, shared_with):
        wrong["shared_with"] = _l("A view is shared with everybody, a department or a role.")
    if row is None and len(_all_mine(desk)) >= MOST:
        wrong["name"] = _l("You have 60 views already. Remove one first.")
    if wrong:
        raise Invalid(fields=wrong)
    order_of(sort)
    shows = {"columns": [column.name for column in columns_named(columns or USUAL)], "filters": dict(filters), "sort": sort}
    row = row or LedgerView(owner=desk.actor.user)
    row.name, row.shows, row.shared_with, row.saved_at = name, shows, shared_with, desk.now
    desk.session.add(row)
    desk.session.flush()  # house rule: the address of the new view needs its id
    return _view(desk, row)


def remove_view(desk: Desk, view_id: int) -> None:
    """Take one of mine away; an administrator one of anybody's. Raises NotFound, NotYours."""
    desk.session.delete(_mine(desk, view_id, also=ADMINISTERS))


def _mine(desk: Desk, view_id: int, also: frozenset[str] = frozenset()) -> LedgerView:
    row = desk.session.get(LedgerView, view_id, with_for_update=True)
    if row is None or (row.owner != desk.actor.user and str(view_id) not in {view.key for view in views(desk)}
                       and not desk.actor.roles & also):
        raise NotFound(view=view_id)
    if row.owner != desk.actor.user and not desk.actor.roles & also:
        raise NotYours(view=view_id)
    return row


def _all_mine(desk: Desk) -> list[int]:
    return list(desk.session.scalars(sa.select(LedgerView.id).where(LedgerView.owner == desk.actor.user)))


def _my_departments(desk: Desk) -> list[str]:
    """A view of a department is for those below it too."""
    known = company(desk)
    me = known.users.get(desk.actor.user)
    return [unit.code for unit in known.upwards(me.department)] if me else []


def _is_known(desk: Desk, shared_with: str) -> bool:
    kind, _, name = shared_with.partition(":")
    known = {"d": company(desk).departments, "r": ROLES}.get(kind, {})
    return shared_with in ("", EVERYBODY) or name in known


def _view(desk: Desk, row: LedgerView) -> View:
    shows = row.shows
    return View(str(row.id), row.name, tuple(shows["columns"]), shows["filters"], shows["sort"], row.owner, row.shared_with,
                row.owner == desk.actor.user)
