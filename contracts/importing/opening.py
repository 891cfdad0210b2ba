"""Open an uploaded .xlsx: refused before anything is unpacked in full where it is none or made to do harm; read a row at a time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from contracts.importing.cells import NoValue
from contracts.importing.columns import SHEETS, folded
from engine.errors import Refusal, _l

MOST_BYTES, MOST_ENTRIES, UNPACKED, WORST_RATIO = 30 * 1024 * 1024, 500, 400 * 1024 * 1024, 250
MOST_ROWS, MOST_COLUMNS = 100_000, 60      # of a sheet, blank ones too
PIECE = 1 << 20
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
OLE = b"\xd0\xcf\x11\xe0"


class NotASpreadsheet(Refusal):
    """The file is no .xlsx, whatever its name says; facts: name, why."""

    code, status = "not-a-spreadsheet", 415
    title = _l("This is not an .xlsx file.")
    hint = _l("Open it in Excel or WPS and save it as .xlsx, without macros and without a password. .xls and .csv can't be read.")


class UnsafeSpreadsheet(Refusal):
    """The workbook brings along macros, or things that no workbook has; facts: what."""

    code, status = "unsafe-spreadsheet", 422
    title = _l("This workbook brings along things that are not only cells.")
    hint = _l("Copy the rows into our template and upload that.")


class SpreadsheetTooLarge(Refusal):
    """The file is larger than may be, or unpacks to far more than its size; facts: size, most."""

    code, status = "spreadsheet-too-large", 413
    title = _l("This workbook is too large.")
    hint = _l("Leave only the sheets of our template in it, or split it into several files.")


class Book:
    """An opened workbook; `rows` gives a sheet's rows with their numbers, formulas as what Excel computed."""

    def __init__(self, values: Any, formulas: Any | None) -> None:
        self._values, self._formulas = values, formulas

    def sheet(self, name: str) -> str | None:
        """The title of one of our sheets in this file, in either language; the first sheet for contracts where none is called so."""
        called = {folded(title): title for title in self._values.sheetnames}
        ours = [called[folded(title)] for title in SHEETS[name].values() if folded(title) in called]
        return ours[0] if ours else self._values.sheetnames[0] if name == "contracts" else None

    def expected(self, title: str) -> int | None:
        """How many rows the file says that the sheet has; a hint for the bar, and no more."""
        said = self._values[title].max_row
        return said if isinstance(said, int) and 0 < said <= MOST_ROWS else None

    def rows(self, title: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """(number, values) of every row that is not blank. Raises SpreadsheetTooLarge."""
        for number, row in enumerate(self._read(title), start=1):
            if number > MOST_ROWS:
                raise SpreadsheetTooLarge(size=number, most=MOST_ROWS)
            if any(value is not None for value in row):
                yield number, row

    def _read(self, title: str) -> Iterator[tuple[Any, ...]]:
        values = _cells(self._values[title])
        if self._formulas is None:
            return values
        return (_computed(row, said) for row, said in zip(values, _cells(self._formulas[title]), strict=False))


@contextmanager
def opened(file: IO[bytes], name: str = "") -> Iterator[Book]:
    """The workbook. Raises NotASpreadsheet, UnsafeSpreadsheet, SpreadsheetTooLarge."""
    has_formulas = require_safe_spreadsheet(file, name)
    books = []
    try:
        for computed in (True, False) if has_formulas else (True,):
            file.seek(0)
            books.append(load_workbook(file, read_only=True, data_only=computed, keep_links=False, rich_text=False))
        if not books[0].sheetnames:
            raise NotASpreadsheet(name=name, why="no sheet")
        yield Book(books[0], books[1] if len(books) > 1 else None)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, AttributeError, TypeError, EOFError) as broken:
        raise NotASpreadsheet(name=name, why=str(broken)[:120]) from broken
    finally:
        for book in books:
            book.close()


def require_safe_spreadsheet(file: IO[bytes], name: str = "") -> bool:
    """Whether it has formulas. Raises what `opened` raises."""
    size = file.seek(0, 2)
    if size > MOST_BYTES:
        raise SpreadsheetTooLarge(size=size, most=MOST_BYTES)
    file.seek(0)
    if file.read(4) == OLE:
        raise NotASpreadsheet(name=name, why="xls, or protected by a password")
    try:
        with zipfile.ZipFile(file) as archive:
            _require_small(archive)
            _require_workbook(archive, name)
            parts = [entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))]
            return sum(_has_formulas(archive, entry) for entry in parts) > 0               # all are walked, for each could do harm
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as no_zip:
        raise NotASpreadsheet(name=name, why="no zip") from no_zip


def _require_small(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    size, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or size > UNPACKED or size > WORST_RATIO * max(packed, 1) + 1_000_000:
        raise SpreadsheetTooLarge(size=size, most=UNPACKED)


def _require_workbook(archive: zipfile.ZipFile, name: str) -> None:
    names = {entry.casefold() for entry in archive.namelist()}
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        raise NotASpreadsheet(name=name, why="no workbook")
    for entry in names:
        if "vbaproject" in entry or "/activex/" in entry or "/externallinks/" in entry or "/embeddings/" in entry:
            raise UnsafeSpreadsheet(what=entry[:80])


def _has_formulas(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Walk the part a piece at a time; no entity can be declared in it, so none can grow."""
    found, tail = False, b""
    with archive.open(entry) as part:
        while piece := part.read(PIECE):
            window = tail + piece
            if b"<!DOCTYPE" in window or b"<!ENTITY" in window or window[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise UnsafeSpreadsheet(what=entry.filename[:80])
            found = found or bool(SHEET.fullmatch(entry.filename) and FORMULA.search(window))
            tail = window[-16:]
    return found


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()                   # what the file says of its size may be a lie
    cells: Iterator[tuple[Any, ...]] = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
    return cells


def _computed(row: tuple[Any, ...], said: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(NoValue() if value is None and isinstance(formula, str) and formula.startswith("=") else value
                 for value, formula in zip(row, said, strict=False))
