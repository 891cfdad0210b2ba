"""The template: headings in both languages, lists, an explanation of each column; another program opens it; filled in, it is fine."""

from __future__ import annotations

import io
import subprocess
import zipfile

import openpyxl
import pytest

from contracts.importing.columns import OF_CONTRACTS
from contracts.importing.known import known_of
from contracts.importing.template_file import template_file
from engine.desk import reading_at
from tests.contracts.importing.spreadsheet import ROW, Importing
from tests.people import actor


def template(house, language="zh") -> bytes:
    with reading_at(house, actor("zheng")) as desk:
        return template_file(known_of(desk), language)


@pytest.mark.parametrize(("language", "names"), [("zh", ["合同", "付款计划", "填写说明", "选项"]), ("en", ["Contracts", "Payment plan", "Columns", "Lists"])])
def test_it_speaks_the_persons_language_and_marks_what_is_required(chancery_house, language, names):
    book = openpyxl.load_workbook(io.BytesIO(template(chancery_house, language)))
    assert book.sheetnames == names and book[names[3]].sheet_state == "hidden"
    assert [cell.value for cell in book[names[0]][1]] == [one.title[language] + (" *" if one.required else "") for one in OF_CONTRACTS]


def test_it_offers_types_stages_companies_and_departments_of_this_house(chancery_house):
    book = openpyxl.load_workbook(io.BytesIO(template(chancery_house)))
    lists = {book["合同"][f"{str(one.sqref).split('2')[0]}1"].value: one.formula1 for one in book["合同"].data_validations.dataValidation}
    assert {"合同类型 *", "阶段 *", "公司", "部门", "币种", "收支方向"} <= set(lists)
    offered = [cell.value for column in book["选项"].columns for cell in column]
    assert {"服务合同", "履行中", "工程部"} <= set(offered)


def test_every_column_is_explained_with_an_example(chancery_house):
    book = openpyxl.load_workbook(io.BytesIO(template(chancery_house)))
    rows = list(book["填写说明"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(OF_CONTRACTS) + 5 and all(row[3] for row in rows)


def test_filled_in_it_passes_the_dry_run(chancery_house):
    book = openpyxl.load_workbook(io.BytesIO(template(chancery_house)))
    for number, column in enumerate(OF_CONTRACTS, start=1):
        book["合同"].cell(2, number, ROW.get(column.name))
    file = io.BytesIO()
    book.save(file)
    assert Importing(chancery_house, file.getvalue()).said() == []


def test_libreoffice_opens_it_and_what_it_saves_can_be_read_again(chancery_house, tmp_path):
    (tmp_path / "in.xlsx").write_bytes(template(chancery_house))
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
                    "--outdir", str(tmp_path / "out"), str(tmp_path / "in.xlsx")], check=True, capture_output=True, timeout=120)
    saved = tmp_path / "out/in.xlsx"
    book = openpyxl.load_workbook(saved)
    assert [cell.value for cell in book["合同"][1]] == [one.title["zh"] + (" *" if one.required else "") for one in OF_CONTRACTS]
    assert len(book["合同"].data_validations.dataValidation) == 8 and zipfile.is_zipfile(saved)
