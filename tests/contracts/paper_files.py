"""PDF files for tests: small, real, with the lines that a test asks for."""

from __future__ import annotations

from functools import lru_cache

import typst

BLOCK = ("甲方（盖章）：", "乙方（盖章）：")


@lru_cache
def pdf_with(*lines: str, pages: int = 1) -> bytes:
    """A PDF of so many pages; the last one has the lines, side by side."""
    cells = "".join(f"[{line}]," for line in lines)
    page = "#pagebreak()\n" * (pages - 1)
    source = f'#set text(font: "Noto Sans CJK SC")\n#set page(width: 210mm, height: 297mm)\n{page}#v(60mm)\n#grid(columns: {len(lines) or 1}, gutter: 50mm, {cells})'
    made = typst.compile(source.encode())
    assert isinstance(made, bytes)
    return made


def contract_pdf() -> bytes:
    """Two pages with a signature block on the second."""
    return pdf_with(*BLOCK, pages=2)


def receipt_pdf() -> bytes:
    return pdf_with("电子回单")
