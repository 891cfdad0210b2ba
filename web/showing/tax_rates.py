"""The rates of VAT that can be chosen on a day, in words."""

from __future__ import annotations

import datetime as dt

from contracts.money.taxes import in_percent, rates_on
from web.said import said


def offered_rates(day: dt.date) -> list[tuple[str, str]]:
    """`0.09` and `9% · building, real estate, ...`."""
    return [(str(rate.rate), f"{in_percent(rate.rate)} · {said({'zh': rate.name, 'en': rate.english})}") for rate in rates_on(day)]
