"""Texts to expressions: plain ones, `${...}` as a whole, and texts with `${...}` in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from engine.expressions.frames import Frame, Run
from engine.expressions.grammar import Grammar
from engine.expressions.meaning import joined
from engine.expressions.refusals import BadExpression, NotComputable
from engine.expressions.tokens import Wrong

LONGEST = 2_000
# a string inside ${...} may hold a brace; so the strings are read whole
WRAPPED = re.compile(r"""[$#]\{((?:[^'"{}]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")*)\}""", re.DOTALL)


@dataclass(frozen=True)
class Expression:
    """A compiled expression. `names`: what it needs to be handed, variables and functions; `calls`: the functions among them.

    `parts`: the variables with the part that it reads of them; `literals`: the functions with the text that they are asked about.
    """

    text: str
    names: frozenset[str]
    calls: frozenset[str]
    run: Run
    parts: frozenset[tuple[str, str]] = frozenset()
    literals: frozenset[tuple[str, str]] = frozenset()

    def value(self, variables: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]] | None = None) -> Any:
        """What it says of these variables; names without a variable are null. Raises NotComputable, and what the functions refuse."""
        try:
            return self.run(Frame(variables, functions or {}))
        except NotComputable as failed:
            raise NotComputable(text=self.text[:200], why=failed.facts["why"]) from failed


def compile_expression(text: str, *, where: str = "") -> Expression:
    """The expression that a text is, Python-like or JUEL in `${...}`. Raises BadExpression."""
    try:
        return _compiled(text)
    except Wrong as wrong:
        raise BadExpression(where=where, text=text[:200], why=str(wrong)) from wrong


@lru_cache(maxsize=4096)
def _compiled(text: str) -> Expression:
    if len(text) > LONGEST:
        raise Wrong(f"it is longer than {LONGEST} characters")
    if not text.strip():
        raise Wrong("it is empty")
    whole = WRAPPED.fullmatch(text.strip())
    if whole:
        return _one(text, Grammar(whole[1], juel=True))
    if "${" in text or "#{" in text:
        return _mixed(text)
    return _one(text, Grammar(text))


def _one(text: str, grammar: Grammar) -> Expression:
    node = grammar.whole()
    return _expression(text, [grammar], node.run)


def _expression(text: str, read: list[Grammar], run: Run) -> Expression:
    names, calls = frozenset(name for one in read for name in one.names), frozenset(name for one in read for name in one.calls)
    parts, literals = frozenset(pair for one in read for pair in one.parts), frozenset(pair for one in read for pair in one.literals)
    return Expression(text, names, calls, run, parts, literals)


def _mixed(text: str) -> Expression:
    """A text with `${...}` in it: what is outside stays as it stands."""
    runs: list[Run | str] = []
    read: list[Grammar] = []
    place = 0
    for found in WRAPPED.finditer(text):
        grammar = Grammar(found[1], juel=True)
        runs += [text[place:found.start()], grammar.whole().run]
        read.append(grammar)
        place = found.end()
    rest = text[place:]
    if place == 0 or "${" in "".join(part for part in [*runs, rest] if isinstance(part, str)):
        raise Wrong("a ${ has no end, or a brace stands inside it")
    return _expression(text, read, lambda frame: joined([part if isinstance(part, str) else part(frame) for part in [*runs, rest]]))
