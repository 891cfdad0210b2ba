"""One kind of work that a demo contract is about: who drafts it, with whom, for how much, and what its text says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

CENT = Decimal("0.01")
TERMS = {"construction": 330, "framework": 364, "order": 60}        # days from the first to the last, beyond the usual ones
USUAL_TERM = 180


@dataclass(frozen=True)
class Goods:
    """A line of goods: what part of the price it takes, in hundredths."""

    name: str
    model: str
    unit: str
    quantity: int
    share: int


@dataclass(frozen=True)
class Work:
    """`parties` are numbers of counterparties; `typed` what its text asks beside the usual fields, except what price and days say."""

    title: str
    drafter: str
    parties: tuple[int, ...]
    from_yuan: int
    to_yuan: int
    text: str
    typed: Mapping[str, Any]
    rate: str = "0.06"
    direction: str = "expense"
    risk: str = "normal"
    special: str = ""
    goods: tuple[Goods, ...] = ()

    def values(self, amount: Decimal, starts: dt.date, ends: dt.date) -> dict[str, Any]:
        """The fields of the type and of the text."""
        found = {**self.typed, "special_terms": self.special}
        if self.text == "construction":
            found["contract_days"] = str((ends - starts).days + 1)
        if self.goods:
            found |= {"goods": self._rows(amount), "delivery_on": (starts + dt.timedelta(days=45)).isoformat()}
        return found

    def _rows(self, amount: Decimal) -> list[dict[str, str]]:
        """Rows that add up to the amount: the last is one piece and takes what is left."""
        rows = []
        for one in self.goods[:-1]:
            price = (amount * one.share / 100 / one.quantity).quantize(Decimal(1))
            rows.append(_row(one, price))
        return [*rows, _row(self.goods[-1], amount - sum(Decimal(row["amount"]) for row in rows))]


def _row(one: Goods, price: Decimal) -> dict[str, str]:
    return {"name": one.name, "model": one.model, "unit": one.unit, "quantity": str(one.quantity), "price": str(price.quantize(CENT)),
            "amount": str((price * one.quantity).quantize(CENT))}
