"""What deploying folders changes: all or none, nothing that this house can't run, nothing of others buried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from engine import history
from engine.deploying.examining import examine
from engine.deploying.folders import edition_folders, marks_to_write, read_folder, read_mark
from engine.deploying.rehearsing import ProcessTestsFailed, rehearse
from engine.desk import Desk
from engine.editions import files_of, newest, publish
from engine.errors import Invalid, NotYours, Refusal, _l
from engine.flow.compiling import digest_of
from engine.flow.refusals import DiagramRefused
from engine.flow.specs import Finding
from engine.records import Edition, Instance

Rehearsed = Mapping[str, Sequence[str]]         # the digest of an edition's files to what its process tests said
UNTESTED = "(untested)"

class Conflict(Refusal):
    """Somebody published what the folder does not know; facts: key, live, known, by, at, reason, published."""

    code, status = "edition-conflict", 409
    title = _l("Somebody has published another edition meanwhile.")
    hint = _l("Export the live edition and look at it, or deploy over it by its number.")


@dataclass(frozen=True)
class Change:
    """What deploying one folder does: files `added`, `changed`, `removed`; `running` instances stay on their editions."""

    key: str
    digest: str
    files: Mapping[str, bytes] = field(repr=False)
    number: int | None  # the live edition before
    becomes: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    findings: tuple[Finding, ...]
    running: int

    @property
    def is_change(self) -> bool:
        return self.number != self.becomes


def deploy(
    desk: Desk, folders: Sequence[Path], dry_run: bool = False, over: Mapping[str, int] | None = None, reason: str = "",
    *, rehearsed: Rehearsed | None = None, untested: bool = False
) -> list[Change]:
    """Publish each folder (or each folder in it) that differs from its live edition: all or none.

    Process tests run here where `rehearsed` does not say how they went; `untested` leaves them out, and the reason says so.
    Raises NotYours, Invalid (nothing to deploy), DiagramRefused, Conflict, ProcessTestsFailed; nothing has changed then.
    """
    found = [edition for folder in folders for edition in edition_folders(Path(folder))]
    if not found:
        raise Invalid(fields={"folder": _l("There is no diagram in this folder.")})
    if not dry_run:
        history.hold_house(desk)                # so that nobody publishes between the look and the deed
    changes = [_change(desk, folder, over or {}) for folder in found]
    new = [change for change in changes if change.is_change]
    _refuse_what_can_not_run(new)
    if not untested:
        _refuse_what_failed(new, rehearsed or {})
    if not dry_run:
        for change in new:
            publish(desk, change.key, change.files, f"{reason} {UNTESTED}".strip() if untested else reason)
        desk.after_commit.append(marks_to_write(desk, [(folder, change.key) for folder, change in zip(found, changes, strict=True)]))
    return changes


def _refuse_what_can_not_run(new: Sequence[Change]) -> None:
    found = [replace(finding, file=f"{change.key}/{finding.file}") for change in new for finding in change.findings]
    if any(finding.level == "error" for finding in found):
        raise DiagramRefused(tuple(found))


def _refuse_what_failed(new: Sequence[Change], rehearsed: Rehearsed) -> None:
    failed = [f"{change.key}/{said}" for change in new
              for said in (rehearsed[change.digest] if change.digest in rehearsed else rehearse(change.files))]
    if failed:
        raise ProcessTestsFailed(failed=failed)


def _change(desk: Desk, folder: Path, over: Mapping[str, int]) -> Change:
    mark, files = read_mark(folder), read_folder(folder)
    key = str(mark.get("key") or folder.resolve().name)
    if not desk.house.authority.allows(desk, "publish", key):
        raise NotYours(act="publish", key=key)
    now = newest(desk, key)
    before = files_of(desk, now.digest) if now else {}
    running = (
        desk.session.scalar(
            sa.select(sa.func.count()).select_from(Instance).where(Instance.key == key, Instance.status.in_(("running", "suspended")))
        )
        or 0
    )
    digest = digest_of(files)
    same = now is not None and digest == now.digest
    if now is not None and not same:
        _refuse_to_bury(desk, now, mark, over)
    becomes = now.number if now and same else (now.number if now else 0) + 1
    return Change(
        key,
        digest,
        files,
        now.number if now else None,
        becomes,
        tuple(sorted(set(files) - set(before))),
        tuple(sorted(path for path in files if path in before and files[path] != before[path])),
        tuple(sorted(set(before) - set(files))),
        () if same else examine(desk, files),
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
