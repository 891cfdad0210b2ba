"""What a supplement, a change or a termination asks for, before it has taken effect: read from its values, for those who decide on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from contracts.linking.relations import EFFECTIVE
from contracts.records import Contract


@dataclass(frozen=True)
class AskedEffect:
    """None is what stays as it is; `payments`: drop or keep the open ones, of a termination."""

    amount_change: Decimal | None
    new_ends_on: dt.date | None
    payments: str


def asked_effect(contract: Contract) -> AskedEffect | None:
    """None for a contract that changes no other."""
    if contract.relation not in EFFECTIVE:
        return None
    values = contract.values or {}
    change, end = values.get("amount_change"), values.get("new_ends_on")
    return AskedEffect(Decimal(change) if change else None, dt.date.fromisoformat(end) if end else None, values.get("open_payments") or "")
