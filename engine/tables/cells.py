"""Cells: unary tests on the left of a table (`> 10`, `[1..5)`, `"a","b"`, `not(...)`), values on its right."""

from __future__ import annotations

from collections.abc import Callable

from engine.expressions import nodes
from engine.expressions.frames import Frame
from engine.expressions.grammar import ORDER, Grammar
from engine.expressions.meaning import comparison, contains, equal
from engine.expressions.nodes import Node
from engine.expressions.tokens import Token, unquoted
from engine.tables.kinds import day_of, moment_of

# true, false, or None: whether it holds can't be said, as the input is null
Test = Callable[[Frame], bool | None]
INPUT = "?"
MOMENT = ["and", "time", "("]
COMPARISONS = ("<", "<=", ">", ">=")
RANGE_END = "[ at the end"


def _always(frame: Frame) -> bool:
    return True


class Cell(Grammar):
    """Reads one cell. `?` is the input's value."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        following = [*self.tokens[1:], Token("end", "", 0)]
        # ]1..10[ : the last bracket opens no index
        self.tokens = [Token("sign", RANGE_END, one.at) if one.word == "[" and (after.kind == "end" or after.word in (",", ")")) else one
                       for one, after in zip(self.tokens, following, strict=True)]

    def test(self) -> Test:
        """What the whole cell asks of the input. Raises Wrong."""
        if self.here.kind == "end" or self.here.word == "-" and self.tokens[1].kind == "end":
            return _always
        if self.at("not") and self.tokens[self.place + 1].word == "(":
            self.place += 2
            found = _none_of(self.several())
            self.expect(")")
        else:
            found = _one_of(self.several())
        if self.here.kind != "end":
            raise self.unexpected()
        return found

    def several(self) -> list[Test]:
        found = [self.single()]
        while self.accept(","):
            found.append(self.single())
        return found

    def single(self) -> Test:
        """One test: a comparison, a range, or a value."""
        if self.at(*COMPARISONS, "=", "!="):
            return _compares(self.take().word, self.expression(ORDER))
        if self.at("[", "]", "("):
            start, names, depth = self.place, set(self.names), self.depth
            found = self.range()
            if found is not None:
                return found
            self.place, self.names, self.depth = start, names, depth
        return self.value()

    def range(self) -> Test | None:
        """`[a..b]` with any of [ ] ( at its ends; None for what is no range."""
        opens = self.take().word
        if opens != "]" and self.at(")", "]"):
            return None
        low = self.expression(ORDER)
        if not self.accept(".."):
            if opens == "]":
                raise self.unexpected()
            return None
        high = self.expression(ORDER)
        closes = self.take()
        if closes.word not in ("]", ")", RANGE_END):
            self.place -= closes.kind != "end"
            raise self.unexpected()
        return _all_of([_compares(">=" if opens == "[" else ">", low), _compares("<=" if closes.word == "]" else "<", high)])

    def value(self) -> Test:
        """An expression: a condition says itself whether it holds, a list has the input in it, another value equals it."""
        before = INPUT in self.names
        self.names.discard(INPUT)
        node = self.expression()
        says = node.is_test or INPUT in self.names
        if before:
            self.names.add(INPUT)
        return _says(node) if says else _is(node)

    def primary(self) -> Node:
        if self.accept(INPUT):
            self.names.add(INPUT)
            return nodes.variable(INPUT)
        if self.at("@") and self.tokens[self.place + 1].kind == "string":
            self.place += 2
            return _moment("date and time", nodes.constant(unquoted(self.tokens[self.place - 1])))
        following = [one.word for one in self.tokens[self.place + 1:self.place + 4]]
        if self.at("date") and (following == MOMENT or following[:1] == ["("]):
            self.place += 4 if following == MOMENT else 2
            read = _moment("date and time" if following == MOMENT else "date", self.expression())
            self.expect(")")
            return read
        return super().primary()


def _moment(name: str, node: Node) -> Node:
    """`date(...)` and `date and time(...)`: what is written is read at once, so that a wrong date is found before it is asked."""
    read, run = {"date": day_of, "date and time": moment_of}[name], node.run
    return nodes.made(lambda frame: None if (value := run(frame)) is None else read(value), node)


def _compares(sign: str, node: Node) -> Test:
    run = node.run
    if sign in ("=", "!="):
        return lambda frame: equal(frame.variables[INPUT], run(frame)) is (sign == "=")
    compare = comparison(sign)

    def test(frame: Frame) -> bool | None:
        value = frame.variables[INPUT]
        return None if value is None else compare(value, run(frame))
    return test


def _is(node: Node) -> Test:
    run = node.run

    def test(frame: Frame) -> bool:
        wanted, value = run(frame), frame.variables[INPUT]
        if isinstance(wanted, (list, tuple)) and not isinstance(value, (list, tuple)):
            frame.pay_for(wanted)
            return contains(wanted, value)
        return equal(value, wanted)
    return test


def _says(node: Node) -> Test:
    return lambda frame: node.run(frame) is True


def _one_of(tests: list[Test]) -> Test:
    return tests[0] if len(tests) == 1 else lambda frame: any(test(frame) for test in tests)


def _all_of(tests: list[Test]) -> Test:
    def both(frame: Frame) -> bool | None:
        found = [test(frame) for test in tests]
        return None if None in found else all(found)
    return both


def _none_of(tests: list[Test]) -> Test:
    return lambda frame: all(test(frame) is False for test in tests)
