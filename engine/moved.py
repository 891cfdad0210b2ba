"""What a command answers: where the instance stands, what it opened and closed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from engine.identity import Key


@dataclass(frozen=True)
class OpenItem:
    """A work item that is open now, and whom it asks."""

    key: Key
    element: str
    name: str
    kind: str
    candidates: tuple[str, ...]
    due_at: dt.datetime | None
    why: dict[str, Any]


@dataclass(frozen=True)
class ClosedItem:
    """A work item that was taken away undone: settled, returned, interrupted, cancelled. `holders` had it."""

    key: Key
    element: str
    name: str
    because: str
    holders: tuple[str, ...]


@dataclass(frozen=True)
class Moved:
    """What one command did. `jobs` may be run now."""

    instance: str
    status: str
    stage: str | None
    opened: tuple[OpenItem, ...] = ()
    closed: tuple[ClosedItem, ...] = ()
    ended: tuple[str, ...] = ()
    jobs: tuple[Key, ...] = ()
