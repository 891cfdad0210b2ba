"""Every route has a row in the matrix of who gets which answer (tests/web/matrix); the rows themselves are asked there."""

from __future__ import annotations

from tests.web.matrix import who
from tests.web.matrix.rows import ROWS


def test_every_route_has_a_row(app):
    served = {(rule.endpoint, method) for rule in app.url_map.iter_rules() for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
    missing = sorted(f"{method} {endpoint}" for endpoint, method in served - {(row.endpoint, row.method) for row in ROWS} if endpoint != "static")
    assert not missing, (f"Say who may ask {', '.join(missing)}: a row in the file of its area under tests/web/matrix/rows/, such as "
                         'get("blueprint.view", "performed") for what is about that contract; tests/web/matrix/row.py says the rest.')


def test_no_row_is_left_of_a_route_that_went(app):
    served = {(rule.endpoint, method) for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    assert sorted({(row.endpoint, row.method) for row in ROWS} - served) == []


def test_every_role_has_a_column():
    assert not who.roles_without_a_column(), "Add a person with it to COLUMNS in tests/web/matrix/who.py."
