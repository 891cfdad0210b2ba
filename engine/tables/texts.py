"""Texts of a DMN file to something that runs: in FEEL as cells have it, or in JUEL."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.expressions.expression import LONGEST, WRAPPED
from engine.expressions.frames import Run
from engine.expressions.grammar import Grammar
from engine.expressions.tokens import Wrong
from engine.flow.markup import Element, name_of, text_of
from engine.tables.cells import INPUT, Cell, Test

FEEL, JUEL = "feel", "juel"
WORD = re.compile(r"[^\W\d]\w*")
KNOWN = frozenset({"today"})
SPEAKS_FEEL = re.compile(r"(?i)^(https?://www\.omg\.org/spec/(feel|dmn)/.*)?(feel)?/?$")


@dataclass(frozen=True)
class Formula:
    """A value: how it is computed, whether that never changes, the variables that it names."""

    run: Run
    constant: bool
    names: frozenset[str]


def language_of(element: Element) -> str:
    """What the element's text is written in: its own expressionLanguage, or that of what it is in. Raises Wrong for others."""
    current = element
    while current is not None:
        said = current.get("expressionLanguage")
        if said:
            if said.strip().lower() == JUEL:
                return JUEL
            if SPEAKS_FEEL.match(said.strip()):
                return FEEL
            raise Wrong(f"the expression language {said[:40]!r} is not read here; write FEEL")
        current = current.getparent()
    return FEEL


def written(element: Element) -> str:
    """The text of a cell or an expression."""
    return next((text_of(inner) for inner in element if name_of(inner) == "text"), "")


def _require_known(grammar: Grammar) -> None:
    unknown = sorted(grammar.calls - KNOWN)
    if unknown:
        raise Wrong(f"there is no function {unknown[0]}()")


def _grammar(element: Element, text: str) -> Grammar:
    if len(text) > LONGEST:
        raise Wrong(f"it is longer than {LONGEST} characters")
    language, wrapped = language_of(element), WRAPPED.fullmatch(text)
    return Grammar(wrapped[1] if wrapped else text, juel=True) if wrapped or language == JUEL else Cell(text)


def read_formula(element: Element, *, is_list: bool = False) -> Formula:
    """The value that an expression or an output cell says, or the list that values with commas are. Raises Wrong."""
    text = written(element)
    grammar = _grammar(element, f"[{text}]" if is_list else text)
    node = grammar.whole()
    _require_known(grammar)
    if INPUT in grammar.names:
        raise Wrong("'?' stands for an input, and there is none here")
    return Formula(node.run, node.constant, frozenset(grammar.names))


def read_test(element: Element) -> tuple[Test, frozenset[str]]:
    """What an input cell asks, and the variables that it names. Raises Wrong."""
    text = written(element)
    grammar = _grammar(element, text)
    if isinstance(grammar, Cell):
        test = grammar.test()
    elif text:
        condition = grammar.whole().run
        test = _holds(condition)
    else:
        test = Cell("").test()
    _require_known(grammar)
    return test, frozenset(grammar.names) - {INPUT}


def _holds(condition: Run) -> Test:
    return lambda frame: condition(frame) is True


def is_bare_name(element: Element, names: frozenset[str]) -> bool:
    """Whether the cell is one word without quotes, which is a variable and may have been meant as a text."""
    text = written(element)
    return bool(WORD.fullmatch(text)) and names == {text}
