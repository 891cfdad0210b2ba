"""What a report is asked for, as a page's or an endpoint's query says it: two dimensions, a measure, the ledger's filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields, post_load
from marshmallow.validate import OneOf
from werkzeug.datastructures import MultiDict

from contracts.ledger.filters import Filters
from contracts.reports.dimensions import BY_NAME
from contracts.reports.figures import MEASURES
from contracts.reports.saved import SavedReport
from web.ledger.filters import LISTS, FiltersSchema
from web.ledger.narrowed import Narrowed

FORMS = ("xlsx", "csv")
GROUPINGS = ("rows", "columns", "measure")


class ReportQuerySchema(FiltersSchema):
    """Rows, columns (may be left out), a measure, and the ledger's filters."""

    rows = fields.String(load_default="department", validate=OneOf(list(BY_NAME)))
    columns = fields.String(load_default="", validate=OneOf(["", *BY_NAME]))
    measure = fields.String(load_default="current_amount", validate=OneOf(list(MEASURES)))

    @post_load
    def make(self, found: dict[str, Any], **more: Any) -> dict[str, Any]:
        asked = {name: found.pop(name) for name in GROUPINGS}
        return {"filters": super().make(found, **more), **asked}


@dataclass(frozen=True)
class Asked(Narrowed):
    """Groupings, measure, filters; `saved` is whose tab is open, `unread` names what could not be read and was left out."""

    rows: str
    columns: str
    measure: str
    filters: Filters
    saved: SavedReport | None = None
    unread: tuple[str, ...] = ()

    def args(self, **changed: Any) -> dict[str, Any]:
        whole = {"report": self.saved.key if self.saved else None, "rows": self.rows, "columns": self.columns, "measure": self.measure,
                 **self.chosen, **changed}
        return {name: value for name, value in whole.items() if value not in (None, "", [])}


def asked_of(query: MultiDict[str, str], saved: SavedReport | None) -> Asked:
    """What the address says; where it says nothing, what was saved. The same grouping twice is taken once."""
    if saved is not None and not any(name in query for name in {*Filters.__dataclass_fields__, *GROUPINGS}):
        return asked_as_saved(saved)
    read, unread = _read(query)
    if read["columns"] == read["rows"]:
        read["columns"] = ""
    return Asked(**read, saved=saved, unread=tuple(unread))


def asked_as_saved(saved: SavedReport) -> Asked:
    """What was saved, and nothing else."""
    return Asked(saved.rows, saved.columns, saved.measure, Filters.of_facts(saved.filters), saved)


def _read(query: MultiDict[str, str]) -> tuple[dict[str, Any], list[str]]:
    filled = {name: values if name in LISTS else values[0] for name in query
              if (values := [value.strip() for value in query.getlist(name) if value.strip()])}
    if isinstance(filled.get("columns"), list):            # for the ledger they are several
        filled["columns"] = filled["columns"][0]
    try:
        return ReportQuerySchema().load(filled), []
    except ValidationError as wrong:
        names = [str(name) for name in wrong.messages_dict]
        return ReportQuerySchema().load({name: value for name, value in filled.items() if name not in names}), names
