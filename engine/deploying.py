"""Folders to editions and back: deploy all or none, export byte for byte, bury nothing that was published elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import sqlalchemy as sa

from engine import history
from engine.desk import Desk
from engine.editions import MARK, compile_edition, files_of, live, newest, publish
from engine.errors import Invalid, NotFound, NotYours, Refusal, _l
from engine.flow.compiling import DRAWN, digest_of
from engine.records import Edition, Instance

IGNORED = {"__pycache__"}


class Conflict(Refusal):
    """Somebody published what the folder does not know; facts: key, live, known, by, at, reason, published."""

    code, status = "edition-conflict", 409
    title = _l("Somebody has published another edition meanwhile.")
    hint = _l("Export the live edition and look at it, or deploy over it by its number.")


@dataclass(frozen=True)
class Change:
    """What deploying one folder does: files `added`, `changed`, `removed`; `running` instances stay on their editions."""

    key: str
    number: int | None  # the live edition before
    becomes: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    findings: tuple[Any, ...]
    running: int

    @property
    def is_change(self) -> bool:
        return self.number != self.becomes


def deploy(
    desk: Desk, folders: Sequence[Path], dry_run: bool = False, over: Mapping[str, int] | None = None, reason: str = ""
) -> list[Change]:
    """Publish each folder (or each folder in it) that differs from its live edition: all or none.

    Raises NotYours, Invalid (nothing to deploy), DiagramRefused, Conflict; nothing has changed then.
    """
    found = [edition for folder in folders for edition in edition_folders(Path(folder))]
    if not found:
        raise Invalid(fields={"folder": _l("There is no diagram in this folder.")})
    if not dry_run:
        history.hold_house(desk)                # so that nobody publishes between the look and the deed
    changes = [_change(desk, folder, over or {}) for folder in found]
    for folder, change in zip(found, changes, strict=True):
        if not dry_run and change.is_change:
            publish(desk, change.key, read_folder(folder), reason)
    if not dry_run:
        desk.after_commit.append(_marks(desk, [(folder, change.key) for folder, change in zip(found, changes, strict=True)]))
    return changes


def export(desk: Desk, key: str, folder: Path) -> Edition:
    """Write the live edition byte for byte, and its mark. Files of the folder that it has not are removed. Raises NotFound."""
    edition = live(desk, key)
    files = files_of(desk, edition.digest)
    folder.mkdir(parents=True, exist_ok=True)
    for path in set(read_folder(folder)) - set(files):
        (folder / path).unlink()
    for path, content in files.items():
        target = folder / path
        if not target.resolve().is_relative_to(folder.resolve()):
            raise NotFound(file=path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    write_mark(folder, edition)
    return edition


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


def _change(desk: Desk, folder: Path, over: Mapping[str, int]) -> Change:
    mark, files = read_mark(folder), read_folder(folder)
    key = str(mark.get("key") or folder.resolve().name)
    if not desk.house.authority.allows(desk, "publish", key):
        raise NotYours(act="publish", key=key)
    findings = compile_edition(files).findings
    now = newest(desk, key)
    before = files_of(desk, now.digest) if now else {}
    running = (
        desk.session.scalar(
            sa.select(sa.func.count()).select_from(Instance).where(Instance.key == key, Instance.status.in_(("running", "suspended")))
        )
        or 0
    )
    same = now is not None and digest_of(files) == now.digest
    if now is not None and not same:
        _refuse_to_bury(desk, now, mark, over)
    becomes = now.number if now and same else (now.number if now else 0) + 1
    return Change(
        key,
        now.number if now else None,
        becomes,
        tuple(sorted(set(files) - set(before))),
        tuple(sorted(path for path in files if path in before and files[path] != before[path])),
        tuple(sorted(set(before) - set(files))),
        tuple(findings),
        running,
    )


def _refuse_to_bury(desk: Desk, now: Edition, mark: Mapping[str, Any], over: Mapping[str, int]) -> None:
    if mark.get("digest") == now.digest or over.get(now.key) == now.number:
        return
    known = mark.get("number", 0)
    since = desk.session.execute(
        sa.select(Edition).where(Edition.key == now.key, Edition.number > (known if isinstance(known, int) else 0)).order_by(Edition.number)
    ).scalars()
    raise Conflict(
        key=now.key,
        live=now.number,
        known=known or None,
        by=now.published_by,
        at=now.published_at.isoformat(),
        reason=now.reason,
        published=[
            {"number": one.number, "by": one.published_by, "at": one.published_at.isoformat(), "reason": one.reason} for one in since
        ],
    )


def _marks(desk: Desk, deployed: Sequence[tuple[Path, str]]) -> Any:
    held = [(folder, live(desk, key)) for folder, key in deployed if os.access(folder, os.W_OK)]

    def write() -> None:
        for folder, edition in held:
            write_mark(folder, edition)

    return write
