"""Payments and invoices of contracts that are performed."""

from tests.web.matrix.row import flat, get, post, these
from tests.web.matrix.rows.contracts import ALL
from tests.web.matrix.who import FINANCE, OWNER

PAYS = {"may": these(OWNER, FINANCE)}
INVOICE = {"number": "26112000000000000001", "gross": "106.00", "tax": "6", "issued_on": "2026-03-02", "kind": "special"}
WHY = {"reason": "开错了"}

ROWS = flat(
    get("dues.dues"), get("obligations.get_obligations"), get("obligations.get_performance", *ALL),
    post("dues.early", "performed", says=409, **PAYS), post("obligations.create_early", "performed", says=409, **PAYS),
    get("invoices.new", "performed", **PAYS), get("invoices.show", "performed"), get("invoices_api.get_invoices", *ALL),
    post("invoices.record", "performed", form=INVOICE, **PAYS), post("invoices_api.create_invoice", "performed", json=INVOICE, **PAYS),
    post("invoices.cancel", "performed", form=WHY, **PAYS), post("invoices_api.create_cancellation", "performed", json=WHY, **PAYS),
)
