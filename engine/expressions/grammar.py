"""The grammar of both dialects: binding powers over the words, nodes out of them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import InvalidOperation, Overflow
from typing import Any

from engine.expressions import nodes
from engine.expressions.functions import FUNCTIONS
from engine.expressions.meaning import COUNTING
from engine.expressions.nodes import Node
from engine.expressions.tokens import Token, Wrong, read_tokens, unexpected, unquoted

DEEPEST = 40
CHOICE, OR, AND, NOT, EQUALITY, ORDER, SUM, PRODUCT, SIGNED = range(1, 10)
INFIX: Mapping[str, tuple[int, str]] = {
    "?": (CHOICE, "?"), "if": (CHOICE, "if"), "||": (OR, "or"), "or": (OR, "or"), "&&": (AND, "and"), "and": (AND, "and"),
    "==": (EQUALITY, "=="), "eq": (EQUALITY, "=="), "!=": (EQUALITY, "!="), "ne": (EQUALITY, "!="), "is": (EQUALITY, "is"),
    "<": (ORDER, "<"), "lt": (ORDER, "<"), "<=": (ORDER, "<="), "le": (ORDER, "<="), ">": (ORDER, ">"), "gt": (ORDER, ">"),
    ">=": (ORDER, ">="), "ge": (ORDER, ">="), "in": (ORDER, "in"), "not": (ORDER, "not in"),
    "+": (SUM, "+"), "-": (SUM, "-"), "*": (PRODUCT, "*"), "/": (PRODUCT, "/"), "div": (PRODUCT, "/"), "%": (PRODUCT, "%"),
    "mod": (PRODUCT, "%")}
CONSTANTS: Mapping[str, Any] = {"true": True, "True": True, "false": False, "False": False, "null": None, "None": None}


class Grammar:
    """Reads one expression. `juel`: `not` binds as tightly as `!`, and/or give true or false."""

    def __init__(self, text: str, *, juel: bool = False) -> None:
        self.tokens, self.place, self.juel, self.depth = read_tokens(text), 0, juel, 0
        self.names: set[str] = set()
        self.calls: set[str] = set()
        self.parts: set[tuple[str, str]] = set()            # (variable, part): what stands right behind a variable's dot
        self.literals: set[tuple[str, str]] = set()         # (function, text): what a function is first asked about

    @property
    def here(self) -> Token:
        return self.tokens[self.place]

    def whole(self) -> Node:
        """The expression that all words together are. Raises Wrong."""
        found = self.expression()
        if self.here.kind != "end":
            raise self.unexpected()
        return found

    def unexpected(self) -> Wrong:
        return unexpected(self.here, self.tokens[self.place - 1] if self.place else None)

    def take(self) -> Token:
        token = self.here
        self.place += token.kind != "end"
        return token

    def at(self, *words: str) -> bool:
        return self.here.kind in ("sign", "name") and self.here.word in words

    def accept(self, *words: str) -> bool:
        """Take one of these words if it is here."""
        found = self.at(*words)
        self.place += found
        return found

    def expect(self, word: str) -> None:
        if not self.accept(word):
            raise self.unexpected() if self.here.kind != "end" else Wrong(f"{word!r} is missing at the end")

    def infix(self) -> tuple[int, str]:
        """The level and the name of the operator that stands here; level 0 for none."""
        if self.here.kind not in ("sign", "name") or self.here.word == "not" and self.tokens[self.place + 1].word != "in":
            return 0, ""
        return INFIX.get(self.here.word, (0, ""))

    def expression(self, floor: int = 0) -> Node:
        """What binds more tightly than `floor`. Raises Wrong."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Wrong(f"it is nested more than {DEEPEST} deep")
        found = self.prefix()
        while (level := self.infix()[0]) > floor:
            found = self.choice(found) if level == CHOICE else self.chain(found, level)
        self.depth -= 1
        return found

    def chain(self, left: Node, level: int) -> Node:
        """All operators of one level that follow each other, as one node: a long sum is not a deep one."""
        steps: list[tuple[str, Node]] = []
        while self.infix()[0] == level:
            sign = self.infix()[1]
            self.place += 2 if sign == "not in" else 1
            steps.append(self.identity() if sign == "is" else (sign, self.expression(level)))
        operands = [left, *(node for _, node in steps)]
        if level in (OR, AND):
            return nodes.logical(operands, stops_at=level == OR, as_truth=self.juel)
        if level in (SUM, PRODUCT):
            return nodes.arithmetic(left, steps)
        if level == EQUALITY and len(steps) > 1:
            raise Wrong("equality can't be chained: write 'a == b and b == c'")
        pairs = [nodes.compared(sign, one, other) for one, (sign, other) in zip(operands, steps, strict=False)]
        return pairs[0] if len(pairs) == 1 else nodes.logical(pairs, stops_at=False, as_truth=True)

    def identity(self) -> tuple[str, Node]:
        """What follows `is`: null or not null."""
        sign = "!=" if self.accept("not") else "=="
        if not self.accept("None", "null"):
            raise Wrong("'is' compares with null only: write '=='")
        return sign, nodes.constant(None)

    def choice(self, left: Node) -> Node:
        """`left ? then : otherwise` and `left if condition else otherwise`."""
        if self.take().word == "?":
            then = self.expression()
            self.expect(":")
            return nodes.chosen(left, then, self.expression())
        condition = self.expression(CHOICE)
        self.expect("else")
        return nodes.chosen(condition, left, self.expression())

    def prefix(self) -> Node:
        """An operand with what stands before it."""
        if self.accept("!"):
            return nodes.negated(self.expression(SIGNED))
        if self.accept("not"):
            return nodes.negated(self.expression(SIGNED if self.juel else NOT))
        if self.accept("empty"):
            return nodes.emptiness(self.expression(SIGNED))
        if self.at("-", "+"):
            return nodes.signed(self.take().word, self.expression(SIGNED))
        return self.postfix(self.primary())

    def primary(self) -> Node:
        token = self.take()
        if token.kind == "number":
            return nodes.constant(_number(token))
        if token.kind == "string":
            return nodes.constant(unquoted(token))
        if token.kind == "name":
            return self.named(token)
        if token.word == "(":
            return self.parenthesis()
        if token.word == "[":
            return nodes.listed(self.items("]"))
        self.place -= token.kind != "end"
        raise self.unexpected()

    def named(self, token: Token) -> Node:
        """A constant, a call or a variable."""
        if token.word in CONSTANTS:
            return nodes.constant(CONSTANTS[token.word])
        _require_plain(token)
        if self.accept("("):
            if token.word not in FUNCTIONS:
                self.names.add(token.word)
                self.calls.add(token.word)
                if self.here.kind == "string" and self.tokens[self.place + 1].word in (",", ")"):
                    self.literals.add((token.word, unquoted(self.here)))
            return nodes.called(token.word, self.items(")"))
        self.names.add(token.word)
        return nodes.variable(token.word)

    def parenthesis(self) -> Node:
        """An expression in parentheses; with a comma, or empty, a list."""
        if self.accept(")"):
            return nodes.listed([])
        found = self.expression()
        if self.accept(")"):
            return found
        self.separate(")")
        return nodes.listed([found, *self.items(")")])

    def items(self, end: str) -> list[Node]:
        """Expressions with commas between them, up to the end."""
        found: list[Node] = []
        while not self.accept(end):
            found.append(self.expression())
            if not self.at(end):
                self.separate(end)
        return found

    def separate(self, end: str) -> None:
        """Take the comma between two items."""
        self.expect("," if self.here.kind != "end" else end)

    def postfix(self, found: Node) -> Node:
        """Keys, places and methods behind an operand."""
        last = self.tokens[self.place - 1]
        variable = last.word if last.kind == "name" and last.word not in CONSTANTS else None
        for _ in range(DEEPEST):
            start = self.place
            if self.accept("."):
                found = self.member(found)
                part = self.tokens[start + 1].word if self.tokens[self.place - 1] is self.tokens[start + 1] else None
            elif self.accept("["):
                key, within = self.expression(), self.tokens[start + 1]
                self.expect("]")
                found = nodes.indexed(found, key)
                part = unquoted(within) if within.kind == "string" and self.place == start + 3 else None
            elif self.at("("):
                raise Wrong(f"only functions that have a name can be called (character {self.here.at})")
            else:
                return found
            if variable is not None and part is not None:
                self.parts.add((variable, part))
            variable = None
        raise Wrong(f"it is nested more than {DEEPEST} deep")

    def member(self, found: Node) -> Node:
        token = self.take()
        if token.kind != "name":
            self.place -= token.kind != "end"
            raise self.unexpected()
        _require_plain(token)
        if self.accept("("):
            return nodes.asked(found, token.word, self.items(")"))
        return nodes.attribute(found, token.word)


def _require_plain(token: Token) -> None:
    if token.word.startswith("__"):
        raise Wrong(f"the name {token.word[:40]!r} is not allowed (character {token.at})")


def _number(token: Token) -> Any:
    try:
        return int(token.word) if token.word.isdigit() else COUNTING.create_decimal(token.word)
    except (Overflow, InvalidOperation) as large:
        raise Wrong(f"the number {token.word!r} has more than 99 digits") from large
