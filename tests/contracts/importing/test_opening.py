"""What is no workbook, or made to do harm, is refused with a sentence before it is unpacked."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from contracts.files.papers import EmptyFile
from contracts.importing.cells import NoValue
from contracts.importing.opening import MOST_BYTES, NotASpreadsheet, SpreadsheetTooLarge, UnsafeSpreadsheet, opened
from contracts.importing.taking import take_spreadsheet
from tests.contracts.importing.spreadsheet import row, workbook


def with_part(name: str, content: bytes) -> bytes:
    """A workbook of ours with one part more."""
    file = io.BytesIO(workbook(row()))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def no_workbook() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", b"<w/>")
    return file.getvalue()


def taken(house, content, name="合同.xlsx"):
    return take_spreadsheet(house, name, io.BytesIO(content))


@pytest.mark.parametrize(("name", "content"), [
    ("合同.xls", b"\xd0\xcf\x11\xe0old"), ("合同.csv", b"a,b"), ("合同.xlsm", workbook(row())), ("合同.xlsx", b"a,b,c"),
    ("合同.xlsx", b"\xd0\xcf\x11\xe0protected"), ("合同.xlsx", no_workbook()), ("合同.xlsx", workbook(row())[:2000])])
def test_another_kind_of_file_is_refused(chancery_house, name, content):
    with pytest.raises(NotASpreadsheet):
        taken(chancery_house, content, name)


@pytest.mark.parametrize(("part", "content"), [
    ("xl/vbaProject.bin", b"Sub"), ("xl/externalLinks/externalLink1.xml", b"<a/>"), ("xl/embeddings/a.bin", b"x"),
    ("xl/evil.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), ("xl/other.xml", "<a/>".encode("utf-16"))])
def test_macros_links_to_the_outside_and_entities_are_refused(chancery_house, part, content):
    with pytest.raises(UnsafeSpreadsheet) as refused:
        taken(chancery_house, with_part(part, content))
    assert refused.value.facts["what"].startswith("xl/")


def test_a_bomb_is_refused_before_it_is_unpacked(chancery_house):
    with pytest.raises(SpreadsheetTooLarge):
        taken(chancery_house, with_part("xl/worksheets/sheet9.xml", b"0" * 80_000_000))


def test_too_large_a_file_and_an_empty_one_are_refused(chancery_house):
    with pytest.raises(SpreadsheetTooLarge):
        taken(chancery_house, b"PK\x03\x04" + b"0" * MOST_BYTES)
    with pytest.raises(EmptyFile):
        taken(chancery_house, b"")


def test_a_formula_gives_what_excel_computed_and_else_says_that_it_has_no_value():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "=1+1", 5
    file = io.BytesIO()
    book.save(file)
    with opened(file) as read:
        [(number, values)] = list(read.rows(read.sheet("contracts")))
    assert number == 1 and isinstance(values[0], NoValue) and values[1] == 5


def test_a_size_that_the_file_only_claims_is_not_believed():
    file = io.BytesIO(workbook(row()).replace(b"nothing", b"nothing"))
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'<dimension ref="A1:X2"', b'<dimension ref="A1:XFD1048576"'))
    with opened(made) as read:
        assert len(list(read.rows(read.sheet("contracts")))) == 2
