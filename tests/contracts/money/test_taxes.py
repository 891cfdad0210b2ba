"""VAT: the split and the rates."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.money.taxes import RATES, in_percent, rates_on, split


@pytest.mark.parametrize(("gross", "rate", "net", "tax"), [
    ("1090000", "0.09", "1000000.00", "90000.00"), ("1000000", "0.09", "917431.19", "82568.81"), ("999999.99", "0.09", "917431.18", "82568.81"),
    ("100", "0.03", "97.09", "2.91"), ("12345678.90", "0.09", "11326310.92", "1019367.98"), ("1000000", "0.13", "884955.75", "115044.25"),
    ("0.01", "0.09", "0.01", "0.00"), ("1200000", "0.06", "1132075.47", "67924.53")])
def test_a_gross_amount_splits_into_net_and_tax(gross, rate, net, tax):
    parts = split(Decimal(gross), Decimal(rate))
    assert (parts.net, parts.tax) == (Decimal(net), Decimal(tax))


@given(st.integers(min_value=0, max_value=10**15), st.sampled_from(RATES))
def test_net_and_tax_add_up_to_the_gross_amount(fen, rate):
    gross = Decimal(fen).scaleb(-2)
    parts = split(gross, rate.rate)
    assert parts.net + parts.tax == gross


def test_a_rate_is_offered_only_while_it_is_in_force():
    assert Decimal("0.01") in [rate.rate for rate in rates_on(dt.date(2026, 3, 2))]
    assert Decimal("0.01") not in [rate.rate for rate in rates_on(dt.date(2028, 1, 1))]


def test_a_rate_is_shown_in_percent():
    assert [in_percent(Decimal(rate)) for rate in ("0.06", "0.1", "0")] == ["6%", "10%", "0%"]
