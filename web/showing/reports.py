"""What the groups of a report are called, and the bars of its chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import Flask
from flask_babel import gettext

from contracts.ledger.filters import Filters
from contracts.reports.dimensions import NONE, Dimension
from contracts.reports.figures import Report, largest
from engine.errors import _l
from web.showing.ledger import filter_value
from web.showing.moments import month_name

MEASURES: Mapping[str, str] = {
    "count": _l("Number of contracts"), "amount": _l("Amount"), "current_amount": _l("Current amount"), "invoiced_amount": _l("Invoiced"),
    "settled_amount": _l("Settled"), "open_amount": _l("Not settled yet")}
WIDTH = 600                                # of the chart, in units of its own
COLOURS = 8


@dataclass(frozen=True)
class Bar:
    """One row of the chart: its name, and the pieces side by side as (x, width, number of the colour, what it says)."""

    name: str
    total: Decimal
    filters: Filters
    pieces: tuple[tuple[int, int, int, str], ...]


def group_name(dimension: Dimension, key: str) -> str:
    """A group as people call it."""
    if key == NONE:
        return gettext("(none)")
    if dimension.kind == "month":
        year, month = key.split("-")
        return gettext("%(month)s %(year)s", month=month_name(int(month)), year=year)
    return filter_value(dimension.name, key)


def measure_name(measure: str) -> str:
    """What is counted or summed."""
    return gettext(MEASURES[measure])


def bars(made: Report, said: Any) -> list[Bar]:
    """A bar for each row, from nothing to the largest; `said` writes a value. Parts below nothing have no length."""
    scale = WIDTH / float(largest(cell for _, cell in made.rows))
    found = []
    for key, whole in made.rows:
        parts = [(group_name(made.across, column), made.cells[key, column].value) for column, _ in made.columns
                 if (key, column) in made.cells] if made.across else [(group_name(made.by, key), whole.value)]
        numbers = [number for number, (column, _) in enumerate(made.columns) if (key, column) in made.cells] if made.across else [0]
        at, pieces = 0, []
        for number, (name, value) in zip(numbers, parts, strict=True):
            width = max(0, round(float(value) * scale))
            pieces.append((at, width, number % COLOURS, f"{name}: {said(value)}"))
            at += width
        found.append(Bar(group_name(made.by, key), whole.value, whole.filters, tuple(pieces)))
    return found


def show_reports(app: Flask) -> None:
    """Give the report's template its words."""
    app.jinja_env.globals.update(group_name=group_name, report_bars=bars, chart_width=WIDTH, measures=MEASURES)
