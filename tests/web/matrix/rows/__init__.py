"""All rows, area by area. A new route gets its row in the file of its area; tests/web/matrix/row.py says what a row says."""

from tests.web.matrix.rows import (
    contracts,
    deciding,
    directory,
    drafting,
    entrance,
    house,
    imports,
    ledger,
    library,
    own,
    performing,
    projects,
)

AREAS = (contracts, drafting, deciding, performing, projects, directory, ledger, library, house, imports, own, entrance)
ROWS = tuple(row for area in AREAS for row in area.ROWS)
