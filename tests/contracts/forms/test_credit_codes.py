"""统一社会信用代码: valid and invalid codes, and an independent check of the arithmetic."""

from __future__ import annotations

import random

import pytest
from stdnum.cn import uscc

from contracts.forms.credit_codes import ALPHABET, BadCreditCode, body_is_doubtful, check_character, read_credit_code

VALID = ["91350100M000100Y43", "91510100MA00000077", "91500000MA0000007X", "92330106MA0000007M", "12110000MA0000007C",
         "91510100MA00000820", "91510100MA0000269Y"]
INVALID = ["91350100M000100Y4Z", "91310115MA1H8R7C6D", "91510100MA0000007", "91510100MA000000770", "91510100MA0000007I", "9151A100MA00000077", "",
           "9151O100MA00000077"]


@pytest.mark.parametrize("code", VALID)
def test_a_right_code_is_read(code):
    assert read_credit_code(code) == code


@pytest.mark.parametrize("code", INVALID)
def test_a_wrong_code_is_refused(code):
    with pytest.raises(BadCreditCode):
        read_credit_code(code)


def test_a_code_is_trimmed_and_brought_to_half_width_and_upper_case():
    assert read_credit_code(" ９１510100ma00000077 ") == "91510100MA00000077"


def test_random_codes_agree_with_another_implementation():
    seeded = random.Random(7)
    for _ in range(500):
        stem = "91" + f"{seeded.randrange(10**6):06d}" + "".join(seeded.choices(ALPHABET, k=9))
        assert read_credit_code(stem + check_character(stem)) == uscc.compact(stem + uscc.calc_check_digit(stem))


def test_the_organisations_own_check_only_makes_a_code_doubtful():
    assert not body_is_doubtful("91100000D2110567420"[:18])            # D2110567-4, the standard's own example (GB 11714)
    assert body_is_doubtful("91100000D2110567520"[:18])
