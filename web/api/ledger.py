"""The ledger (台账): what I may see, filtered, sorted, now or as of a past day."""

from __future__ import annotations

from typing import Any

from marshmallow import fields
from marshmallow.validate import Length

from contracts.ledger import listing
from contracts.ledger.rows import ALL
from web.doors import reading
from web.ledger.filters import ShownSchema
from web.ledger.rows import LedgerPageSchema
from web.resources import Resource

blueprint = Resource("ledger_api", __name__, url_prefix="/api/v1", description="The ledger (台账)")


class LedgerQuerySchema(ShownSchema):
    """The filters, what is shown of what they leave, and where the page starts."""

    after = fields.String(load_default=None, validate=Length(max=260))
    limit = fields.Integer(load_default=50, validate=lambda n: 1 <= n <= 200)

    def besides(self) -> tuple[str, ...]:
        return *super().besides(), "after", "limit"


@blueprint.route("/contracts")
@blueprint.arguments(LedgerQuerySchema, location="query")
@blueprint.response(200, LedgerPageSchema)
def get_contracts(query: dict[str, Any]) -> Any:
    """The ledger: what I may see, filtered, with totals; a filter with several values is repeated."""
    columns = query.pop("columns", None)
    with reading() as mine:
        page = listing.page(mine, query.pop("filters"), **query, shown=columns or ALL)
    rows = [{name: getattr(row, name) for name in ("id", *columns)} for row in page.rows] if columns else page.rows
    return {**vars(page), "rows": rows}
