"""Imports of existing contracts: administrators bring them in and take them back, nobody else learns of them."""

from __future__ import annotations

from tests.web.matrix.row import flat, get, post, these
from tests.web.matrix.who import ADMIN

ONLY = these(ADMIN)
ONE = {"number": 1}

PAGES = flat(
    get("imports.page", may=ONLY), get("imports.template", may=ONLY), get("imports.show", may=ONLY, args=ONE),
    get("imports.marked", may=ONLY, args=ONE), post("imports.upload", may=ONLY, file="a.xlsx", says=415),
    post("imports.start", may=ONLY, args=ONE, says=409), post("imports.take_back", may=ONLY, args=ONE, says=409))
RESOURCES = flat(
    get("imports_api.get_imports", may=ONLY), get("imports_api.get_template", may=ONLY), get("imports_api.get_import", may=ONLY, args=ONE),
    get("imports_api.get_findings", may=ONLY, args=ONE), get("imports_api.get_marked_file", may=ONLY, args=ONE),
    post("imports_api.create_import", may=ONLY, file="a.xlsx", says=415),
    post("imports_api.create_start", may=ONLY, args=ONE, says=409), post("imports_api.create_taking_back", may=ONLY, args=ONE, says=409))
ROWS = PAGES + RESOURCES
