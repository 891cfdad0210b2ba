"""What the files of one edition say once they are read: findings, tasks, processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from engine.flow.diagrams import Diagram


@dataclass(frozen=True)
class Finding:
    """Something about a file that a person should know; an error can't be run."""

    file: str
    line: int
    level: Literal["error", "warning"]
    element: str
    message: str

    @property
    def sentence(self) -> str:
        """The message behind the element that it is about."""
        return f"{self.element}: {self.message}" if self.element else self.message

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.level}: {self.sentence}"


@dataclass(frozen=True)
class Task:
    """A step of a diagram that waits: for a person (user) or for a worker (job)."""

    element: str
    name: str
    process: str
    kind: Literal["user", "job"]
    line: int
    properties: Mapping[str, str] = field(default_factory=dict)
    stage: str | None = None
    file: str = ""


@dataclass(frozen=True)
class StartedBy:
    """A start event of a process: plain, or by a message, a signal or a timer (`value` is its name or its time)."""

    element: str
    kind: str
    value: str | None


@dataclass(frozen=True)
class Process:
    """One process of an edition, callable by its id."""

    id: str
    name: str
    file: str
    line: int
    properties: Mapping[str, str]
    starts: tuple[StartedBy, ...]
    calls: tuple[str, ...]


@dataclass(frozen=True)
class Specs:
    """All processes of one edition, ready to run; never changed afterwards, shared by every flow of it."""

    processes: Mapping[str, Process]
    tasks: Mapping[str, Task]
    findings: tuple[Finding, ...]
    top: str
    digest: str
    diagrams: Mapping[str, Diagram]
    tables: Mapping[str, Any]
    drawn: Mapping[tuple[str, str], Task] = field(default_factory=dict)
    translated: Mapping[str, Mapping[str, str]] = field(default_factory=dict)      # by drawn name and language

    def task_of(self, process: str, element: str) -> Task:
        """The task of this process; `tasks` knows only the first of several processes that use one id."""
        return self.drawn.get((process, element)) or self.tasks[element]

    def step_of_stage(self, stage: str) -> str | None:
        """The first step of the top process that is drawn with this stage and that a fresh token may be placed on."""
        diagram = self.diagrams[self.top]
        drawn = (name for name, node in diagram.task_specs.items() if getattr(node, "stage", None) == stage)
        return next((name for name in drawn if name in diagram.walkable), None)

    @property
    def end(self) -> str | None:
        """The first end event of the top process that a fresh token may be placed on."""
        diagram = self.diagrams[self.top]
        return next((name for name, node in diagram.task_specs.items() if node.kind == "endEvent" and name in diagram.walkable), None)
