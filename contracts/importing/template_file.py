"""The template (导入模板): headings in the person's language, lists to choose from, and a sheet that says what goes where."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from contracts.importing.columns import BY_SHEET, CHOICES, COLUMNS, CONTRACTS, CURRENCIES, LISTS, PLAN, SHEETS, Column, Said, folded
from contracts.importing.known import Known
from contracts.importing.sheets import MOST_CONTRACTS

HEAD = PatternFill("solid", fgColor="E8EDF5")
MUST = PatternFill("solid", fgColor="FBE3D6")
FORMATS = {"text": "@", "choice": "@", "rate": "@", "date": "yyyy-mm-dd", "money": "#,##0.00"}
TITLES: Mapping[str, Said] = {"sheet": {"zh": "工作表", "en": "Sheet"}, "column": {"zh": "列", "en": "Column"},
                              "must": {"zh": "必填", "en": "Required"}, "says": {"zh": "说明", "en": "What goes into it"},
                              "example": {"zh": "示例", "en": "Example"}, "yes": {"zh": "是", "en": "yes"}}
WRONG: Said = {"zh": "请从列表中选择。", "en": "Choose one of the list."}


def template_file(known: Known, language: str) -> bytes:
    """The .xlsx; `language`: zh or en."""
    book = Workbook()
    book.remove(book.active)
    sheets = {name: book.create_sheet(SHEETS[name][language]) for name in (CONTRACTS, PLAN, COLUMNS, LISTS)}
    lists = _lists(sheets[LISTS], known, language)
    for name in (CONTRACTS, PLAN):
        _columns(sheets[name], BY_SHEET[name], language, lists)
    _explained(sheets[COLUMNS], language)
    sheets[LISTS].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def offered(known: Known, language: str) -> dict[str, list[str]]:
    """What each list offers."""
    units = known.company.departments.values()
    parents = {unit.parent for unit in units}
    words = {name: [said[language] for said in values.values()] for name, values in CHOICES.items()}
    return {**words, "type": known.type_names(language), "currency": list(CURRENCIES),
            "company": [unit.name for unit in units if unit.code in parents],
            "department": [unit.name if len(known.departments[folded(unit.name)]) == 1 else unit.code for unit in units]}


def _lists(sheet: Any, known: Known, language: str) -> dict[str, str]:
    """One column a list; where each stands, as a formula of the validation names it."""
    places = {}
    for number, (name, values) in enumerate(offered(known, language).items(), start=1):
        letter = get_column_letter(number)
        for row, value in enumerate(values, start=1):
            cell = sheet.cell(row, number, value)
            cell.data_type, cell.number_format = "s", "@"
        places[name] = f"'{sheet.title}'!${letter}$1:${letter}${max(len(values), 1)}"
    return places


def _columns(sheet: Any, columns: Sequence[Column], language: str, lists: Mapping[str, str]) -> None:
    sheet.freeze_panes = "C2" if sheet.title == SHEETS[CONTRACTS][language] else "A2"
    sheet.row_dimensions[1].height = 24
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].number_format = FORMATS[column.kind]
        head = sheet.cell(1, number, column.title[language] + (" *" if column.required else ""))
        head.font, head.fill, head.alignment = Font(bold=True), MUST if column.required else HEAD, Alignment(vertical="center")
        if column.name in lists and column.kind == "choice":
            choice = DataValidation("list", formula1=lists[column.name], allow_blank=True, errorTitle=column.title[language],
                                    error=WRONG[language], showErrorMessage=True)
            choice.add(f"{letter}2:{letter}{MOST_CONTRACTS + 1}")
            sheet.add_data_validation(choice)


def _explained(sheet: Any, language: str) -> None:
    titles = [TITLES[name][language] for name in ("sheet", "column", "must", "says", "example")]
    for number, (title, width) in enumerate(zip(titles, (14, 20, 10, 90, 30), strict=True), start=1):
        head = sheet.cell(1, number, title)
        head.font, head.fill = Font(bold=True), HEAD
        sheet.column_dimensions[get_column_letter(number)].width = width
    row = 1
    for name in (CONTRACTS, PLAN):
        for column in BY_SHEET[name]:
            row += 1
            values = (SHEETS[name][language], column.title[language], TITLES["yes"][language] if column.required else "",
                      column.says[language], column.example[language])
            for number, value in enumerate(values, start=1):
                cell = sheet.cell(row, number, value or None)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
