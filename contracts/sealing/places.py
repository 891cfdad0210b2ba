"""Where on a PDF a seal goes: over the line that asks for it, else at the foot of the last page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from contracts.sealing.drawing import WIDTH_MM

POINTS_A_MM = 72 / 25.4
SIZE = WIDTH_MM * POINTS_A_MM
OUR_LINES = {"expense": "甲方", "income": "乙方"}      # who pays is 甲方 in the vetted texts
ASKS = "盖章"


@dataclass(frozen=True)
class Place:
    """A page, counted from 0, and the box on it in points: left, bottom, right, top."""

    page: int
    box: tuple[int, int, int, int]


def place_for(content: bytes, direction: str) -> Place:
    """Over our line of the signature block on the last page that has one; else low on the right of the last page."""
    try:
        pages = list(PdfReader(io.BytesIO(content)).pages)
        for number in reversed(range(len(pages))):
            for line, x, y in _lines(pages[number]):
                if OUR_LINES.get(direction, "甲方") in line and ASKS in line:
                    return Place(number, _box(pages[number], x + SIZE * 0.75, y - SIZE * 0.35))
        last = pages[-1]
        return Place(len(pages) - 1, _box(last, float(last.mediabox.right) - SIZE, float(last.mediabox.bottom) + SIZE))
    except (PyPdfError, ValueError, KeyError, IndexError):
        return Place(0, (0, 0, int(SIZE), int(SIZE)))       # not readable as a PDF: who seals it says so


def _lines(page: PageObject) -> Iterator[tuple[str, float, float]]:
    """The pieces of text on a page with the point where each begins; two columns of one line come apart."""
    found: list[tuple[str, float, float]] = []

    def visit(text: str, matrix: list[float], within: list[float], _font: Any, _size: float) -> None:
        if text.strip():
            x, y = within[4], within[5]
            found.append((text, matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]))

    page.extract_text(visitor_text=visit)
    yield from _joined(found)


def _joined(pieces: list[tuple[str, float, float]]) -> Iterator[tuple[str, float, float]]:
    """Neighbouring pieces at one height and close together are one text: converters cut words where they like."""
    line, start, end, height = "", 0.0, 0.0, 0.0
    for text, x, y in pieces:
        if line and abs(y - height) < 2 and -1 < x - end < 40:
            line, end = line + text.strip(), x + 11 * len(text.strip())
            continue
        if line:
            yield line, start, height
        line, start, end, height = text.strip(), x, x + 11 * len(text.strip()), y
    if line:
        yield line, start, height


def _box(page: PageObject, x: float, y: float) -> tuple[int, int, int, int]:
    """A seal's box round a point, moved inside the page."""
    half = SIZE / 2
    left = min(max(x - half, float(page.mediabox.left)), float(page.mediabox.right) - SIZE)
    bottom = min(max(y - half, float(page.mediabox.bottom)), float(page.mediabox.top) - SIZE)
    return int(left), int(bottom), int(left) + int(SIZE), int(bottom) + int(SIZE)


__all__ = ["Place", "place_for"]
