"""What a report is asked for, as a page's or an endpoint's query says it: two dimensions, a measure, the ledger's filters."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load
from marshmallow.validate import OneOf

from contracts.reports.dimensions import BY_NAME
from contracts.reports.figures import MEASURES
from web.ledger.filters import FiltersSchema


class ReportQuerySchema(FiltersSchema):
    """Rows, columns (may be left out), a measure, and the ledger's filters."""

    rows = fields.String(load_default="department", validate=OneOf(list(BY_NAME)))
    columns = fields.String(load_default="", validate=OneOf(["", *BY_NAME]))
    measure = fields.String(load_default="current_amount", validate=OneOf(list(MEASURES)))

    @post_load
    def make(self, found: dict[str, Any], **more: Any) -> dict[str, Any]:
        asked = {name: found.pop(name) for name in ("rows", "columns", "measure")}
        return {"filters": super().make(found, **more), **asked}
