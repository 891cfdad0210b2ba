"""Batches (导入批次): asked for, looked over, begun, gone on with, by administrators only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.errands import errands
from contracts.errands.records import Errand
from contracts.importing.records import ImportBatch, ImportedRow, ImportFinding
from contracts.importing.taking import TakenFile
from contracts.people.roles import require_importer
from engine import history
from engine.desk import Desk
from engine.errors import NotFound, Refusal, _l

CHECK, RUN = "import-check", "import-run"
LISTED, FINDINGS = 50, 200


class NotImportable(Refusal):
    """The batch is not where this can be done with it; facts: batch, state."""

    code, status = "import-not-there", 409
    title = _l("This can't be done with this import now.")
    hint = _l("Open it again: somebody else may have gone on with it, or its work is still under way.")


class HasErrors(Refusal):
    """Rows of the file are wrong; facts: errors."""

    code, status = "import-has-errors", 409
    title = _l("Rows of this file are wrong, so nothing is imported.")
    hint = _l("Correct the marked cells in the file, then upload it again.")


@dataclass(frozen=True)
class Batch:
    """A batch as its page shows it; `done` of `total`: how far the work is that is under way, None where none is."""

    id: int
    state: str
    file_name: str
    asked_by: str
    asked_at: dt.datetime
    contracts: int
    errors: int
    warnings: int
    sums: tuple[Mapping[str, Any], ...]
    refused: Mapping[str, Any] | None
    shown_at: dt.datetime | None
    ended_at: dt.datetime | None
    taken_back_by: str | None
    done: int | None
    total: int | None
    marked: bool

    @property
    def is_working(self) -> bool:
        return self.done is not None

    @property
    def is_stopped(self) -> bool:
        """Its work broke off, and somebody has to say whether it goes on."""
        return self.state in ("importing", "starting", "leaving") and not self.is_working

    @property
    def percent(self) -> int:
        return min(100, (self.done or 0) * 100 // self.total) if self.total else 0


def begin_batch(desk: Desk, taken: TakenFile, language: str, name: str, sentences: Mapping[str, str]) -> int:
    """Ask for the dry run of a file; nothing else is written by it than what it finds. Raises NotYours, TooMany."""
    require_importer(desk)
    batch = ImportBatch(state="checking", file_name=taken.name, file_sha=taken.sha, language=language, asked_by=desk.actor.user,
                        asked_at=desk.now, sums=[])
    desk.session.add(batch)
    desk.session.flush()  # house rule: the errand names the batch
    batch.errand = errands.ask(desk, CHECK, {"batch": batch.id, "name": name, "sentences": dict(sentences)}).id
    return batch.id


def start_batch(desk: Desk, batch_id: int, name: str) -> None:
    """Import a checked file, or go on with what broke off. Raises NotFound, NotYours, NotImportable, HasErrors, TooMany."""
    batch = held(desk, batch_id)
    if batch.state == "checked" and batch.errors:
        raise HasErrors(errors=batch.errors)
    if batch.state not in ("checked", "importing", "starting") or _errand(desk, batch) is not None or not batch.contracts:
        raise NotImportable(batch=batch_id, state=batch.state)
    if batch.state == "checked":
        history.record(desk, history.HOUSE, "import-begun", facts={"batch": batch.id, "file": batch.file_name, "sha": batch.file_sha,
                                                                   "contracts": batch.contracts})
        batch.state = "importing"
    batch.refused = None
    batch.errand = errands.ask(desk, RUN, {"batch": batch.id, "name": name}).id


def held(desk: Desk, batch_id: int) -> ImportBatch:
    """The batch, locked; for administrators. Raises NotFound, NotYours."""
    require_importer(desk)
    found = desk.session.get(ImportBatch, batch_id, with_for_update=True, populate_existing=True) if 0 < batch_id < 2**31 else None
    if found is None:
        raise NotFound(batch=batch_id)
    return found


def batches(desk: Desk) -> list[Batch]:
    """Newest first. Raises NotYours."""
    require_importer(desk)
    return [_batch(desk, one) for one in desk.session.scalars(sa.select(ImportBatch).order_by(ImportBatch.id.desc()).limit(LISTED))]


def batch_of(desk: Desk, batch_id: int) -> Batch:
    """Raises NotFound, NotYours."""
    require_importer(desk)
    found = desk.session.get(ImportBatch, batch_id) if 0 < batch_id < 2**31 else None
    if found is None:
        raise NotFound(batch=batch_id)
    return _batch(desk, found)


def findings_of(desk: Desk, batch_id: int, *, level: str = "", after: int = 0, limit: int = FINDINGS) -> list[ImportFinding]:
    """One page of what the dry run found, errors first within a row. Raises NotFound, NotYours."""
    batch_of(desk, batch_id)
    query = sa.select(ImportFinding).where(ImportFinding.batch_id == batch_id, ImportFinding.number > after)
    if level:
        query = query.where(ImportFinding.level == level)
    return list(desk.session.scalars(query.order_by(ImportFinding.number).limit(limit)))


def marked_file(desk: Desk, batch_id: int) -> tuple[str, str]:
    """SHA-256 and name of the file in which wrong cells are marked. Raises NotFound, NotYours."""
    if not batch_of(desk, batch_id).marked:
        raise NotFound(batch=batch_id)
    batch = desk.session.get_one(ImportBatch, batch_id)
    return str(batch.marked_sha), f"{batch.file_name.removesuffix('.xlsx')}-{batch.id}.xlsx"


def note_refusal(batch: ImportBatch, refused: Refusal) -> None:
    """Keep why the work on it stopped, as its page says it."""
    facts = {name: str(value)[:200] for name, value in refused.facts.items()}
    batch.refused = {"title": refused.title, "hint": refused.hint, "facts": facts}


def _batch(desk: Desk, batch: ImportBatch) -> Batch:
    errand = _errand(desk, batch)
    done, total = (None, None) if errand is None else (errand.done, errand.total)
    if errand is not None and batch.state == "importing":
        done, total = _entered(desk, batch.id), batch.contracts
    sums = tuple({**one, "amount": Decimal(one["amount"])} for one in batch.sums or ())
    return Batch(batch.id, batch.state, batch.file_name, batch.asked_by, batch.asked_at, batch.contracts, batch.errors, batch.warnings,
                 sums, batch.refused, batch.shown_at, batch.ended_at, batch.taken_back_by, done, total, batch.marked_sha is not None)


def _errand(desk: Desk, batch: ImportBatch) -> Errand | None:
    """The work on it, as long as it is under way."""
    found = desk.session.get(Errand, batch.errand) if batch.errand else None
    return found if found is not None and found.state in errands.UNDER_WAY else None


def _entered(desk: Desk, batch_id: int) -> int:
    return desk.session.scalar(sa.select(sa.func.count()).select_from(ImportedRow).where(ImportedRow.batch_id == batch_id)) or 0
