"""Two dialects: Python-like, and JUEL in `${...}`; texts with expressions in them."""

from __future__ import annotations

import pytest

from engine.expressions import BadExpression, compile_expression

GIVEN = {"amount": 600000, "dept": "civil", "parties": ["A", "B"], "x": None, "legal_review": {"outcome": "approve"}, "n": 3, "名称": "合同",
         "class": "works", "from": 2}


@pytest.mark.parametrize("text, found", [
    ("amount > 500000 and dept == 'civil'", True), ("len(parties) >= 2 and 'A' in parties", True), ("dept not in ['mep', 'road']", True),
    ("dept in ('civil', 'mep')", True), ("not dept == 'mep'", True), ("'big' if amount > 10 else 'small'", "big"), ("x or dept", "civil"),
    ("parties and 0", 0), ("100 < amount < 1000000", True), ("x is None and dept is not None", True), ("legal_review.outcome", "approve"),
    ("名称 == '合同'", True), ("class == 'works' and from > 1", True), ("True and not False", True), ("[]", []), ("(1, 2)", [1, 2]), ("(1,)", [1]),
    ("1 if x else 2 if x else 3", 3), ("dept.startswith('ci')", True)])
def test_plain_expressions_read_as_python(text, found):
    assert compile_expression(text).value(GIVEN) == found


@pytest.mark.parametrize("text, found", [
    ("${amount gt 500000 && dept eq 'civil'}", True), ("#{amount >= 500000 || x}", True), ("${!x}", True), ("${not x and n ne 4}", True),
    ("${empty x}", True), ("${not empty parties}", True), ("${!empty parties}", True), ("${x == null ? 'none' : 'some'}", "none"),
    ("${n lt 4 and n le 3 and n ge 3}", True), ("${7 div 2}", 3.5), ("${n mod 2 == 1}", True), ("${parties[1]}", "B"), ("${legal_review['outcome']}", "approve"),
    ("${parties.contains('A')}", True), ("${parties.size() > 1}", True), ("${parties.isEmpty()}", False), ("${dept.equals('civil')}", True),
    ("${dept.startsWith('ci') && dept.endsWith('il')}", True), ("${legal_review.get('outcome')}", "approve"), ("${x || dept}", True),
    ("${n > 1 ? n > 2 ? 'c' : 'b' : 'a'}", "c"), ('${dept == "civil"}', True), ("${n > 2 == true}", True), ("${dept.length() == 5}", True),
    (" ${ n } ", 3), ("${'}' == '}'}", True), ("${true}", True), ("${dept.toUpperCase()}", "CIVIL"), ("${dept.equalsIgnoreCase('Civil')}", True)])
def test_wrapped_expressions_read_as_juel(text, found):
    assert compile_expression(text).value(GIVEN) == found


def test_not_binds_as_its_dialect_has_it():
    given = {"a": "x", "b": False}
    assert compile_expression("not a == b").value(given) is True            # not (a == b)
    assert compile_expression("${not a == b}").value(given) is True         # (not a) == b: false == false
    assert compile_expression("${not a == 'x'}").value(given) is False      # (not a) == 'x'
    assert compile_expression("not a == 'x'").value(given) is False


@pytest.mark.parametrize("text, found", [
    ("msg-${n}", "msg-3"), ("${dept}/${n}", "civil/3"), ("P${n}D", "P3D"), ("${x}-", "-"), ("${amount / 4} 元", "150000 元"), ("${n > 1}!", "true!"),
    ("#{dept} and ${dept}", "civil and civil")])
def test_a_text_with_expressions_in_it_becomes_a_text(text, found):
    expression = compile_expression(text)
    assert expression.value(GIVEN) == found
    assert expression.names <= GIVEN.keys()


@pytest.mark.parametrize("text", ["${a", "a ${b", "${a} ${", "${", "${}", "${a${b}}", "${a}}b${", "", "   ", "${ }"])
def test_half_of_an_expression_is_none(text):
    with pytest.raises(BadExpression):
        compile_expression(text)


def test_the_same_text_is_compiled_once():
    assert compile_expression("amount > 1") is compile_expression("amount > 1")


def test_an_error_names_the_place_that_asked():
    for where in ("flow-1", "flow-2"):
        with pytest.raises(BadExpression) as bad:
            compile_expression("amount >", where=where)
        assert bad.value.facts == {"where": where, "text": "amount >", "why": "the expression ends too early"}
