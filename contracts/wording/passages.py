"""The passages of an uploaded text, as they are kept: place, words, and whether they stand in a free region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import orjson

COUNT = "一二三四五六七八九十"
NEW_LINE = re.compile(rf"\s*(?:第[{COUNT}百零\d]+[条章节]|[（(][{COUNT}\d]{{1,3}}[)）]|[{COUNT}]{{1,3}}、|"
                      r"\d{1,2}(?:\.\d{1,2})*[.、．\s]|[甲乙丙丁]\s*方\s*(?:[（(][^）)]{0,20}[）)])?\s*[:：])")
ENDS = tuple("。；;：:！!？?")


@dataclass(frozen=True)
class Said:
    """One passage. `place`: body, table, header, footer ...; a PDF's is `page`."""

    place: str
    text: str
    is_free: bool = False


def as_file(said: Iterable[Said]) -> bytes:
    """To be kept in the vault."""
    return orjson.dumps([[one.place, one.text, one.is_free] for one in said])


def from_file(content: bytes) -> tuple[Said, ...]:
    """What was kept."""
    return tuple(Said(place, text, is_free) for place, text, is_free in orjson.loads(content))


def of_pages(pages: Sequence[Sequence[str]]) -> list[Said]:
    """A PDF has lines, not passages: a line goes on in the next unless it ends a sentence or the next one begins a clause."""
    said: list[str] = []
    for lines in pages:
        goes_on = False
        for line in filter(None, map(str.strip, lines)):
            if goes_on and not NEW_LINE.match(line) and len(said[-1]) < 2000:
                said[-1] += line
            else:
                said.append(line)
            goes_on = not line.endswith(ENDS) and len(line) > 18        # a short line is a heading, or a cell
    return [Said("page", text) for text in said]
