"""Amounts as people write them, read into money, and money written for people."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from contracts.money.column import CENT, LARGEST
from engine.errors import Invalid, _l

GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
PLAIN = re.compile(r"\d+(\.\d*)?")


def half_width(text: str) -> str:
    """What a Chinese keyboard types in full width (１，２．５) as its plain signs, ends trimmed; every number is read through this."""
    return unicodedata.normalize("NFKC", text).strip()


def read_amount(text: str | int | Decimal, field: str = "amount") -> Decimal:
    """The amount in yuan that a person or a program wrote: `1200000`, `1,200,000.00`, `¥１２３`.

    Raises Invalid for signs, exponents, NaN, parts of a fen, wrongly placed commas, and anything from 10^16 on.
    """
    if isinstance(text, (int, Decimal)) and not isinstance(text, bool):
        text = format(text, "f") if isinstance(text, Decimal) else str(text)
    written = half_width(str(text)).removeprefix("¥").removesuffix("元").strip()
    if len(written) > 40 or not (PLAIN.fullmatch(written) or GROUPED.fullmatch(written)) or not written.isascii():
        raise Invalid(fields={field: _l("An amount is written in digits, with two decimals at most: 1,200,000.00")})
    amount = Decimal(written.replace(",", ""))
    if amount > LARGEST:
        raise Invalid(fields={field: _l("This amount is too large to be written in Chinese capitals.")})
    if amount != amount.quantize(CENT):
        raise Invalid(fields={field: _l("An amount has two decimals at most.")})
    return amount.quantize(CENT)


def with_thousands(amount: Decimal) -> str:
    """`1,200,000.00`."""
    return f"{amount:,.2f}"
