"""A converter for tests that need a PDF and not LibreOffice's: real, small, in a hundredth of the time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache

import typst

from contracts.documents.rendering import paragraphs_of

PAGE = """
#set page(width: 210mm, height: 297mm, margin: 25mm)
#set text(font: "Noto Sans CJK SC", size: 9pt)
#for line in json(bytes(sys.inputs.lines)) [#line #parbreak()]
"""


class QuickPdf:
    """Every paragraph of the document, one below the other."""

    def to_pdf(self, docx: bytes) -> bytes:
        return _set(json.dumps([line for line in paragraphs_of(docx) if line.strip()], ensure_ascii=False))

    def to_pdfs(self, documents: Sequence[bytes]) -> list[bytes]:
        return [self.to_pdf(docx) for docx in documents]


@lru_cache(maxsize=64)
def _set(lines: str) -> bytes:
    made = typst.compile(PAGE.encode(), sys_inputs={"lines": lines})
    assert isinstance(made, bytes)
    return made
