"""Where a diagram holds an expression: each is compiled once here, so that a wrong one is found before anything runs."""

from __future__ import annotations

import datetime as dt

from engine.errors import Refusal
from engine.flow import times
from engine.flow.markup import Element, text_of
from engine.flow.reading.drawn import Drawn
from engine.flow.values import compile_expression, is_expression

SOME_DAY = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
LONGEST = 4000


def formula(file: Drawn, element: Element, slot: str, text: str) -> str:
    """A text that is computed whether or not it is written `${...}`; a finding names the slot if it can't be."""
    wrong = _wrong(text)
    if wrong:
        file.error(element, f"The {slot} {text[:80]!r} can't be computed: {wrong}")
    return text


def attribute(file: Drawn, element: Element, slot: str, text: str) -> str:
    """A text that is computed only where it is written `${...}` as a whole."""
    if is_expression(text):
        return formula(file, element, slot, text)
    if "${" in text or "#{" in text:
        file.error(element, f"The {slot} {text[:80]!r} mixes text and expression. Write all of it as one expression: ${{...}}.")
    return text


def condition_of(file: Drawn, holder: Element | None, slot: str, at: Element) -> str:
    """The expression inside an element such as conditionExpression; empty for none."""
    text = text_of(holder)
    if holder is not None and (holder.get("language") or "").rpartition("/")[2].lower() not in LANGUAGES:
        file.error(at, f"The {slot} is written in {holder.get('language')!r}, which is not run here. Write it as an expression: ${{...}}.")
        return ""
    return formula(file, at, slot, text) if text else ""


LANGUAGES = {"", "xpath", "juel", "feel", "expression"}


def timer(file: Drawn, element: Element, kind: str, text: str) -> str:
    """A timer's text: an expression, or a time that is looked at now."""
    if "${" in text or "#{" in text:
        return attribute(file, element, f"timer's {kind}", text)
    try:
        times.due(kind, text, SOME_DAY, dt.UTC)
    except times.BadTime as wrong:
        file.error(element, f"The timer's {kind} can't be read: {wrong}.")
    return text


def _wrong(text: str) -> str:
    if len(text) > LONGEST:
        return f"it is longer than {LONGEST} characters."
    try:
        compile_expression(text)
    except Refusal as refused:
        return f"{refused.facts.get('why', refused)}."
    except (SyntaxError, ValueError) as wrong:
        return f"{wrong}."
    return ""
