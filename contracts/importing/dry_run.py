"""The dry run (试导入): every row is read and held against the others and the house; nothing is written but what was found."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.errands.errands import Order
from contracts.errands.working import Progress, asker_of
from contracts.files.vault import Vault
from contracts.importing.batches import CHECK as KIND
from contracts.importing.batches import note_refusal
from contracts.importing.columns import PLAN
from contracts.importing.findings import Found
from contracts.importing.known import known_of
from contracts.importing.marking import write_marked
from contracts.importing.opening import Book, opened
from contracts.importing.records import ImportBatch, ImportFinding
from contracts.importing.sheets import Head, Planned, Read, read_contracts, read_plan
from contracts.importing.together import AT_ONCE, Together, strays
from contracts.importing.wanted import Wanted
from engine.desk import Desk, House, at_desk, reading_at
from engine.errors import Refusal, _l

KEPT = 5_000                               # findings that a page lists; the marked file has all

__all__ = ["KIND", "DryRun"]


class NothingToImport(Refusal):
    """The file has no row with a contract."""

    code, status = "nothing-to-import", 422
    title = _l("There is no contract in this file.")
    hint = _l("Fill in a row for each contract below the headings, then upload it again.")


class Looked:
    """What the walk over a file adds up to."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.contracts = 0
        self.sums: dict[tuple[str, str, str, str], list[Any]] = defaultdict(lambda: [0, Decimal(0)])

    def take(self, read: Read) -> None:
        self.contracts += 1
        self.found += sorted(read.found, key=lambda one: one.level)
        if read.wanted:
            self._add(read.wanted)

    def _add(self, wanted: Wanted) -> None:
        total = self.sums[wanted.type, wanted.stage, wanted.direction, wanted.currency]
        total[0] += 1
        total[1] += wanted.amount or 0

    def rows(self) -> list[dict[str, Any]]:
        names = ("type", "stage", "direction", "currency")
        return [{**dict(zip(names, key, strict=True)), "count": count, "amount": str(amount)}
                for key, (count, amount) in sorted(self.sums.items())]

    def count(self, level: str) -> int:
        return sum(one.level == level for one in self.found)


class DryRun:
    """The errand `import-check`; facts: batch, name, sentences (translated, for the marked file)."""

    def work(self, house: House, order: Order, progress: Progress) -> None:
        """Look at every row; what the file as a whole is refused for stands in the batch, not in the errand."""
        batch_id = int(order.facts["batch"])
        vault: Vault = house.parts["vault"]
        try:
            with reading_at(house, asker_of(house, order)) as desk:
                batch = desk.session.get_one(ImportBatch, batch_id)
                with vault.open(batch.file_sha) as file, opened(file, batch.file_name) as book:
                    looked = _look(desk, book, batch.language, progress)
                    marked = _marked(vault, book, looked, batch.language, order.facts["sentences"]) if looked.found else None
        except Refusal as refused:
            with at_desk(house, asker_of(house, order)) as desk:
                batch = desk.session.get_one(ImportBatch, batch_id)
                batch.state = "refused"
                note_refusal(batch, refused)
            return
        with at_desk(house, asker_of(house, order)) as desk:
            _keep(desk, batch_id, looked, marked)


def _look(desk: Desk, book: Book, language: str, progress: Progress) -> Looked:
    known, looked, together = known_of(desk), Looked(), Together()
    planned = read_plan(book, known.today)
    total = book.expected(book.sheet("contracts") or "")
    heads: list[Head] = []
    for portion in _portions(read_contracts(book, known, language, planned), heads):
        together.look_at(desk, portion)
        for read in portion:
            looked.take(read)
        progress.told(looked.contracts, max(total or 0, looked.contracts))
    if not looked.contracts:
        raise NothingToImport()
    looked.found = [*heads[0].found, *looked.found, *planned.found, *strays(planned, together.numbers)]
    looked.found = [_lettered(one, heads[0], planned) for one in looked.found]
    return looked


def _portions(reads: Iterator[Head | Read], heads: list[Head]) -> Iterator[list[Read]]:
    portion: list[Read] = []
    for one in reads:
        if isinstance(one, Head):
            heads.append(one)
            continue
        portion.append(one)
        if len(portion) == AT_ONCE:
            yield portion
            portion = []
    yield portion


def _lettered(one: Found, head: Head, planned: Planned) -> Found:
    """With the letter that Excel has for the column."""
    here = planned.head if one.sheet == PLAN else head
    if one.letter or not one.column or here is None:
        return one
    return Found(one.row, one.column, one.level, one.sentence, one.facts, one.value, one.sheet, here.letter(one.column))


def _marked(vault: Vault, book: Book, looked: Looked, language: str, sentences: dict[str, str]) -> str:
    with tempfile.TemporaryFile() as file:
        write_marked(file, book, looked.found, language, sentences)
        file.seek(0)
        return vault.put(file).sha


def _keep(desk: Desk, batch_id: int, looked: Looked, marked: str | None) -> None:
    desk.session.execute(sa.delete(ImportFinding).where(ImportFinding.batch_id == batch_id))
    errors_first = sorted(looked.found, key=lambda one: one.level)[:KEPT]
    rows = [{"batch_id": batch_id, "number": number, "sheet": one.sheet, "row": one.row, "column": one.column, "letter": one.letter,
             "level": one.level, "value": one.value[:80], "sentence": one.sentence, "facts": dict(one.facts)}
            for number, one in enumerate(errors_first, start=1)]
    if rows:
        desk.session.execute(sa.insert(ImportFinding), rows)
    batch = desk.session.get_one(ImportBatch, batch_id)
    batch.state, batch.contracts, batch.marked_sha = "checked", looked.contracts, marked
    batch.errors, batch.warnings, batch.sums = looked.count("error"), looked.count("warning"), looked.rows()

