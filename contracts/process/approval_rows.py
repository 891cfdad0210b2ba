"""The approval table (审批权限) as rows: read from the live edition, tried, published as its next edition, all else as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from contracts.forms.faults import Fault
from contracts.people.roles import PUBLISHES
from contracts.process import engine_words
from engine import history
from engine.deploying import rehearse
from engine.deploying.changes import UNTESTED
from engine.deploying.examining import examine
from engine.desk import Desk
from engine.editions import files_of, live, publish
from engine.errors import Invalid, NotYours, Refusal, _l
from engine.flow.compiling import digest_of
from engine.flow.markup import Unreadable
from engine.flow.specs import Finding
from engine.tables import read_tables
from engine.tables.sheets import Row, Sheet, read_sheet, write_sheet

EDITION, FILE, DECISION = "contract", "approval.dmn", "approval"
MOST = 200


class RowsRefused(Refusal):
    """The rows can't be run; facts: findings (all), fields (by place: `rows.2.3` is the third cell of the second row)."""

    code, status = "rows-refused", 422
    title = _l("The approval rows can't be published like this.")
    hint = _l("Correct what is marked, then publish again.")

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(findings=list(faults), fields={one.place: one for one in reversed(faults)})


class EditionMoved(Refusal):
    """Somebody published another edition after these rows were opened; facts: live, by, at."""

    code, status = "edition-moved", 409
    title = _l("Somebody has published another edition meanwhile.")
    hint = _l("Your rows are still here. Open the live ones in another window, compare, then publish from there.")


class RowsFailTests(Refusal):
    """Process tests of the edition expect another way; facts: failed, a line each."""

    code, status = "rows-fail-tests", 409
    title = _l("Process tests of the contract process expect another way.")
    hint = _l("Read what they expect. If the new rows are what is wanted, publish them although the tests fail.")


@dataclass(frozen=True)
class OpenedRows:
    """The rows of the live edition; `digest` names it when they are published."""

    number: int
    digest: str
    published_by: str
    published_at: dt.datetime
    reason: str
    sheet: Sheet


@dataclass(frozen=True)
class Prepared:
    """Rows that can be run, as the files of the next edition."""

    opened: str
    digest: str
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Tried:
    """Which rows matched (numbers from 1) and what they say; `why`: the table gave no answer."""

    rows: tuple[int, ...]
    outputs: tuple[Mapping[str, Any], ...]
    why: str = ""


def require_publisher(desk: Desk) -> None:
    """Raises NotYours for whoever may not publish."""
    if not desk.actor.roles & PUBLISHES:
        raise NotYours(act="publish", key=EDITION)


def opened_rows(desk: Desk) -> OpenedRows:
    """The approval table as it is in force for the next contract. Raises NotYours, NotFound."""
    require_publisher(desk)
    edition = live(desk, EDITION)
    sheet = read_sheet(files_of(desk, edition.digest)[FILE], DECISION)
    return OpenedRows(edition.number, edition.digest, edition.published_by, edition.published_at, edition.reason, sheet)


def rows_of_edition(desk: Desk, digest: str) -> Sheet:
    """The table of the edition that somebody opened. Raises NotYours, NotFound."""
    require_publisher(desk)
    return read_sheet(files_of(desk, digest)[FILE], DECISION)


def prepare_rows(desk: Desk, rows: Sequence[Row], opened: str) -> Prepared:
    """The files with these rows over the edition that was opened, looked over whole. Raises NotYours, NotFound, RowsRefused."""
    require_publisher(desk)
    before = files_of(desk, opened)
    content = _written(before, rows)
    files = {**before, FILE: content}
    faults = _faults(content, examine(desk, files), {row.id: row for row in read_sheet(before[FILE], DECISION).rows})
    if faults:
        raise RowsRefused(faults)
    return Prepared(opened, digest_of(files), files)


def failed_tests(prepared: Prepared) -> tuple[str, ...]:
    """What the edition's own process tests say of the rows, a line each; it takes seconds, so no desk is open."""
    return rehearse(prepared.files)


def publish_rows(desk: Desk, prepared: Prepared, reason: str, failed: Sequence[str] = (), *, untested: bool = False) -> int:
    """Publish the rows as the next edition; its number. Contracts on their way keep theirs.

    Raises NotYours, Invalid (no reason), EditionMoved, RowsFailTests; nothing has changed then.
    """
    require_publisher(desk)
    said = " ".join(reason.split())[:200]
    if not said:
        raise Invalid(fields={"reason": _l("Say why the rows change: it stands in the history.")})
    history.hold_house(desk)
    now = live(desk, EDITION)
    if now.digest != prepared.opened:
        raise EditionMoved(live=now.number, by=now.published_by, at=now.published_at.isoformat())
    if failed and not untested:
        raise RowsFailTests(failed=list(failed))
    return publish(desk, EDITION, prepared.files, f"{said} {UNTESTED}" if failed else said).number


def try_rows(desk: Desk, rows: Sequence[Row], opened: str, facts: Mapping[str, Any]) -> Tried:
    """What the rows say of these facts. Raises NotYours, NotFound, RowsRefused."""
    require_publisher(desk)
    before = files_of(desk, opened)
    content = _written(before, rows)
    tables, findings = read_tables(FILE, content)
    if DECISION not in tables:
        raise RowsRefused(_faults(content, findings, {}))
    ids = {row.id: number for number, row in enumerate(read_sheet(content, DECISION).rows, start=1)}
    try:
        answer = tables[DECISION].decide(facts, desk.now.astimezone(ZoneInfo(desk.house.zone)).date())
    except Refusal as failed:
        return Tried((), (), engine_words.of_facts(str(failed.facts.get("why", failed)), str(ids.get(failed.facts.get("row", ""), ""))))
    return Tried(tuple(ids[rule] for rule in answer.rules), tuple(answer.outputs))


def _written(before: Mapping[str, bytes], rows: Sequence[Row]) -> bytes:
    columns = read_sheet(before[FILE], DECISION)
    wide = [n for n, row in enumerate(rows, start=1) if (len(row.inputs), len(row.outputs)) != (len(columns.inputs), len(columns.outputs))]
    if not rows or len(rows) > MOST or wide:
        raise RowsRefused([Fault("rows", _l("from one to %(most)s rows are expected, each with a cell for every column"), most=MOST)])
    try:
        return write_sheet(before[FILE], DECISION, rows)
    except Unreadable as wrong:
        raise RowsRefused([Fault("rows", "%(why)s", why=str(wrong))]) from wrong


def _faults(content: bytes, findings: Sequence[Finding], before: Mapping[str, Row]) -> list[Fault]:
    """What is wrong by its place; of warnings those about rows that changed: a word without quotes is seldom meant."""
    try:
        sheet = read_sheet(content, DECISION)
    except Unreadable as wrong:
        return [Fault("rows", "%(why)s", why=str(wrong))]
    found = []
    for one in findings:
        at = sheet.places.get(one.element) if one.file == FILE else None
        changed = at is not None and sheet.rows[at[0]] != before.get(sheet.rows[at[0]].id)
        if one.level == "error" or changed:
            found.append(_fault(sheet, at, one))
    return found


def _fault(sheet: Sheet, at: tuple[int, int] | None, found: Finding) -> Fault:
    if at is None:
        return Fault("rows", engine_words.UNREADABLE, why=found.message)
    row, column = sheet.rows[at[0]], (*sheet.inputs, *sheet.outputs)[at[1]]
    cell = (*row.inputs, *row.outputs)[at[1]]
    is_condition = at[1] < len(sheet.inputs)
    return engine_words.of_cell(f"rows.{at[0] + 1}.{at[1] + 1}", found.level, cell, column.kind, is_condition=is_condition)
