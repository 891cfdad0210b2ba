"""Unary tests: each form of a cell, with values at and around its limits."""

from __future__ import annotations

import datetime as dt

import pytest

from engine.tables.refusals import CellFailed
from tests.engine.tables.sheets import decide, file, matches, table


@pytest.mark.parametrize("cell, inside, outside", [
    ("[1..10]", [1, 10, "10.00", 5.5], [0.99, 10.01, None]), ("]1..10[", [1.01, 9.99], [1, 10]), ("(1..10)", [2], [1, 10]), ("(1..10]", [10], [1]),
    ("[1..10)", [1], [10]), ("[ 1 .. 10 [", [1], [10]), ("[-5..-1]", [-5, -1], [0, -6]), ("[0.5..1.5]", ["0.5", 1], [0.4]), ("[low..low * 2]", [3, 6], [2, 7]),
    ("[1..3], [7..9]", [2, 8], [5]), ("]1..3[, 7", [2, 7], [1, 3, 8])])
def test_a_range_has_open_and_closed_ends(cell, inside, outside):
    assert [matches(cell, value, low=3) for value in inside] == [True] * len(inside)
    assert [matches(cell, value, low=3) for value in outside] == [False] * len(outside)


@pytest.mark.parametrize("cell, inside, outside", [
    ("<= 10", [10, "10", -1], [10.01, None]), ("<10", [9.99], [10]), ("> 50000", ["50000.01"], ["50000.00", None]), (">=limit * 1.1", [110], [109]),
    ("< 1, > 5", [0, 6], [1, 5, 3]), ("= 5", ["5.0"], [6]), ("!= 5", [6], [5]), ("> -1", [0], [-1]), ("5", [5, "5.00"], [6, None]), ("5, 7, 9", [7], [8]),
    ("null", [None], [0]), ("not(null)", [0], [None]), ("limit", [100], [99]), ("limit - 1", [99], [100]), ("? > 5 and ? < 8", [6, 7], [5, 8, None]),
    ("? * 2 == 10", [5], [4]), ("[1, 2, 3]", [2], [4]), ("limits", [8], [9])])
def test_a_comparison_a_value_and_a_list_of_them(cell, inside, outside):
    assert [matches(cell, value, limit=100, limits=[7, 8]) for value in inside] == [True] * len(inside)
    assert [matches(cell, value, limit=100, limits=[7, 8]) for value in outside] == [False] * len(outside)


@pytest.mark.parametrize("cell", ["-", "", "  ", " - "])
@pytest.mark.parametrize("value", [None, 0, "x"])
def test_an_empty_cell_asks_nothing(cell, value):
    assert matches(cell, value, kind="string")


@pytest.mark.parametrize("cell, inside, outside", [
    ('"goods"', ["goods"], ["works", "Goods", None]), ('"a","b"', ["a", "b"], ["a,b", "c"]), ('not("a")', ["b", None], ["a"]), ('not("a", "b")', ["c"], ["a", "b"]),
    ("'a'", ["a"], ["b"]), ('"007"', ["007"], ["7", 7]), ('"a b, c"', ["a b, c"], ["a b"]), ('"合同"', ["合同"], [""]), ('""', [""], [None]), ('"say \\"x\\""', ['say "x"'], ["x"]),
    ('"5"', [5, "5"], [6]), ("branch", ["works"], ["goods"]), ("${cellInput == 'a'}", ["a"], ["b"]), ('? in ["a", "b"]', ["b"], ["c"]), ('"not(x)"', ["not(x)"], ["x"])])
def test_texts_match_as_they_are_written(cell, inside, outside):
    assert [matches(cell, value, "string", branch="works") for value in inside] == [True] * len(inside)
    assert [matches(cell, value, "string", branch="works") for value in outside] == [False] * len(outside)


@pytest.mark.parametrize("cell, inside, outside", [
    ("not(> 10)", [10], [11, None]), ("not([1..3])", [0], [1, None]), ("not(5, > 10)", [6], [5, 11, None])])
def test_a_not_over_null_says_nothing(cell, inside, outside):
    assert [matches(cell, value) for value in inside] == [True] * len(inside)
    assert [matches(cell, value) for value in outside] == [False] * len(outside)


@pytest.mark.parametrize("cell, value, found", [
    ("true", True, True), ("true", "true", True), ("true", False, False), ("false", False, True), ("false", None, False), ("true, false", False, True), ("not(true)", False, True),
    ("8 > 7", False, True), ("8 < 7", False, False), ("amount > 10", False, True), ("urgent", True, True), ("urgent", False, False)])
def test_truth_is_compared_and_a_condition_says_itself(cell, value, found):
    assert matches(cell, value, "boolean", amount=11, urgent=True) is found


@pytest.mark.parametrize("cell, inside, outside", [
    ('date("2026-03-31")', ["2026-03-31", dt.date(2026, 3, 31), "2026-03-31T00:00:00"], ["2026-03-30", "2026-03-31T08:00:00", None]),
    ('< date("2026-04-01")', ["2026-03-31T23:59:59"], ["2026-04-01"]), ('[date("2026-01-01")..date("2026-01-31")]', ["2026-01-01", "2026-01-31"], ["2025-12-31"]),
    ('>= date and time("2026-01-01T09:00:00")', ["2026-01-01T09:00:00"], ["2026-01-01T08:59:59"]), ('@"2026-03-31"', ["2026-03-31"], ["2026-04-01"]),
    ("< today()", ["2026-03-01"], ["2026-03-02"]), ("date(start)", ["2026-03-01"], ["2026-03-02"]),
    ('date and time("2026-01-01T09:00:00+08:00")', ["2026-01-01T01:00:00Z"], ["2026-01-01T09:00:00Z"])])
def test_dates_match_by_time(cell, inside, outside):
    assert [matches(cell, value, "date", start="2026-03-01") for value in inside] == [True] * len(inside)
    assert [matches(cell, value, "date", start="2026-03-01") for value in outside] == [False] * len(outside)


@pytest.mark.parametrize("kind, value, why", [
    ("number", "abc", "'abc' is no number"), ("integer", 1.5, "is no whole number"), ("boolean", "yes", "neither true nor false"), ("date", "下周", "is no date"),
    ("number", True, "true is no number"), ("string", [1], "a list or an object"), ("number", float("nan"), "no number"), ("date", 5, "is no date")])
def test_an_input_that_is_not_of_its_type_is_refused_by_name(kind, value, why):
    with pytest.raises(CellFailed) as refused:
        matches("-", value, kind)
    assert (refused.value.facts["table"], refused.value.facts["column"]) == ("t", "x")
    assert why in refused.value.facts["why"]


def test_a_cell_that_can_not_be_computed_is_named():
    with pytest.raises(CellFailed) as refused:
        decide(file(table("x:string => hit", "\"a\" => 1", "> 5 => 1")), x="b")
    assert refused.value.facts == {"table": "t", "row": "r2", "column": "x", "why": "'b' and 5 can't be compared"}
