"""Reports under a name (已存报表): groupings, measure and filters that somebody saved, for themselves or shared; never figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contracts.ledger.filters import Filters
from contracts.ledger.records import LedgerView
from contracts.ledger.sharing import REPORT, keep, remove, saved
from contracts.reports.figures import Report, report, require_groupings
from engine.desk import Desk
from engine.errors import NotFound


@dataclass(frozen=True)
class SavedReport:
    """What is asked, as it was saved: `filters` as JSON has them. Who looks gets the figures that they may see."""

    key: str
    name: str
    rows: str
    columns: str
    measure: str
    filters: Mapping[str, Any]
    owner: str
    shared_with: str
    is_mine: bool


def saved_reports(desk: Desk) -> list[SavedReport]:
    """Mine first, then those shared with me."""
    return sorted((_report(desk, row) for row in saved(desk, REPORT)), key=lambda one: not one.is_mine)


def saved_report(desk: Desk, key: str) -> SavedReport:
    """One of them. Raises NotFound, also for another person's that is not shared with me."""
    found = next((one for one in saved_reports(desk) if one.key == key), None)
    if found is None:
        raise NotFound(report=key[:60])
    return found


def figures_of(desk: Desk, one: SavedReport) -> Report:
    """The figures of this moment, of the contracts that I may see."""
    return report(desk, one.rows, one.columns, measure=one.measure, filters=Filters.of_facts(one.filters))


def save_report(desk: Desk, name: str, rows: str, columns: str, measure: str, filters: Filters, shared_with: str = "",
                *, over: int | None = None) -> SavedReport:
    """Keep what a report asks under a name, or anew in the place of one of mine. Raises Invalid, NotFound, NotYours."""
    require_groupings(rows, columns, measure)
    shows = {"rows": rows, "columns": columns, "measure": measure, "filters": filters.as_facts()}
    return _report(desk, keep(desk, REPORT, name, shows, shared_with, over))


def remove_report(desk: Desk, number: int) -> None:
    """Take one of mine away; an administrator one of anybody's. Raises NotFound, NotYours."""
    remove(desk, REPORT, number)


def _report(desk: Desk, row: LedgerView) -> SavedReport:
    shows = row.shows
    return SavedReport(str(row.id), row.name, shows["rows"], shows["columns"], shows["measure"], shows["filters"], row.owner,
                       row.shared_with, row.owner == desk.actor.user)
