"""A cell as people fill it in, read into what it means; never guessed. `Wrong` says what does not fit."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from contracts.forms.clean_text import is_unprintable
from contracts.importing import findings as say
from contracts.importing.columns import Column, folded
from contracts.money.amounts import half_width, read_amount
from engine.errors import Invalid

ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?(?: 00:00(?::00)?)?")
FIRST_YEAR, LAST_YEAR = 1980, 2100
EXACT = 10**15                             # what Excel keeps of a number


class Wrong(Exception):
    """The cell's value does not fit."""

    def __init__(self, sentence: str, **facts: Any) -> None:
        super().__init__(sentence)
        self.sentence, self.facts = sentence, facts


class NoValue:
    """A formula that nobody has computed."""


def shown(value: Any) -> str:
    """The value as it stands in the file, for people."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return "" if value is None or isinstance(value, NoValue) else _plain(value)[:80]


def is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def read_cell(column: Column, value: Any) -> Any:
    """A text, an amount, a rate, a day, or None for an empty cell; a choice as it was written. Raises Wrong."""
    if isinstance(value, NoValue):
        raise Wrong(say.FORMULA)
    if is_empty(value):
        return None
    if isinstance(value, str) and value.strip() in ERRORS:
        raise Wrong(say.EXCEL_ERROR)
    read = {"money": read_money, "rate": read_rate, "date": read_day}.get(column.kind)
    return read(value) if read else read_text(value, column.most, is_code=column.name in ("counterparty_code", "number", "file_number"))


def read_text(value: Any, most: int, *, is_code: bool = False) -> str:
    """One line of text; a number as it was typed, unless Excel has rounded it."""
    if is_code and isinstance(value, (int, float)) and abs(value) >= EXACT:
        raise Wrong(say.NUMBER_FORMAT)
    text = "".join(" " if sign in "\r\n\t" else sign for sign in _plain(value) if sign in "\r\n\t" or not is_unprintable(sign))
    text = " ".join(text.split())
    if len(text) > most:
        raise Wrong(say.TOO_LONG, most=most, signs=len(text))
    return half_width(text) if is_code else text


def read_day(value: Any) -> dt.date:
    """A date cell, or a text that says year, month and day in this order; a bare number is no date."""
    if isinstance(value, dt.datetime):
        day = value.date()
    elif isinstance(value, dt.date):
        day = value
    else:
        found = DAY.fullmatch(half_width(str(value))) if isinstance(value, str) else None
        if found is None:
            raise Wrong(say.NO_DATE)
        try:
            day = dt.date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError as no_day:
            raise Wrong(say.NO_DATE) from no_day
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Wrong(say.FAR_DATE)
    return day


def read_money(value: Any) -> Decimal:
    """Yuan, as a number or as people write it. 万 and 亿 are refused: a silent factor would be a wrong contract."""
    if isinstance(value, (bool, dt.date, dt.time)):
        raise Wrong(say.NO_MONEY)
    if isinstance(value, str):
        if any(sign in value for sign in "万亿萬億"):
            raise Wrong(say.TEN_THOUSANDS)
        if half_width(value).lstrip("¥").startswith("-"):
            raise Wrong(say.NEGATIVE)
        text: Any = half_width(value).replace("人民币", "").removeprefix("CNY").removeprefix("RMB").strip()
    else:
        text = Decimal(f"{value:.15g}")                     # what Excel keeps: 0.1 + 0.2 is 0.3
        if text < 0:
            raise Wrong(say.NEGATIVE)
    try:
        return read_amount(text)
    except Invalid as unread:
        raise Wrong(say.NO_MONEY) from unread


def read_rate(value: Any) -> str:
    """A part of one as our records have it: 0.06 for `6%`, 6 and 0.06."""
    text = half_width(_plain(value))
    if not re.fullmatch(r"\d{1,2}(\.\d{1,4})?%?", text):
        raise Wrong(say.NO_RATE)
    rate = Decimal(text.removesuffix("%"))
    if text.endswith("%") or rate >= 1:
        rate /= 100
    return format(rate.normalize(), "f")


def read_choice(text: str, known: Mapping[str, str], names: str) -> str:
    """The value of a choice by any of its words. Raises Wrong, with the words that are known."""
    found = known.get(folded(text))
    if found is None:
        raise Wrong(say.NO_CHOICE, known=names)
    return found


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < EXACT else f"{value:.15g}"
    return str(value)


