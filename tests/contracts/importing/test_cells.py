"""Cells as people fill them in: dates, money, rates, codes; nothing is guessed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from contracts.importing import findings as say
from contracts.importing.cells import NoValue, Wrong, read_cell
from contracts.importing.columns import BY_NAME, CONTRACTS

DAY = dt.date(2024, 3, 1)


def read(column, value):
    return read_cell(BY_NAME[CONTRACTS][column], value)


def why(column, value):
    with pytest.raises(Wrong) as wrong:
        read(column, value)
    return wrong.value.sentence


@pytest.mark.parametrize("written", [dt.datetime(2024, 3, 1), DAY, "2024-03-01", "2024/3/1", "2024年3月1日", "2024.3.1", "２０２４-０３-０１", " 2024-3-1 "])
def test_a_day_is_read_as_excel_has_it_and_as_people_write_it(written):
    assert read("signed_on", written) == DAY


@pytest.mark.parametrize("written", ["3/1/2024", "2024-13-01", "2024-02-30", 45352, "去年三月", True, dt.time(9)])
def test_what_could_be_another_day_is_none(written):
    assert why("signed_on", written) == say.NO_DATE


def test_a_year_that_no_contract_has_is_a_slip():
    assert why("signed_on", "0204-03-01") == say.FAR_DATE


@pytest.mark.parametrize(("written", "amount"), [
    (1200000, "1200000.00"), (1200000.5, "1200000.50"), (0.1 + 0.2, "0.30"), ("1,200,000.00", "1200000.00"), ("￥1200000元", "1200000.00"),
    ("１２００．５", "1200.50"), ("人民币1,200元", "1200.00"), (0, "0.00")])
def test_money_is_a_number_or_a_text_with_thousands(written, amount):
    assert read("amount", written) == Decimal(amount)


@pytest.mark.parametrize("written", ["120万元", "120万", "1.2亿", "壹佰万元"])
def test_ten_thousands_are_refused_and_not_multiplied(written):
    assert why("amount", written) == say.TEN_THOUSANDS


@pytest.mark.parametrize(("written", "sentence"), [
    ("about 1000", say.NO_MONEY), ("1,20,000", say.NO_MONEY), (1.005, say.NO_MONEY), (True, say.NO_MONEY), (DAY, say.NO_MONEY), ("1e6", say.NO_MONEY),
    ("-5", say.NEGATIVE), (-5, say.NEGATIVE)])
def test_what_is_no_amount_is_refused(written, sentence):
    assert why("amount", written) == sentence


@pytest.mark.parametrize("written", ["6%", "６％", 0.06, 6, "0.06"])
def test_a_rate_is_a_part_of_one(written):
    assert read("tax_rate", written) == "0.06"


def test_a_code_that_excel_has_rounded_is_not_taken():
    assert why("counterparty_code", 911101050000000000) == say.NUMBER_FORMAT
    assert read("number", 20240001.0) == "20240001"


def test_a_formula_without_a_value_and_an_error_of_excel_are_errors():
    assert why("amount", NoValue()) == say.FORMULA
    assert why("amount", "#REF!") == say.EXCEL_ERROR


def test_signs_that_no_document_shows_are_dropped_and_lines_joined():
    assert read("title", "电梯\n维护\u202e\x00 合同") == "电梯 维护 合同"
    assert why("title", "长" * 201) == say.TOO_LONG


def test_blanks_are_nothing():
    assert [read(name, "  ") for name in ("title", "amount", "signed_on")] == [None, None, None]
