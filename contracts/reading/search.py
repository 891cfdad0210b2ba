"""Search: every word stands in one of the columns, in capitals or not, in full width or half."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from contracts.money.amounts import half_width

MOST_WORDS = 8


def holding(columns: Iterable[Any], text: str) -> list[sa.ColumnElement[bool]]:
    """A condition for each word; ＳＶＣ finds SVC, and a title that was written in full width is found as it was written."""
    columns = tuple(columns)
    return [sa.or_(*(_holds(column, written) for column in columns for written in {word, half_width(word)}))
            for word in text.split()[:MOST_WORDS]]


def _holds(column: Any, written: str) -> sa.ColumnElement[bool]:
    """Without capitals there is nothing to fold, and half of the time is saved: Chinese and digits have none."""
    has_capitals = written.lower() != written.upper()
    found: sa.ColumnElement[bool] = (column.icontains if has_capitals else column.contains)(written, autoescape=True)
    return found
