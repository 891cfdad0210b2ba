"""Tables as files, a row at a time: real dates and numbers, a head that stays; no text ever becomes a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from contracts.ledger.columns import Column

FORMATS = {"money": "#,##0.00", "count": "#,##0", "percent": "0%", "date": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm"}
WIDTHS = {"text": 34, "code": 22, "money": 16, "percent": 8, "date": 12, "moment": 17, "held": 22}
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
SHEET, END_OF_ROWS = "xl/worksheets/sheet1.xml", b"</sheetData>"
LONGEST = 32767                            # characters that a cell may hold
DAY_ZERO = dt.date(1899, 12, 30).toordinal()


@dataclass(frozen=True)
class Book:
    """A workbook with nothing but its head: what comes before the rows, what behind them, its other files; the style of each column."""

    begins: bytes
    ends: bytes
    files: dict[str, bytes]
    styles: list[int]


def write_xlsx(file: IO[bytes], headings: Sequence[str], columns: Sequence[Column], rows: Iterable[Sequence[Any]],
               foot: Sequence[Sequence[Any]] = ()) -> None:
    """A sheet with a frozen, filtered head, and sums at its foot that no filter hides; what is written does not stay in memory.

    openpyxl makes the book; the rows are written past it, in a sixth of the time.
    """
    empty, written = _book(headings, columns, 1), 1
    places = [(get_column_letter(number), style) for number, style in enumerate(empty.styles, start=1)]
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        with archive.open(SHEET, "w", force_zip64=True) as sheet:
            sheet.write(empty.begins)
            numbered = enumerate(rows, start=2)
            while some := list(itertools.islice(numbered, 500)):
                sheet.write("".join(_row(number, places, row) for number, row in some).encode())
                written = some[-1][0]
            book = _book(headings, columns, written)
            sheet.write("".join(_row(number, places, row) for number, row in enumerate(foot, start=written + 1)).encode())
            sheet.write(book.ends)
        for name, content in book.files.items():
            archive.writestr(name, content)


def write_csv(file: IO[bytes], headings: Sequence[str], _columns: Sequence[Column], rows: Iterable[Sequence[Any]],
              foot: Sequence[Sequence[Any]] = ()) -> None:
    """UTF-8 with the mark by which Excel knows it; a text that Excel would take for a formula gets an apostrophe before it."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text)
    lines.writerow([_plain(heading) for heading in headings])
    for row in itertools.chain(rows, foot):
        lines.writerow([_plain(value) for value in row])
    text.flush()
    text.detach()


def _book(headings: Sequence[str], columns: Sequence[Column], rows: int) -> Book:
    """For so many rows, the head counted: the filter over it names the last one."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("1")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows}"
    head, styles = [], []
    for number, (heading, column) in enumerate(zip(headings, columns, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column.kind, 14)
        head.append(cell := WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", heading)))
        cell.data_type, cell.font = "s", Font(bold=True)
        pattern = WriteOnlyCell(sheet)
        pattern.number_format = FORMATS.get(column.kind, "General")
        styles.append(pattern.style_id)
    sheet.append(head)
    book.save(saved := io.BytesIO())
    with ZipFile(saved) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    begins, end, ends = files.pop(SHEET).partition(END_OF_ROWS)
    return Book(begins, end + ends, files, styles)


def _row(number: int, places: Sequence[tuple[str, int]], row: Sequence[Any]) -> str:
    cells = [_cell(f"{letter}{number}", style, value) for (letter, style), value in zip(places, row, strict=True) if value is not None]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, style: int, value: Any) -> str:
    if isinstance(value, str):
        text = escape(ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST])
        kept = "" if text == text.strip() else ' xml:space="preserve"'
        return f'<c r="{place}" t="inlineStr"><is><t{kept}>{text}</t></is></c>'
    return f'<c r="{place}" s="{style}" t="n"><v>{_number(value)}</v></c>'


def _number(value: Any) -> str:
    """As Excel counts: days since the end of 1899, with their part of a day."""
    if isinstance(value, dt.datetime):
        return f"{value.toordinal() - DAY_ZERO + (value.hour * 3600 + value.minute * 60 + value.second) / 86400:.16g}"
    if isinstance(value, dt.date):
        return str(value.toordinal() - DAY_ZERO)
    return f"{value:f}" if isinstance(value, Decimal) else f"{value:.16g}"


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(STARTS_A_FORMULA) else value
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return format(value, "f") if isinstance(value, Decimal) else value
