"""Tables as files, a row at a time: real dates and numbers, a head that stays; no text ever becomes a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from contracts.ledger.columns import Column

FORMATS = {"money": "#,##0.00", "count": "#,##0", "percent": "0%", "date": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm"}
WIDTHS = {"text": 34, "code": 22, "money": 16, "percent": 8, "date": 12, "moment": 17, "held": 22}
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_xlsx(file: IO[bytes], headings: Sequence[str], columns: Sequence[Column], rows: Iterable[Sequence[Any]],
               foot: Sequence[Sequence[Any]] = ()) -> None:
    """A sheet with a frozen, filtered head, and sums at its foot that no filter hides; what is written does not stay in memory."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("1")
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column.kind, 14)
    head = [_text(sheet, heading) for heading in headings]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    written, styled = 1, [_styled(sheet, column) for column in columns]
    for row in rows:
        sheet.append([_filled(sheet, value, cell) for value, cell in zip(row, styled, strict=True)])
        written += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{written}"
    for row in foot:
        sheet.append([_filled(sheet, value, cell) for value, cell in zip(row, styled, strict=True)])
    book.save(file)


def write_csv(file: IO[bytes], headings: Sequence[str], _columns: Sequence[Column], rows: Iterable[Sequence[Any]],
              foot: Sequence[Sequence[Any]] = ()) -> None:
    """UTF-8 with the mark by which Excel knows it; a text that Excel would take for a formula gets an apostrophe before it."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text)
    lines.writerow([_plain(heading) for heading in headings])
    for row in chain(rows, foot):
        lines.writerow([_plain(value) for value in row])
    text.flush()
    text.detach()


def _styled(sheet: Any, column: Column) -> Any:
    """One cell for all rows of a column: a row is written as it is appended, and to look a style up takes longer than all else."""
    if column.kind not in FORMATS:
        return None
    cell = WriteOnlyCell(sheet)
    cell.number_format = FORMATS[column.kind]
    return cell


def _filled(sheet: Any, value: Any, cell: Any) -> Any:
    if isinstance(value, str):
        return _text(sheet, value) if value.startswith("=") else ILLEGAL_CHARACTERS_RE.sub("", value)
    if value is None or cell is None:
        return value
    cell.value = value
    return cell


def _text(sheet: Any, value: str) -> Any:
    """A cell that is text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(STARTS_A_FORMULA) else value
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return format(value, "f") if isinstance(value, Decimal) else value
