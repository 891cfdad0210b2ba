"""VAT (增值税): the rates as data, and the split of a gross amount into net and tax."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from contracts.money.column import CENT


@dataclass(frozen=True)
class TaxRate:
    """A rate in force from a day on; `source` says where it stands."""

    rate: Decimal
    name: str
    english: str
    since: dt.date
    until: dt.date | None
    source: str


@dataclass(frozen=True)
class Split:
    """A gross amount (含税) as net (不含税) and tax; the two add up to it exactly."""

    net: Decimal
    tax: Decimal


_2019 = dt.date(2019, 4, 1)
RATES = (
    TaxRate(Decimal("0.06"), "服务、无形资产", "services, intangibles", dt.date(2016, 5, 1), None, "财税〔2016〕36号"),
    TaxRate(Decimal("0.09"), "建筑、不动产、运输、农产品", "building, real estate, transport, farm produce",
            _2019, None, "财政部 税务总局 海关总署公告2019年第39号"),
    TaxRate(Decimal("0.13"), "货物、加工修理修配、有形动产租赁", "goods, processing and repair, lease of movables",
            _2019, None, "财政部 税务总局 海关总署公告2019年第39号"),
    TaxRate(Decimal("0.03"), "简易计税", "simplified taxation", dt.date(2014, 7, 1), None, "财税〔2014〕57号"),
    TaxRate(Decimal("0.01"), "小规模纳税人减征", "small taxpayers, reduced",
            dt.date(2023, 1, 1), dt.date(2027, 12, 31), "财政部 税务总局公告2023年第19号"),
    TaxRate(Decimal("0"), "免税", "exempt", dt.date(2016, 5, 1), None, "财税〔2016〕36号"),
)


def rates_on(day: dt.date) -> list[TaxRate]:
    """The rates in force on that day."""
    return [rate for rate in RATES if rate.since <= day and (rate.until is None or day <= rate.until)]


def split(gross: Decimal, rate: Decimal) -> Split:
    """Net is gross / (1 + rate), rounded half up to the fen; the tax is what is left."""
    net = (gross / (1 + rate)).quantize(CENT, ROUND_HALF_UP)
    return Split(net, gross - net)


def in_percent(rate: Decimal) -> str:
    """`6%` for 0.06."""
    return f"{(rate * 100).normalize():f}%"
