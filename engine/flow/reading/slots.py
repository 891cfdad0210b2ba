"""Where a diagram holds an expression: each is compiled once here, so that a wrong one is found before anything runs."""

from __future__ import annotations

from engine.clock import SOME_DAY, BadTime
from engine.expressions import BadExpression, compile_expression
from engine.flow import times
from engine.flow.markup import Element, text_of
from engine.flow.reading.drawn import Drawn, Formula
from engine.flow.values import is_expression

LANGUAGES = {"", "xpath", "juel", "feel", "expression"}
NO_FUNCTIONS: frozenset[str] = frozenset()


def formula(file: Drawn, element: Element, slot: str, text: str, functions: frozenset[str] = NO_FUNCTIONS) -> str:
    """A text that is computed whether or not it is written `${...}`; a finding names the slot if it can't be."""
    try:
        expression = compile_expression(text)
    except BadExpression as refused:
        file.error(element, f"The {slot} {text[:80]!r} can't be computed: {refused.facts['why']}.")
        return text
    foreign = sorted(expression.calls - functions)
    if foreign:
        file.error(element, f"The {slot} {text[:80]!r} can't be computed: there is no function {foreign[0]}() here.")
    else:
        file.formulas.append(Formula(element, slot, expression))
    return text


def attribute(file: Drawn, element: Element, slot: str, text: str, functions: frozenset[str] = NO_FUNCTIONS) -> str:
    """A text that is computed where there is `${...}` in it."""
    return formula(file, element, slot, text, functions) if is_expression(text) else text


def condition_of(file: Drawn, holder: Element | None, slot: str, at: Element) -> str:
    """The expression inside an element such as conditionExpression; empty for none."""
    text = text_of(holder)
    if holder is not None and (holder.get("language") or "").rpartition("/")[2].lower() not in LANGUAGES:
        file.error(at, f"The {slot} is written in {holder.get('language')!r}, which is not run here. Write it as an expression: ${{...}}.")
        return ""
    return formula(file, at, slot, text) if text else ""


def timer(file: Drawn, element: Element, kind: str, text: str) -> str:
    """A timer's text: an expression, or a time that is looked at now."""
    if is_expression(text):
        return attribute(file, element, f"timer's {kind}", text)
    try:
        times.due(kind, text, *SOME_DAY)
    except BadTime as wrong:
        file.error(element, f"The timer's {kind} can't be read: {wrong.facts['why']}.")
    return text
