"""What a command answers: where the instance stands, what it opened and closed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.identity import Key

if TYPE_CHECKING:
    from engine.flow.nodes import Step


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
    """What one command did. `jobs` may be run now; `ended` are the end events reached since the start.

    `passed` are the nodes and flows that tokens left behind, `thrown` the messages and signals of the diagram as (kind, name).
    """

    instance: str
    status: str
    stage: str | None
    opened: tuple[OpenItem, ...] = ()
    closed: tuple[ClosedItem, ...] = ()
    ended: tuple[str, ...] = ()
    jobs: tuple[Key, ...] = ()
    passed: tuple[Step, ...] = ()
    thrown: tuple[tuple[str, str], ...] = ()
