"""大写: the official vectors, and back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.money.capitals import in_capitals, read_capitals
from engine.errors import Invalid

VECTORS = {
    "0": "零元整", "0.01": "壹分", "0.10": "壹角整", "0.15": "壹角伍分", "1.05": "壹元零伍分", "10.50": "壹拾元零伍角整",
    "10": "壹拾元整", "20.50": "贰拾元零伍角整", "101": "壹佰零壹元整", "1010": "壹仟零壹拾元整", "10001": "壹万零壹元整",
    "10010": "壹万零壹拾元整", "1000001": "壹佰万零壹元整", "1010101.01": "壹佰零壹万零壹佰零壹元零壹分",
    "12345678.90": "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角整", "100000000.50": "壹亿元零伍角整",
    "107000.53": "壹拾万柒仟元零伍角叁分", "16409.02": "壹万陆仟肆佰零玖元零贰分", "325.04": "叁佰贰拾伍元零肆分",
    "1409.50": "壹仟肆佰零玖元伍角整", "6007.14": "陆仟零柒元壹角肆分", "1680.32": "壹仟陆佰捌拾元零叁角贰分",
    "10000.05": "壹万元零伍分", "100000001": "壹亿零壹元整", "100010000": "壹亿零壹万元整",
    "1000050000000": "壹万亿零伍仟万元整", "105000000": "壹亿零伍佰万元整", "1200000": "壹佰贰拾万元整", "-1.5": "负壹元伍角整",
}


@pytest.mark.parametrize(("amount", "words"), VECTORS.items())
def test_an_amount_is_written_as_the_rules_for_bills_write_it(amount, words):
    assert in_capitals(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["1.005", "NaN", "Infinity", "10000000000000000"])
def test_what_is_no_amount_of_money_has_no_words(amount):
    with pytest.raises(ValueError, match="capitals"):
        in_capitals(Decimal(amount))


@settings(max_examples=2000, deadline=None)
@given(st.integers(min_value=0, max_value=10**18 - 1))
def test_the_words_say_the_number_that_they_were_made_from(fen):
    amount = Decimal(fen).scaleb(-2)
    assert read_capitals(in_capitals(amount)) == amount


@pytest.mark.parametrize(("words", "amount"), [
    ("人民币壹拾圆零伍角正", "10.50"), ("壹拾元伍角", "10.50"), ("壹拾万零柒仟元伍角叁分", "107000.53"), ("壹仟陆佰捌拾元叁角贰分", "1680.32")])
def test_the_other_spellings_that_the_rules_allow_are_read(words, amount):
    assert read_capitals(words) == Decimal(amount)


@pytest.mark.parametrize("words", ["", "元", "壹拾块", "一百元整", "壹佰壹佰元整", "伍拾亿亿元整"])
def test_words_that_are_no_amount_are_refused(words):
    with pytest.raises(Invalid):
        read_capitals(words)
