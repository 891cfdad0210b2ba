"""Views (视图) of the ledger: columns, filters and order under a name; those that everybody has, those that people saved and shared."""

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
    roles: frozenset[str] = frozenset()    # whose first views it is one of


WORTH = ("current_amount", "invoiced_amount", "settled_amount", "open_amount", "overdue_amount", "soon_amount", "retention_amount")
TERM = ("title", "counterparty", "current_amount", "open_amount", "ends_on", "renewal", "owner", "held")
MANAGERS, LAWYERS, FINANCE = frozenset({"manager"}), frozenset({"legal"}), frozenset({"finance"})
SHIPPED: tuple[View, ...] = (
    View("sales", _l("Sales"), ("title", "counterparty", "current_amount", "stage", "held", "invoiced_amount", "settled_amount",
                                "open_amount", "overdue_amount"), {"direction": ["income"]}),
    View("project", _l("Projects"), ("title", "project", "budget_line", "over_budget", "counterparty", "current_amount", "stage",
                                     "ends_on", "done_percent", "next_due_on"), {"stage": ["sign", "perform"]}, "ends_on"),
    View("manager", _l("Management"), ("title", "company", "department", "counterparty", "current_amount", "risk_level", "over_budget",
                                       "stage", "held"), {"status": ["running"]}, "-current_amount", roles=MANAGERS),
    View("finance", _l("Finance"), ("title", "counterparty", "direction", "current_amount", "invoiced_amount", "settled_amount",
                                    "open_amount", "overdue_amount", "next_due_on"), {"stage": ["perform"]}, "-open_amount", roles=FINANCE),
    View("legal", _l("Legal"), ("title", "type", "counterparty", "risk_level", "current_amount", "stage", "held", "submitted_at"),
         {"stage": ["review"]}, "submitted_at", roles=LAWYERS),
    View("archivist", _l("Archives"), ("title", "file_number", "counterparty", "signed_on", "ends_on", "status", "owner"),
         {"stage": ["archive"]}, "-updated_at", roles=frozenset({"archivist"})),
    View("receivable", _l("Receivables"), ("title", "counterparty", *WORTH),
         {"direction": ["income"], "stage": ["perform"], "status": ["running"]}, "-overdue_amount", roles=FINANCE),
    View("payable", _l("Payables"), ("title", "counterparty", *WORTH),
         {"direction": ["expense"], "stage": ["perform"], "status": ["running"]}, "-overdue_amount", roles=FINANCE),
    View("execution", _l("Execution"), ("title", "counterparty", "milestones", "milestones_done", "done_percent",
                                        "paid_percent", "time_percent", "next_milestone", "next_due_on", "open_amount"),
         {"stage": ["perform"], "status": ["running"]}, "next_due_on", roles=MANAGERS),
    View("expiring", _l("Expiring"), TERM, {"expiring": "90"}, "ends_on", roles=MANAGERS | LAWYERS),
    View("expired", _l("Expired, undecided"), TERM, {"expiring": "expired"}, "ends_on", roles=MANAGERS | LAWYERS),
)
SHIPPED_KEYS = frozenset(view.key for view in SHIPPED)


def views(desk: Desk) -> list[View]:
    """Those that come with us, mine, and those shared with me; those of my own roles first."""
    shipped = sorted(SHIPPED, key=lambda view: not view.roles & desk.actor.roles)
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
