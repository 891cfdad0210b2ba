"""What a page of the ledger shows: a view, or what the address says in its place; and the addresses that change one thing of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from contracts.ledger.columns import BY_NAME, NEWEST_FIRST, USUAL, Column
from contracts.ledger.filters import Filters
from contracts.ledger.views import View
from web.ledger.filters import read_shown
from web.ledger.narrowed import Narrowed, each_of

NO_FILTERS = {"view", "after", "columns", "sort", "as_of"}


@dataclass(frozen=True)
class Shown(Narrowed):
    """Filters, columns, order, day; `view` is whose tab is open."""

    filters: Filters
    columns: tuple[Column, ...]
    sort: str
    as_of: dt.date | None
    view: View | None
    unread: tuple[str, ...] = ()

    @property
    def seen(self) -> tuple[Column, ...]:
        """The columns that can be known: of a past day not who has it now."""
        return tuple(column for column in self.columns if not (self.as_of and column.is_live))

    def args(self, **changed: Any) -> dict[str, Any]:
        """The address of this, with one thing or another changed; None leaves it out."""
        names = tuple(column.name for column in self.columns)
        of_view = {"view": self.view.key if self.view else None, "as_of": self.as_of,
                   "sort": self.sort if self.view or self.sort != NEWEST_FIRST else None,
                   "columns": list(names) if names != USUAL or self.view else None}
        whole = {**of_view, **self.chosen, **changed}
        return {name: value for name, value in whole.items() if value not in (None, "", [])}

    def facts(self) -> dict[str, Any]:
        """The same as an errand or a view keeps it."""
        return {"filters": self.filters.as_facts(), "columns": [column.name for column in self.columns], "sort": self.sort,
                "as_of": str(self.as_of) if self.as_of else None}

    def sorted_by(self, column: Column) -> dict[str, Any]:
        """The address sorted by this column: the other way where it is sorted by it already."""
        largest_first = column.kind in ("money", "percent", "moment", "date")
        usual, other = (f"-{column.name}", column.name) if largest_first else (column.name, f"-{column.name}")
        return self.args(sort=other if self.sort == usual else usual)


def shown_of(query: MultiDict[str, str], view: View | None) -> Shown:
    """What the address says; what it does not say at all is the view's."""
    if view is not None and not any(name in query for name in {*Filters.__dataclass_fields__, "columns", "sort"}):
        query = query.copy()
        for name, value in {**view.filters, "columns": list(view.columns), "sort": view.sort}.items():
            query.setlist(name, [str(one) for one in each_of(value)])
    read, unread = read_shown(query)
    columns = tuple(BY_NAME[name] for name in dict.fromkeys(read.get("columns") or USUAL))
    return Shown(read["filters"], columns, read.get("sort", NEWEST_FIRST), read.get("as_of"), view, tuple(unread))

