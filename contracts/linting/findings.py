"""What the linter found: a stable code, a level, a sentence, and the place: a field of the form, or words of the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from dataclasses import field as made
from typing import Any

LONGEST_QUOTE = 120


@dataclass(frozen=True)
class LintFinding:
    """An error stops the submission, a warning raises the risk. The place: `quote` is a passage of the text, `field` one of the form."""

    code: str
    level: str                            # error, warning
    sentence: str                         # English, to translate
    facts: Mapping[str, str] = made(default_factory=dict)
    field: str = ""
    quote: str = ""


def as_rows(found: Iterable[LintFinding]) -> list[dict[str, Any]]:
    """As JSON, to be kept."""
    return [asdict(one) for one in found]


def from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[LintFinding, ...]:
    """What was kept."""
    return tuple(LintFinding(**row) for row in rows)


def quoted(passage: str, start: int = 0, end: int | None = None) -> str:
    """The passage as a place: whole where it is short, else what stands round the words from `start` to `end`."""
    said = passage.strip()
    if len(said) <= LONGEST_QUOTE:
        return said
    middle = (start + (len(passage) if end is None else end)) // 2
    first = min(max(middle - LONGEST_QUOTE // 2, 0), len(passage) - LONGEST_QUOTE)
    cut = passage[first:first + LONGEST_QUOTE].strip()
    return f"{'…' if first else ''}{cut}{'…' if first + LONGEST_QUOTE < len(passage) else ''}"
