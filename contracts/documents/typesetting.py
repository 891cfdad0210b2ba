"""A vetted text with values in it, as .docx and as plain paragraphs; set once for the preview, the linter and the submission."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson

from contracts.deciding.shown import canonical
from contracts.documents.rendering import paragraphs_of, render
from contracts.documents.templates import pinned
from engine.desk import House


def set_text(house: House, version: str, printed: Mapping[str, Any]) -> bytes:
    """The .docx that the pinned template makes. Raises CannotRender, TextLost."""
    return _set(pinned(house, version).docx, canonical(printed))


def said_by_template(house: House, version: str, printed: Mapping[str, Any]) -> tuple[str, ...]:
    """Its paragraphs, cells and headers, without those that are empty. Raises CannotRender, TextLost."""
    return _said(pinned(house, version).docx, canonical(printed))


# A keystroke's save is followed by the preview and the linter, then by the submission: a tenth of a second each without this.
@lru_cache(maxsize=32)
def _set(template: bytes, printed: bytes) -> bytes:
    return render(template, orjson.loads(printed))


@lru_cache(maxsize=32)
def _said(template: bytes, printed: bytes) -> tuple[str, ...]:
    return tuple(passage for passage in paragraphs_of(_set(template, printed)) if passage.strip())
