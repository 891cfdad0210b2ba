"""A report as a file, in the words of who asks: made at once, for it is small; no groups beyond IN_A_FILE, which its last line says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from flask import Response
from flask_babel import gettext

from contracts.ledger.columns import Column
from contracts.ledger.exporting import MEDIA, WRITERS
from contracts.people.company import today
from contracts.reports.figures import IN_A_FILE, Cell, Report, of_one_kind, report
from engine.desk import Desk
from web.filed import send_made
from web.ledger.exports import file_name
from web.ledger.report_query import Asked
from web.showing.ledger import filter_said
from web.showing.reports import group_name, measure_name


def send_report(mine: Desk, asked: Asked, form: str) -> Response:
    """Rows, columns, totals of what I may see; at the foot what is counted."""
    made = report(mine, asked.rows, asked.columns, measure=asked.measure, filters=asked.filters, most=IN_A_FILE)
    kind = "money" if made.is_money else "count"
    heads = [group_name(made.across, key) for key, _ in made.columns] if made.across else []
    headings = [gettext(made.by.label), *heads, gettext("Total")]
    columns = [Column("", "", "text"), *(Column("", "", kind) for _ in headings[1:])]
    file = io.BytesIO()
    WRITERS[form](file, headings, columns, _lines(made), _foot(made, asked, len(headings)))
    return send_made(file.getvalue(), f"{file_name(_name(asked, made))} {today(mine)}.{form}", MEDIA[form])


def _lines(made: Report) -> Iterator[list[Any]]:
    for key, whole in made.rows:
        cells = [made.cells.get((key, column)) for column, _ in made.columns]
        yield [group_name(made.by, key), *(_value(made, cell) for cell in cells), _value(made, whole)]


def _foot(made: Report, asked: Asked, width: int) -> list[list[Any]]:
    sums = [_value(made, cell) for _, cell in made.columns]
    filters = of_one_kind(asked.filters, made.measure).chosen()
    said = [measure_name(made.measure), *(filter_said(name, value) for name, value in filters.items())]
    rest = [gettext("%(count)s smaller groups are not listed; the total has them.", count=made.rest)] if made.rest else []
    notes = [[note] + [None] * (width - 1) for note in (" · ".join(said), *rest)]
    return [[gettext("Total"), *sums, _value(made, made.total)], *notes]


def _value(made: Report, cell: Cell | None) -> Decimal | int | None:
    """A number that a spreadsheet counts with; nothing where nothing is."""
    if cell is None or not cell.value:
        return None
    return cell.value if made.is_money else int(cell.value)


def _name(asked: Asked, made: Report) -> str:
    if asked.saved is not None:
        return asked.saved.name
    groups = [gettext(one.label) for one in (made.by, made.across) if one]
    return " ".join([measure_name(made.measure), " × ".join(groups)])
