"""The contract's number, in the place that a wording keeps for it: it is given at the submission, after the words were written."""

from __future__ import annotations

import io
from typing import Any

from docx import Document

from contracts.documents.texts import NUMBER_LATER
from contracts.documents.word_files import W


def with_number(docx: bytes, number: str) -> bytes:
    """The document with its number where it says that there is none yet; as it is where it says no such thing."""
    word = Document(io.BytesIO(docx))
    parts = [word.element.body, *(part._element for section in word.sections for part in (
        section.header, section.footer, section.first_page_header, section.first_page_footer) if not part.is_linked_to_previous)]
    changed = [_fill(paragraph, number) for part in parts for paragraph in part.iter(f"{W}p")]
    if not any(changed):
        return docx
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def _fill(paragraph: Any, number: str) -> bool:
    """Word cuts text into runs where it likes: the number goes into the first that has a part of the place, the rest is taken out."""
    pieces = [node for node in paragraph.iter(f"{W}t") if next(node.iterancestors(f"{W}p")) is paragraph]
    whole = "".join(node.text or "" for node in pieces)
    at = whole.find(NUMBER_LATER)
    if at < 0:
        return False
    end, passed, put = at + len(NUMBER_LATER), 0, False
    for node in pieces:
        text = node.text or ""
        first, last = max(at - passed, 0), min(end - passed, len(text))
        passed += len(text)
        if first < last:
            node.text = text[:first] + ("" if put else number) + text[last:]
            put = True
    return True
