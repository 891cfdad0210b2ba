"""Budgets: in characters, depth, steps, digits; none of them is a clock."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.expressions import BadExpression, NotComputable, compile_expression
from engine.expressions.frames import STEPS


def refused(text, **variables):
    with pytest.raises(NotComputable) as why:
        compile_expression(text).value(variables)
    return why.value.facts["why"]


@pytest.mark.parametrize("text", ["x" * 2001, " " * 2001, "1+" * 1001, "${" + "x" * 2001 + "}"])
def test_a_text_has_at_most_2000_characters(text):
    with pytest.raises(BadExpression, match="longer than 2000"):
        compile_expression(text)


@pytest.mark.parametrize("text", ["(" * 200 + "1" + ")" * 200, "!" * 500 + "x", "-" * 500 + "1", "[" * 300 + "]" * 300, "x" + ".a" * 500, "x" + "[0]" * 300,
                                  "f(" * 200 + ")" * 200, "a?b:" * 200 + "c", "a if b else " * 100 + "c", "not " * 400 + "x", "(" * 1999])
def test_an_expression_is_nested_at_most_40_deep(text):
    with pytest.raises(BadExpression, match="nested more than 40 deep"):
        compile_expression(text)


@pytest.mark.parametrize("text", ["+".join(["x"] * 900), "&&".join(["x"] * 600), " or ".join(["x == 1"] * 190), "*".join(["x"] * 900), "<=".join(["x"] * 600)])
def test_a_long_chain_is_not_a_deep_one(text):
    assert compile_expression(text).value({"x": 1})


def test_what_goes_through_large_values_is_paid_in_steps():
    rows = [0] * (STEPS // 2)
    assert compile_expression("7 in rows").value({"rows": rows}) is False
    assert "more than 100000 steps" in refused("7 in rows or 7 in rows or 7 in rows", rows=rows)
    assert "more than 100000 steps" in refused("sum(rows)", rows=rows * 3)
    assert "more than 100000 steps" in refused("rows == rows", rows=[[0] * 60_000, [0] * 60_000])


def test_a_deep_value_is_compared_only_so_deep():
    deep = []
    for _ in range(900):
        deep = [deep]
    assert "nested" in refused("x == y", x=deep, y=[*deep])


def test_a_text_does_not_grow_beyond_20000_characters():
    assert "longer than 20000" in refused("+".join(["x"] * 21), x="字" * 1000)
    assert "longer than 20000" in refused("${x}${x}", x="a" * 10_001)


@pytest.mark.parametrize("text", ["*".join(["x"] * 12), "x * 1e20 * 1e20 * 1e20 * 1e20 * 1e20", "n + 1", "n == 1", "f < 1", "t > 1", "d == 2"])
def test_a_number_has_at_most_99_digits(text):
    assert "99 digits" in refused(text, x=10**9, n=10**5000, f=1e100, t="1" * 101, d=Decimal("1e100"))


def test_a_long_decimal_is_counted_with_34_digits():
    assert compile_expression("x / 3").value({"x": 1}) == Decimal("0.3333333333333333333333333333333333")
    assert compile_expression("-x").value({"x": "1234567890123456789012345678901.25"}) == Decimal("-1234567890123456789012345678901.25")
    assert compile_expression("x + 0").value({"x": Decimal("1" * 50 + ".5")}).adjusted() == 49
