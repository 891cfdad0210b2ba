"""Process tests as files: a diagram of `tests.engine.drawn` and the YAML beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from engine.scenarios import Ran, Scenario, read_scenario, run_scenario


def written(folder: Path, files: Mapping[str, bytes], text: str, name: str = "a.scenario.yaml") -> Scenario:
    """Write the files and the process test; `files:` is added."""
    for path, content in files.items():
        (folder / path).write_bytes(content)
    (folder / name).write_text(f"files: [{', '.join(files)}]\n{text}", "utf-8")
    return read_scenario(folder / name)


def ran(folder: Path, files: Mapping[str, bytes], text: str) -> Ran:
    """Write and run it here."""
    return run_scenario(written(folder, files, text))
