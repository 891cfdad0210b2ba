"""Every construct that is not allowed is refused when it is compiled, and called by its name; in every slot of a diagram."""

from __future__ import annotations

import pytest

from engine.expressions import BadExpression, compile_expression

FORBIDDEN = {
    "().__class__.__base__.__subclasses__()": "'__class__'", "x.__dict__": "'__dict__'", "__import__('os')": "'__import__'", "__builtins__": "'__builtins__'",
    "open('/etc/passwd').read()": "method 'read'", "'{0.__class__}'.format(x)": "method 'format'", "x.mro()": "method 'mro'",
    "'a'*10**10 == 'b'": "no number", "'a' * 5": "no number", "[0] * 1000000000": "no number", "9**9**9": "a power", "2 ** n": "a power", "1 << 36": "a shift", "n >> 1": "a shift",
    "lambda: 1": "a lambda", "lambda x: x": "a lambda", "(x) -> x": "a lambda", "[x for x in y]": "a comprehension", "any(x for x in y)": "a comprehension",
    "(x := 1)": "an assignment", "x = 1": "an assignment", "f(a=1)": "an assignment", "f'{x}'": "an f-string", 'F"{x}"': "an f-string", "b'x'": "a byte string",
    "r'x'": "a raw string", "x[1:2]": "a slice", "{'a': 1}": "a dictionary", "{1, 2}": "a dictionary", "f(*x)": "an unpacking", "*x": "an unpacking", "a | b": "a bit operation", "a & b": "a bit operation",
    "~a": "a bit operation", "a ^ b": "a bit operation", "a // b": "a floor division", "a; b": "a second statement", "await x": "an await",
    "yield x": "a yield", "import os": "an import", "a @ b": "a matrix product", "x is 3": "'is' compares with null", "a == b == c": "chained",
    "`id`": "a backtick", "1j": "'1j'", "0x10": "'0x", "1_000": "'1_", "'\\x41'": "the escape", "'a": "has no end", "x # y": "a comment", "del x": "a del",
    "new File('x')": "an object of a class", "(x)(1)": "only functions that have a name", "f()()": "only functions that have a name", "x.y()()": "method 'y'",
    "a b": "unexpected", "a ? b": "':'", "a if b": "'else'", "(a": "')' is missing", "a ++ ": "too early", "“a”": "means nothing", "a　b": "means nothing",
    "x instanceof y": "a look at a type", "1 / 0": "divided by zero", "1 < 'a'": "can't be compared", "1e400": "99 digits", "x.size(1)": "takes 0 arguments",
    "x.contains()": "takes 1 argument,"}


@pytest.mark.parametrize("text", FORBIDDEN)
@pytest.mark.parametrize("slot", ["{}", "${{{}}}", "#{{{}}}", "a and ({})", "name-${{{}}}"])
def test_what_is_not_allowed_is_named(text, slot):
    with pytest.raises(BadExpression) as refused:
        compile_expression(slot.format(text), where="flow-7")
    why = refused.value.facts["why"]
    assert refused.value.facts["where"] == "flow-7"
    assert slot != "{}" or FORBIDDEN[text] in why, why
    assert refused.value.status == 422


@pytest.mark.parametrize("name", ["len", "open", "eval", "exec", "getattr", "type", "vars", "globals", "compile", "input", "breakpoint", "object"])
def test_no_function_of_python_is_within_reach(name):
    expression = compile_expression(f"{name} is null")
    assert expression.value({}) is True
    assert name == "len" or compile_expression(f"{name}('1')").calls == {name}
