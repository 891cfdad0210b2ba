"""Functions: eight of ours, the caller's before them, and their mistakes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.errors import Refusal
from engine.expressions import NotComputable, compile_expression


def value(text, functions=None, **variables):
    return compile_expression(text).value(variables, functions)


@pytest.mark.parametrize("text, found", [
    ("len('合同')", 2), ("len(rows)", 3), ("len(x)", 0), ("min(rows)", 1), ("max(rows)", "2.5"), ("max(1, '7', 3)", "7"), ("min([])", None), ("sum(rows)", Decimal("5.50")),
    ("sum(1, 2)", 3), ("sum([])", 0), ("abs(-3)", 3), ("abs('-2.5')", Decimal("2.5")), ("round(2.5)", 3), ("round(-2.5)", -3), ("round(1.005, 2)", Decimal("1.01")),
    ("round('1234567.891', 1)", Decimal("1234567.9")), ("any([false, 1])", True), ("all([])", True), ("all([1, ''])", False), ("any(x)", False),
    ("max('2026-01-02', '2026-03-01')", "2026-03-01"), ("min(null, 3)", 3)])
def test_the_functions_of_every_expression(text, found):
    assert value(text, rows=[2, "2.5", 1]) == found


def test_a_callers_function_comes_before_one_of_ours():
    assert value("len(3) + head('D1')", {"len": lambda n: n * 10, "head": lambda d: 5}) == 35


def test_a_variable_is_no_function_and_a_function_no_variable():
    assert value("len(len)", len="four") == 4
    with pytest.raises(NotComputable):
        value("f(1)", f=len)


class Unknown(Refusal):
    """A refusal of a caller's."""


def test_what_a_function_refuses_is_its_own_refusal():
    def refuse():
        raise Unknown(group="legal")
    with pytest.raises(Unknown):
        value("members()", {"members": refuse})


@pytest.mark.parametrize("text", ["first([])", "first(3)", "first(['a'])", "first()", "first(null)"])
def test_a_mistake_of_a_function_is_told_and_is_no_traceback(text):
    with pytest.raises(NotComputable) as refused:
        value(text, {"first": lambda rows: rows[0]["amount"]})
    assert "first() can't be computed" in refused.value.facts["why"]
