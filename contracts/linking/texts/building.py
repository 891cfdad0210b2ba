"""Makes the .docx of agreements about another contract from their clauses: `python -m contracts.linking.texts.building`.

A .txt is written as those of the library (contracts/documents/library/reading.py), with `|effect` where the price before and after
stands; a test holds the two together.
"""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as Word

from contracts.documents.library import wordml
from contracts.documents.library.building import built
from contracts.documents.library.reading import read_text
from contracts.linking.texts import TEXTS

HERE = Path(__file__).parent


def build(kind: str) -> Word:
    """The template of `kind`.txt: two pages, without a cover."""
    return built(read_text(kind, HERE), has_cover=False)


if __name__ == "__main__":
    for name in TEXTS:
        wordml.save_same_bytes(build(name), HERE / f"{name}.docx")
