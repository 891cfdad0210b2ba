"""Amounts as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contracts.money.amounts import read_amount, with_thousands
from engine.errors import Invalid


@pytest.mark.parametrize(("text", "amount"), [("1200000", "1200000.00"), ("1,200,000.5", "1200000.50"), ("¥ 12.00", "12.00"), ("￥１２３", "123.00"),
                                              (5, "5.00"), ("0", "0.00"), ("12元", "12.00"), ("9999999999999999.99", "9999999999999999.99")])
def test_an_amount_is_read(text, amount):
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["NaN", "1e999", "-0", "-1", "1" * 40, "10000000000000000", "1.005", "12,00", "1,2345", "", " ", "0x10", "Infinity", "一百", "١٢٣"])
def test_what_is_no_amount_is_refused_and_says_the_rule(text):
    with pytest.raises(Invalid) as refused:
        read_amount(text)
    assert "amount" in refused.value.facts["fields"]["amount"].lower()


def test_an_amount_is_written_with_thousands():
    assert with_thousands(Decimal("1200000")) == "1,200,000.00"
