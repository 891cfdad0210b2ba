"""What somebody may have meant who wrote a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def meant(name: str, known: Iterable[str]) -> str:
    """` Do you mean 'legal'?`, or nothing where no name is near."""
    near = get_close_matches(name, sorted({one for one in known if one}), 1)
    return f" Do you mean {near[0]!r}?" if near else ""
