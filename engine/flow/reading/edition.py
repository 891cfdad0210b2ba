"""What is collected while the files of one edition are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.flow.diagrams import Diagram
from engine.flow.markup import Element
from engine.flow.reading.drawn import Drawn
from engine.flow.specs import Finding, Process, Task


@dataclass(frozen=True)
class Reference:
    """An element that names something of the edition: a process that it calls, a table that it asks."""

    file: Drawn
    element: Element
    process: str
    name: str


@dataclass
class Reading:
    """An edition while it is read."""

    findings: list[Finding] = field(default_factory=list)
    files: list[Drawn] = field(default_factory=list)
    processes: dict[str, Process] = field(default_factory=dict)
    diagrams: dict[str, Diagram] = field(default_factory=dict)
    tasks: list[Task] = field(default_factory=list)
    tables: dict[str, Any] = field(default_factory=dict)
    calls: list[Reference] = field(default_factory=list)
    known: set[str] = field(default_factory=set)             # processes and tables of files that stand beside
    tables_beside: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)      # where each process begins
    decisions: list[Reference] = field(default_factory=list)
