"""Money: an integer of the smallest unit in the database, Decimal in Python, a decimal string in facts."""

from __future__ import annotations

from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

CENT = Decimal("0.01")
LARGEST = Decimal("9999999999999999.99")          # below 10^16 yuan: the last that can be written in 大写


class Money(sa.types.TypeDecorator[Decimal]):
    """An amount in yuan with two decimals, stored as a count of fen. (A Numeric is a float on SQLite, without a word.)"""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = value.scaleb(2)
        if scaled != scaled.to_integral_value():
            raise ValueError("money has two decimals")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-2).quantize(CENT)
