"""What steps are called in the reader's language: the diagram's name, or what the diagram says it is in that language."""

from __future__ import annotations

from collections.abc import Mapping

from flask import g
from marshmallow import fields

from contracts.reading.element_names import translated_names
from web.doors import at_hand
from web.languages import language


def step_name(drawn: str | None) -> str:
    """The name for who is reading; the drawn one where the diagram knows no other."""
    return _names().get(drawn or "", {}).get(language()[:2]) or drawn or ""


class StepName(fields.String):
    """A step's name, in the language of the person whose program asks."""

    def _serialize(self, value: str | None, *args: object, **kwargs: object) -> str | None:
        return None if value is None else step_name(value)


def _names() -> Mapping[str, Mapping[str, str]]:
    if "step_names" not in g:
        with at_hand() as mine:
            g.step_names = translated_names(mine)
    found: Mapping[str, Mapping[str, str]] = g.step_names
    return found
