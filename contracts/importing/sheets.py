"""The two sheets of a file: where their headings stand, and their rows one after another."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from contracts.importing import findings as say
from contracts.importing.cells import Wrong, is_empty, read_cell, shown
from contracts.importing.columns import BY_SHEET, CONTRACTS, FINDINGS, PLAN, folded, headings
from contracts.importing.findings import Found
from contracts.importing.known import Known
from contracts.importing.one_row import OneRow
from contracts.importing.opening import Book
from contracts.importing.wanted import Wanted, WantedPayment
from engine.errors import Refusal, _l

HEAD_WITHIN, KNOWN_HEADINGS = 10, 3        # rows; so many headings make a head
MOST_CONTRACTS = 20_000
NAMES = ("number", "file_number", "counterparty", "counterparty_code")


class NoHeadings(Refusal):
    """None of the first rows has our headings."""

    code, status = "no-headings", 422
    title = _l("The first rows of this workbook don't have the headings of our template.")
    hint = _l("Download the template, copy the rows into it, and upload that.")


class TooManyContracts(Refusal):
    """More rows than one batch takes; facts: most."""

    code, status = "too-many-contracts", 413
    title = _l("This file has too many rows for one import.")
    hint = _l("Split it: 20,000 contracts a file at most.")


@dataclass(frozen=True)
class Head:
    """The row of headings: where each of our columns stands (from 0), and what is odd about it."""

    row: int
    at: Mapping[str, int]
    found: tuple[Found, ...]

    def cells(self, row: tuple[Any, ...]) -> dict[str, Any]:
        return {name: row[index] for name, index in self.at.items() if index < len(row)}

    def letter(self, name: str) -> str:
        return get_column_letter(self.at[name] + 1) if name in self.at else ""


@dataclass(frozen=True)
class Names:
    """What must not stand twice, and who the other party is; empty where it can't be read."""

    number: str
    file_number: str
    counterparty: str
    counterparty_code: str


@dataclass(frozen=True)
class Read:
    """One row of the contracts' sheet: what it asks for, unless something is wrong with it; and whom it names all the same."""

    row: int
    wanted: Wanted | None
    found: list[Found]
    names: Names


@dataclass
class Planned:
    """The sheet of the payment plan: by folded number its payments, the row in which it stands first, and what is wrong."""

    payments: dict[str, list[WantedPayment]] = field(default_factory=lambda: defaultdict(list))
    first: dict[str, int] = field(default_factory=dict)
    head: Head | None = None
    found: list[Found] = field(default_factory=list)


def find_head(rows: Iterator[tuple[int, tuple[Any, ...]]], sheet: str) -> Head:
    """The first row that has our headings; titles above it are passed over. Raises NoHeadings."""
    known = headings(sheet)
    for number, row in rows:
        at: dict[str, int] = {}
        found = []
        for index, value in enumerate(row):
            column = known.get(folded(value)) if value is not None else None
            where = {"sheet": sheet, "letter": get_column_letter(index + 1), "value": shown(value)}
            if column and column.name in at:
                found.append(Found(number, column.name, "error", say.TWO_HEADINGS, **where))
            elif column:
                at[column.name] = index
            elif value is not None and folded(value) not in map(folded, FINDINGS.values()):
                found.append(Found(number, "", "warning", say.UNKNOWN_HEADING, **where))
        if len(at) >= KNOWN_HEADINGS:
            lost = [one for one in BY_SHEET[sheet] if one.required and one.name not in at]
            found += [Found(number, one.name, "error", say.LOST_HEADING, {"column": one.name}, sheet=sheet) for one in lost]
            return Head(number, at, tuple(found))
        if number > HEAD_WITHIN:
            break
    raise NoHeadings()


def read_plan(book: Book, today: dt.date) -> Planned:
    """All of the payment plan; empty where the file has no such sheet or nothing in it."""
    planned, title = Planned(), book.sheet(PLAN)
    rows = book.rows(title) if title else iter(())
    try:
        planned.head = head = find_head(rows, PLAN)
    except NoHeadings:
        return planned
    planned.found += head.found
    for number, row in rows:
        if not all(map(is_empty, head.cells(row).values())):
            _read_payment(planned, number, head.cells(row), today)
    return planned


def _read_payment(planned: Planned, number: int, cells: dict[str, Any], today: dt.date) -> None:
    values: dict[str, Any] = {}
    before = len(planned.found)
    for column in BY_SHEET[PLAN]:
        try:
            values[column.name] = read_cell(column, cells.get(column.name))
            if values[column.name] is None and column.required:
                raise Wrong(say.MISSING)
            if column.name == "settled_on" and values[column.name] and values[column.name] > today:
                raise Wrong(say.SETTLED_AHEAD)
        except Wrong as wrong:
            planned.found.append(Found(number, column.name, "error", wrong.sentence, wrong.facts, shown(cells.get(column.name)), PLAN))
    if values.get("number"):
        planned.first.setdefault(folded(values["number"]), number)
    if len(planned.found) == before:
        payment = WantedPayment(values["name"], values["amount"], values["due_on"], values["settled_on"])
        planned.payments[folded(values["number"])].append(payment)


def read_contracts(book: Book, known: Known, language: str, planned: Planned) -> Iterator[Head | Read]:
    """First the head, then every row that is not blank, read by itself. Raises NoHeadings, TooManyContracts."""
    rows = book.rows(book.sheet(CONTRACTS) or "")
    head = find_head(rows, CONTRACTS)
    yield head
    count = 0
    for number, row in rows:
        cells = head.cells(row)
        if all(map(is_empty, cells.values())):
            continue
        count += 1
        if count > MOST_CONTRACTS:
            raise TooManyContracts(most=MOST_CONTRACTS)
        one = OneRow(known, language, number, cells, planned.payments.get(folded(cells.get("number")), []))
        wanted = one.read()
        yield Read(number, wanted, one.found, Names(*(str(one.values[name] or "") for name in NAMES)))
