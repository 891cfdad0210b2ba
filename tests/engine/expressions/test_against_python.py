"""Random expressions: those that Python knows too mean what they mean there; nothing that is typed brings more than a refusal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.expressions import BadExpression, NotComputable, compile_expression

VALUES = st.fixed_dictionaries({"a": st.integers(-99, 99), "b": st.integers(-9, 9), "s": st.sampled_from(["", "civil", "mep"]),
                                "yes": st.booleans(), "rows": st.lists(st.integers(-3, 3), max_size=4)})
JUEL = {"and": "&&", "or": "||", "not": "!", "==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "True": "true", "False": "false"}
TOKENS = st.sampled_from(["a", "b", "s", "rows", "nothing", "1", "2.50", "'x'", "''", "null", "true", "(", ")", "[", "]", ".", ",", "?", ":", "+", "-", "*", "/",
                          "%", "<", "<=", "==", "!=", "&&", "||", "!", "not", "and", "or", "in", "if", "else", "empty", "size", "len", "max", "sum", "round",
                          "contains", "is", "lambda", "for", "**", "${", "}", "__class__", "\"", "'", "\\", "九", "\x00", "9" * 50, " "])


def wordly(tree):
    """The tree as Python writes it, every operation in parentheses."""
    return tree if isinstance(tree, str) else "(" + " ".join(wordly(part) for part in tree) + ")"


def juel(tree):
    """The same in JUEL, with ?: for if-else."""
    if isinstance(tree, str):
        return JUEL.get(tree, tree)
    if len(tree) == 5:
        return f"({juel(tree[2])} ? {juel(tree[0])} : {juel(tree[4])})"
    return "(" + " ".join(juel(part) for part in tree) + ")"


def trees():
    numbers = st.deferred(lambda: st.sampled_from(["a", "b", "0", "7", "len(rows)", "sum(rows)"]) | st.tuples(numbers, st.sampled_from("+-*"), numbers)
                          | st.tuples(st.just("-"), numbers) | st.tuples(numbers, st.just("if"), tests, st.just("else"), numbers))
    tests = st.deferred(lambda: st.sampled_from(["yes", "True", "False", ("s", "==", "'civil'"), ("a", "in", "rows"), ("s", "in", "['mep', '']"),
                                                  ("'i'", "in", "s"), ("b", "not in", "rows")])
                        | st.tuples(numbers, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), numbers)
                        | st.tuples(tests, st.sampled_from(["and", "or"]), tests) | st.tuples(st.just("not"), tests))
    return tests | numbers


@given(trees(), VALUES)
def test_an_expression_that_python_knows_means_the_same(tree, values):
    text = wordly(tree)
    try:
        found = compile_expression(text[:2000]).value(values)
    except BadExpression as too_much:
        assert len(text) > 2000 or "nested" in too_much.facts["why"]
        return
    assert found == eval(text, {}, dict(values))           # noqa: S307  the oracle, over a text made above


@given(trees(), VALUES)
def test_both_dialects_mean_the_same(tree, values):
    plain, wrapped = wordly(tree), "${" + juel(tree) + "}"
    try:
        assert compile_expression(wrapped).value(values) == compile_expression(plain).value(values)
    except BadExpression as too_much:
        assert "longer" in too_much.facts["why"] or "nested" in too_much.facts["why"]


@given(st.lists(TOKENS, max_size=30).map(" ".join) | st.lists(TOKENS, max_size=30).map("".join) | st.text(max_size=60), VALUES)
def test_whatever_is_typed_is_an_expression_or_a_refusal(text, values):
    try:
        compile_expression(text).value(values | {"nothing": None})
    except (BadExpression, NotComputable) as refused:
        assert refused.facts["why"]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.decimals(),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)),
       st.sampled_from(["x == y", "x < y", "x + y", "x in y", "x[y]", "x.a", "round(x)", "max(x, y)", "sum(x)", "x / y", "-x", "x % y", "${x}${y}", "x.size()",
                        "x.contains(y)", "abs(x)", "x ? y : 1", "x * y"]),
       st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.decimals())
def test_whatever_the_values_are_there_is_a_value_or_a_refusal(x, text, y):
    try:
        compile_expression(text).value({"x": x, "y": y})
    except NotComputable as refused:
        assert refused.facts["why"]
