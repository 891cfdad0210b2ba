"""What a step found instead of what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


class NotSo(Exception):
    """A step could not be taken, or found something else than it says."""

    def __init__(self, found: str, expected: str = "") -> None:
        super().__init__(found)
        self.found, self.expected = found, expected


def same(expected: Sequence[str], found: Sequence[str], what: str) -> None:
    """Raises NotSo unless both have the same members, each as often."""
    if Counter(expected) != Counter(found):
        raise NotSo(f"{what} {listed(found)}", listed(expected))


def listed(names: Sequence[str]) -> str:
    """Names as they are written in a process test."""
    return f"[{', '.join(sorted(names))}]"
