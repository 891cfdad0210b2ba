"""What the operators mean: null as in JUEL, numbers in Decimal, texts that are written as numbers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from engine.expressions import NotComputable, compile_expression


def value(text, **variables):
    return compile_expression(text).value(variables)


@pytest.mark.parametrize("text", ["x < 1", "x > 1", "1 < x", "x >= 1", "x <= 1", "x == 1", "x == ''", "x == false", "x in ['a']", "'a' in x",
                                  "x.y.z > 1", "x", "x and true", "x.outcome == 'return'"])
def test_null_and_unknown_names_make_no_condition_true(text):
    assert not value(text, x=None)
    assert not value(text)


@pytest.mark.parametrize("text", ["x == null", "x != 1", "empty x", "not x", "x is None", "x <= null", "x >= null", "x.y is null", "x + 2 == 2"])
def test_null_is_null_and_counts_as_nothing(text):
    assert value(text) is True


@pytest.mark.parametrize("text", ["amount == 368000", "amount > 50000", "amount <= 368000.00", "368000 == amount", "amount >= '9'", "amount * 2 == 736000",
                                  "amount + 1 == 368001", "amount in [1, 368000]", "amount < 368000.01", "-amount < 0", "amount / 3 < 122667"])
def test_a_decimal_text_counts_as_a_number(text):
    assert value(text, amount="368000.00") is True


@pytest.mark.parametrize("text, found", [
    ("0.1 + 0.2", Decimal("0.3")), ("1.10 - 1.00", Decimal("0.10")), ("f * 3 == 0.3", True), ("9007199254740993.01 - 0", Decimal("9007199254740993.01")),
    ("7 % -3", 1), ("-7 % 3", -1), ("7 mod 4", 3), ("1 div 4", Decimal("0.25")), ("2 + 3 * 4", 14), ("(2 + 3) * 4", 20), ("8 / 4 / 2", 1),
    ("10 - 4 - 3", 3), ("2 - -3", 5), ("1e3", 1000), (".5 + .5", 1)])
def test_numbers_are_counted_exactly(text, found):
    assert value(text, f=0.1) == found


@pytest.mark.parametrize("text, found", [
    ("'01' == '1'", False), ("'9' < '10'", True), ("'2026-03-02' < '2026-10-01'", True), ("'a' < 'b'", True), ("'1.50' == 1.5", True),
    ("'abc' == 1", False), ("true == 1", False), ("true == 'true'", True), ("false == 'FALSE'", True), ("'' == null", False), ("1 == 1.0", True),
    ("[1, 2] == ['1', 2.0]", True), ("[1] == [1, 2]", False), ("a == b", True), ("'１２' == 12", False), ("d < '2026-04-01'", True), ("d == '2026-03-31'", True)])
def test_equality_and_order_of_texts(text, found):
    assert value(text, a={"x": 1}, b={"x": "1"}, d=dt.date(2026, 3, 31)) is found


@pytest.mark.parametrize("text, found", [
    ("'CT-' + 12", "CT-12"), ("'a' + 'b'", "ab"), ("'1' + '2'", 3), ("'no ' + null", "no "), ("'is ' + true", "is true"), ("'a'.concat(1.50)", "a1.50")])
def test_plus_joins_texts_and_adds_what_is_written_as_numbers(text, found):
    assert value(text) == found


@pytest.mark.parametrize("text, why", [
    ("x > 'abc'", "can't be compared"), ("x > true", "can't be compared"), ("x > y", "can't be compared"), ("x - 'abc'", "is no number"),
    ("x / 0", "divided by zero"), ("x % 0", "no value"), ("x * y", "is no number"), ("x.part", "has no part 'part'"), ("x[0]", "has no parts"),
    ("y['a']", "is no place"), ("'a' in x", "nothing can be in"), ("x in 'abc'", "is no text"), ("nan > 1", "no number to count with"),
    ("inf == 1", "no number to count with"), ("z.size()", "null can't be asked"), ("missing(1)", "there is no function missing()"), ("len(3, 4)", "len()")])
def test_what_has_no_meaning_is_refused_and_never_guessed(text, why):
    with pytest.raises(NotComputable) as refused:
        value(text, x=3, y=[1], nan=float("nan"), inf=Decimal("Infinity"))
    assert why in refused.value.facts["why"]
    assert refused.value.facts["text"] == text


@pytest.mark.parametrize("text, found", [
    ("'false' ? 1 : 2", 2), ("'' ? 1 : 2", 2), ("[] ? 1 : 2", 2), ("0 ? 1 : 2", 2), ("'x' ? 1 : 2", 1), ("'true' ? 1 : 2", 1), ("2 ? 1 : 2", 1)])
def test_what_counts_as_true(text, found):
    assert value(text) == found


@pytest.mark.parametrize("text, found", [
    ("contract.parties[0].name", "甲方"), ("contract['parties'][-1]['name']", "乙方"), ("contract.parties[9]", None), ("contract.nothing.at.all", None),
    ("len(contract.parties)", 2), ("contract.parties.size()", 2), ("rows['1']", "one"), ("contract.parties[0]['name'][0]", "甲")])
def test_parts_are_keys_and_places(text, found):
    assert value(text, contract={"parties": [{"name": "甲方"}, {"name": "乙方"}]}, rows={"1": "one"}) == found


def test_a_list_of_constants_belongs_to_who_gets_it():
    expression = compile_expression("['a', 'b']")
    expression.value({}).append("c")
    assert expression.value({}) == ["a", "b"]


def test_only_names_that_must_be_handed_in_are_named():
    expression = compile_expression("total(plan, 'amount') == amount and len(plan) > 1 and x.y")
    assert (expression.names, expression.calls) == ({"total", "plan", "amount", "x"}, {"total"})
