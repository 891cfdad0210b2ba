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
    return [sa.or_(*(column.icontains(written, autoescape=True) for column in columns for written in {word, half_width(word)}))
            for word in text.split()[:MOST_WORDS]]
