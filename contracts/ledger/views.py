"""Views (视图) of the ledger: columns, filters and order under a name; six that everybody has, those that people saved and shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contracts.ledger.columns import NEWEST_FIRST, USUAL, columns_named, order_of
from contracts.ledger.records import LedgerView
from contracts.ledger.sharing import LEDGER, keep, remove, saved
from engine.desk import Desk
from engine.errors import NotFound, _l


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
    shipped = sorted(SHIPPED, key=lambda view: view.key not in desk.actor.roles)
    return [*shipped, *(_view(desk, row) for row in saved(desk, LEDGER))]


def view_of(desk: Desk, key: str) -> View:
    """One of them. Raises NotFound, also for another person's that is not shared with me."""
    found = next((view for view in views(desk) if view.key == key), None)
    if found is None:
        raise NotFound(view=key[:60])
    return found


def save_view(desk: Desk, name: str, columns: tuple[str, ...], filters: Mapping[str, Any], sort: str, shared_with: str = "",
              *, over: int | None = None) -> View:
    """Keep what the ledger shows under a name, or anew under the name of one of mine. Raises Invalid, NotFound, NotYours."""
    order_of(sort)
    shows = {"columns": [column.name for column in columns_named(columns or USUAL)], "filters": dict(filters), "sort": sort}
    return _view(desk, keep(desk, LEDGER, name, shows, shared_with, over))


def remove_view(desk: Desk, view_id: int) -> None:
    """Take one of mine away; an administrator one of anybody's. Raises NotFound, NotYours."""
    remove(desk, LEDGER, view_id)


def _view(desk: Desk, row: LedgerView) -> View:
    shows = row.shows
    return View(str(row.id), row.name, tuple(shows["columns"]), shows["filters"], shows["sort"], row.owner, row.shared_with,
                row.owner == desk.actor.user)
