"""The functions that a form's rules may call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from contracts.forms.credit_codes import body_is_doubtful

Rows = list[dict[str, Any]]


def total(rows: Rows, column: str) -> Decimal:
    """The sum of a column of money."""
    return sum((row[column] for row in rows), Decimal(0))


def ascending(rows: Rows, column: str) -> bool:
    """Does no row stand before an earlier one?"""
    return all(above[column] <= below[column] for above, below in pairwise(rows))


def first(rows: Rows, column: str) -> Any:
    """The cell of the first row."""
    return rows[0][column]


def ends_with(text: str, ending: str) -> bool:
    """Does the text end so?"""
    return text.endswith(ending)


def body_fits(code: str) -> bool:
    """Does the organisation's own check inside a credit code hold? Some real codes fail it: worth a warning, no more."""
    return not body_is_doubtful(code)


def multiplied(rows: Rows, count: str, price: str, amount: str) -> bool:
    """Is in each row the amount the count times the price?"""
    return all(row[count] * row[price] == row[amount] for row in rows)


def days(starts_on: str, ends_on: str) -> Decimal:
    """From one day to another, both counted; none where the second lies before the first."""
    return Decimal(max((dt.date.fromisoformat(ends_on) - dt.date.fromisoformat(starts_on)).days + 1, 0))


FUNCTIONS: Mapping[str, Callable[..., Any]] = {"total": total, "ascending": ascending, "first": first, "ends_with": ends_with,
                                               "body_fits": body_fits, "multiplied": multiplied, "days": days}
