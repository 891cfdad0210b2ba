"""Writes the golden files of the vetted texts: `python -m tests.contracts.documents.golden_files`. A test holds them equal."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from contracts.documents.library import LIBRARY
from tests.contracts.documents.samples import rendered

FOLDER = Path(__file__).parent / "golden"
LEVELS = ("Clause", "Paragraph", "Point")
TENS = ("", "十", *(f"{digit}十" for digit in "二三四五六七八九"))


def in_chinese(count: int) -> str:
    """Up to 99, as 第二十一条 has it."""
    return TENS[count // 10] + "〇一二三四五六七八九"[count % 10].replace("〇", "")


class Numbering:
    """Counts clauses, paragraphs and points as Word does by the levels of one list."""

    def __init__(self) -> None:
        self.counts = [0, 0, 0]

    def number(self, style: str) -> str:
        depth = LEVELS.index(style)
        self.counts = [count + (at == depth) if at <= depth else 0 for at, count in enumerate(self.counts)]
        return (f"第{in_chinese(self.counts[0])}条 ", f"{self.counts[1]}. ", f"（{self.counts[2]}） ")[depth]


def told(docx: bytes) -> str:
    """The body line by line: numbers as Word sets them, rows of tables between bars, free regions between brackets."""
    word = Document(io.BytesIO(docx))
    names = {style.style_id: style.name for style in word.styles}
    return "\n".join(_lines(word.element.body, names, Numbering())) + "\n"


def _lines(parent: Any, names: dict[str, str], numbering: Numbering) -> Iterator[str]:
    for element in parent:
        if element.tag == qn("w:p"):
            text, style = _text(element), names.get(element.style or "", "")
            yield (numbering.number(style) if style in LEVELS else "") + text
        elif element.tag == qn("w:tbl"):
            for row in element.iter(qn("w:tr")):
                yield "| " + " | ".join(_text(cell) for cell in row.iter(qn("w:tc"))) + " |"
        elif element.tag == qn("w:sdt"):
            yield f"[{element.find(qn('w:sdtPr')).find(qn('w:alias')).get(qn('w:val'))}"
            yield from _lines(element.find(qn("w:sdtContent")), names, numbering)
            yield "]"


def _text(element: Any) -> str:
    return "".join(node.text or "" if node.tag == qn("w:t") else "\t" for node in element.iter(qn("w:t"), qn("w:tab"))).strip()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for text in LIBRARY:
        (FOLDER / f"{text}.txt").write_text(told(rendered(text)), "utf-8")
