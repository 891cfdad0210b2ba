"""Text that can stand in a contract: what would cut a document short, or show other than it is, is refused at the door."""

from __future__ import annotations

import unicodedata

from engine.errors import Refusal, _l

TURNERS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")     # they show "exe.docx" for "xcod.exe"
ALLOWED = frozenset("\n\t")


class BadText(Refusal):
    """The text holds signs that no document can show; facts: sign."""

    code, status = "bad-text", 422
    title = _l("This text holds signs that can't be printed.")
    hint = _l("Type the text again, or paste it as plain text.")


def clean(text: str, *, lines: bool = False) -> str:
    """The text in NFC, ends trimmed; without `lines`, breaks become blanks. Raises BadText.

    A lone surrogate ends a .docx in mid-text without a word; NUL is kept by SQLite and refused by PostgreSQL.
    """
    for sign in text:
        if is_unprintable(sign):
            raise BadText(sign=f"U+{ord(sign):04X}")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip() if lines else " ".join(text.split())


def is_unprintable(sign: str) -> bool:
    """Is it a control, half of a pair, a turner of direction, or no character at all?"""
    category = unicodedata.category(sign)
    if category == "Cc":
        return sign not in ALLOWED and sign != "\r"
    return category == "Cs" or sign in TURNERS or ord(sign) & 0xFFFE == 0xFFFE
