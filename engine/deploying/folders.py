"""Editions as folders: which files they hold, what they were exported from, and the live edition byte for byte."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from engine.desk import Desk
from engine.editions import MARK, files_of, live
from engine.errors import NotFound
from engine.flow.compiling import DRAWN
from engine.records import Edition

IGNORED = {"__pycache__"}


def export(desk: Desk, key: str, folder: Path) -> Edition:
    """Write the live edition byte for byte, and its mark. Files of the folder that it has not are removed. Raises NotFound."""
    edition = live(desk, key)
    files = files_of(desk, edition.digest)
    folder.mkdir(parents=True, exist_ok=True)
    for path in set(read_folder(folder)) - set(files):
        (folder / path).unlink()
    write_files(folder, files)
    write_mark(folder, edition)
    return edition


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write each file at its path in the folder. Raises NotFound for a path that leads out of it."""
    for path, content in files.items():
        target = folder / path
        if not target.resolve().is_relative_to(folder.resolve()):
            raise NotFound(file=path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def edition_folders(folder: Path) -> list[Path]:
    """The folder itself where diagrams lie in it, else the folders in it where they do."""
    if not folder.is_dir():
        return []
    return [folder] if _has_drawn(folder) else sorted(inner for inner in folder.iterdir() if inner.is_dir() and _has_drawn(inner))


def _has_drawn(folder: Path) -> bool:
    return any(file.name.endswith(DRAWN) for file in folder.iterdir())


def read_folder(folder: Path) -> dict[str, bytes]:
    """Every file of an edition's folder by its relative path; hidden ones are left out."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files(folder)}


def read_mark(folder: Path) -> dict[str, Any]:
    """What the folder was exported from or deployed as: key, number, digest; empty without a mark."""
    try:
        mark = orjson.loads((folder / MARK).read_bytes())
    except (FileNotFoundError, orjson.JSONDecodeError):
        return {}
    return mark if isinstance(mark, dict) else {}


def write_mark(folder: Path, edition: Edition) -> None:
    """Write down which edition the folder holds."""
    mark = {"key": edition.key, "number": edition.number, "digest": edition.digest}
    (folder / MARK).write_bytes(orjson.dumps(mark, option=orjson.OPT_INDENT_2) + b"\n")


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not path.is_symlink() and not any(part.startswith(".") or part in IGNORED for part in parts):
            yield path


def marks_to_write(desk: Desk, deployed: Sequence[tuple[Path, str]]) -> Callable[[], None]:
    """What writes the marks of folders that were deployed, once the commit is done; a folder that can't be written has none."""
    held = [(folder, live(desk, key)) for folder, key in deployed if os.access(folder, os.W_OK)]

    def write() -> None:
        for folder, edition in held:
            write_mark(folder, edition)

    return write
