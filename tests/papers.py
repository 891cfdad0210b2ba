"""Writes docs/problems.md from the code: `python -m tests.papers`. A test holds it equal."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from engine.errors import Refusal, Unavailable

PACKAGES = ("engine", "contracts", "web", "workers")
GENERATED = ("contracts.schema.env", "contracts.schema.versions")
PAPER = Path(__file__).resolve().parents[1] / "docs" / "problems.md"
HEAD = """# Problems

What the API answers as `application/problem+json` and the pages say as a sentence. `code` and `type` (`urn:chancery:problem:CODE`) never
change their meaning; `facts` name the item, field or value that it is about. Written by `python -m tests.papers`.

| code | status | says | what to do |
| --- | --- | --- | --- |
"""


def problems() -> dict[type[Exception], str]:
    """Every kind of refusal of ours, with its code."""
    for package in map(importlib.import_module, PACKAGES):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.startswith(GENERATED):
                importlib.import_module(found.name)
    return {kind: kind.code for kind in (*_kinds(Refusal), *_kinds(Unavailable))}       # type: ignore[attr-defined]


def _kinds(base: type[Exception]) -> Iterator[type[Exception]]:
    yield base
    for kind in base.__subclasses__():
        if kind.__module__.partition(".")[0] in PACKAGES:
            yield from _kinds(kind)


def problems_paper() -> str:
    rows = sorted((kind.code, kind.status, kind.title, kind.hint) for kind in problems())     # type: ignore[attr-defined]
    return HEAD + "".join(f"| `{code}` | {status} | {title} | {hint} |\n" for code, status, title, hint in rows)


if __name__ == "__main__":
    PAPER.write_text(problems_paper(), "utf-8")
