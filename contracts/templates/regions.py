"""Locked and free regions: what drafters may word otherwise stands in a content control of Word tagged `free`; all else is locked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contracts.documents.word_files import W, parse_part

FREE = "free"
BODY = "word/document.xml"
SIDES = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph that is free or locked as a whole."""

    text: str
    is_free: bool


@dataclass(frozen=True)
class Passage:
    """One paragraph of a .docx. `place` is where it stands: body, table, header, footer, footnotes, endnotes."""

    pieces: tuple[Piece, ...]
    place: str
    stands_free: bool                      # the whole paragraph lies in a free control, though it may be empty

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_free(self) -> bool:
        """Nothing of it is locked. An empty paragraph is as free as what it stands in."""
        said = [piece for piece in self.pieces if piece.text.strip()]
        return self.stands_free or (bool(said) and all(piece.is_free for piece in said))

    @property
    def locked_text(self) -> str:
        """What of it is locked."""
        return "" if self.stands_free else "".join(piece.text for piece in self.pieces if not piece.is_free)


def passages(docx: bytes) -> list[Passage]:
    """Every paragraph: the body with its tables in their order, then headers, footers and notes. Raises NotWord, Unsafe."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        names = [BODY, *sorted(name for name in archive.namelist() if SIDES.fullmatch(name))]
        parts = [(name, parse_part(archive.read(name), name)) for name in names]
    return [passage for name, tree in parts for passage in _passages(tree, SIDES.sub(r"\1", name) if name != BODY else "body")]


def _passages(tree: Any, part: str) -> Iterator[Passage]:
    for paragraph in tree.iter(f"{W}p"):
        if next(paragraph.iterancestors(FALLBACK), None) is not None:       # a text box is written twice: for Word, and for older ones
            continue
        in_table = part == "body" and next(paragraph.iterancestors(f"{W}tbl"), None) is not None
        yield Passage(tuple(_pieces(paragraph)), "table" if in_table else part, _stands_free(paragraph))


def _stands_free(node: Any) -> bool:
    return any(_is_free(control) for control in node.iterancestors(f"{W}sdt"))


def _is_free(control: Any) -> bool:
    tag = control.find(f"{W}sdtPr/{W}tag")
    return tag is not None and (tag.get(f"{W}val") or "").strip().casefold() == FREE


def _pieces(paragraph: Any) -> Iterator[Piece]:
    """Stretches that are alike; what stands in a text box of the paragraph is a paragraph of its own."""
    text, was_free = "", False
    for node in paragraph.iter(f"{W}t", *BREAKS):
        if next(node.iterancestors(f"{W}p")) is not paragraph or node.getparent().tag != f"{W}r":     # a `w:tab` may be a stop
            continue
        said, is_free = (node.text or "") if node.tag == f"{W}t" else BREAKS[node.tag], _stands_free(node)
        if text and is_free != was_free:
            yield Piece(text, was_free)
            text = ""
        text, was_free = text + said, is_free
    if text:
        yield Piece(text, was_free)
