"""The uploaded rows once more, with what was found beside them and the cells marked; corrected, it can be uploaded as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter

from contracts.importing.cells import NoValue
from contracts.importing.columns import BY_NAME, CONTRACTS, FINDINGS, PLAN, SHEETS
from contracts.importing.findings import Found
from contracts.importing.opening import Book

FILLS = {"error": PatternFill("solid", fgColor="F8C9C4"), "warning": PatternFill("solid", fgColor="FCE8B2")}
LANGUAGES: Mapping[str, Mapping[str, str]] = {"zh": {"error": "错误", "warning": "提醒"}, "en": {"error": "error", "warning": "warning"}}
WIDTH = 60


def write_marked(file: IO[bytes], book: Book, found: Sequence[Found], language: str, sentences: Mapping[str, str]) -> None:
    """Row by row; what is written does not stay in memory."""
    made = Workbook(write_only=True)
    for sheet in (CONTRACTS, PLAN):
        title = book.sheet(sheet)
        if title is not None:
            _write_sheet(made, book, title, sheet, [one for one in found if one.sheet == sheet], language, sentences)
    made.save(file)


def said(one: Found, language: str, sentences: Mapping[str, str]) -> str:
    """`Amount (error): ...`"""
    column = BY_NAME[one.sheet].get(one.column)
    facts = dict(one.facts)
    if one.column and "column" in facts:
        facts["name"] = column.title[language] if column else one.column
    text = sentences.get(one.sentence, one.sentence) % facts if facts else sentences.get(one.sentence, one.sentence)
    where = column.title[language] if column else one.letter
    return f"{where} ({LANGUAGES[language][one.level]}): {text}" if where else text


def _write_sheet(made: Workbook, book: Book, title: str, sheet: str, found: Sequence[Found], language: str,
                 sentences: Mapping[str, str]) -> None:
    by_row: dict[int, list[Found]] = defaultdict(list)
    for one in found:
        by_row[one.row].append(one)
    target = made.create_sheet(SHEETS[sheet][language])
    rows = list(book.rows(title))
    last = max((len(_trimmed(row)) for _, row in rows), default=0)
    target.column_dimensions[get_column_letter(last + 1)].width = WIDTH
    for number in range(1, last + 1):
        target.column_dimensions[get_column_letter(number)].width = 18
    at = 0
    for number, row in rows:
        for _ in range(number - at - 1):
            target.append([])                  # blank rows stay, so that the numbers of rows do
        at = number
        target.append(_marked_row(target, row[:last], by_row.get(number, []), language, sentences, is_first=number == rows[0][0]))


def _trimmed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    filled = [index for index, value in enumerate(row) if value is not None]
    return row[:filled[-1] + 1] if filled else ()


def _marked_row(sheet: Any, row: tuple[Any, ...], found: Sequence[Found], language: str, sentences: Mapping[str, str], *,
                is_first: bool) -> list[Any]:
    cells = [_cell(sheet, value) for value in row]
    for one in sorted(found, key=lambda one: one.level, reverse=True):        # an error is painted over a warning
        index = column_index_from_string(one.letter) - 1 if one.letter else None
        if index is not None and index < len(cells):
            cells[index].fill = FILLS[one.level]
    words = "\n".join(said(one, language, sentences) for one in found)
    last = _cell(sheet, words or (FINDINGS[language] if is_first else None))
    last.font = Font(bold=is_first)
    return [*cells, last]


def _cell(sheet: Any, value: Any) -> Any:
    """A cell as it was; a text stays a text, whatever it begins with."""
    if isinstance(value, NoValue):
        value = None
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:32_000])
        cell.data_type = "s"
        return cell
    return WriteOnlyCell(sheet, value=value)
