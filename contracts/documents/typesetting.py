"""A vetted text with values in it, as .docx and as plain paragraphs; set once for the preview, the linter and the submission."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson

from contracts.deciding.shown import canonical
from contracts.documents.rendering import paragraphs_of, render
from contracts.documents.templates import pinned
from contracts.templates.apart import render_apart
from engine.desk import House


def set_text(house: House, version: str, printed: Mapping[str, Any]) -> bytes:
    """The .docx that the pinned template makes. Raises CannotRender, TextLost."""
    template = pinned(house, version)
    return _set(template.docx, canonical(printed), template.is_ours)


def said_by_template(house: House, version: str, printed: Mapping[str, Any]) -> tuple[str, ...]:
    """Its paragraphs, cells and headers, without those that are empty. Raises CannotRender, TextLost."""
    template = pinned(house, version)
    return _said(template.docx, canonical(printed), template.is_ours)


# A keystroke's save is followed by the preview and the linter, then by the submission: a tenth of a second each without this.
@lru_cache(maxsize=32)
def _set(template: bytes, printed: bytes, is_ours: bool) -> bytes:
    return render(template, orjson.loads(printed)) if is_ours else render_apart(template, orjson.loads(printed))


@lru_cache(maxsize=32)
def _said(template: bytes, printed: bytes, is_ours: bool) -> tuple[str, ...]:
    return tuple(passage for passage in paragraphs_of(_set(template, printed, is_ours)) if passage.strip())
