"""The exported ledger: real numbers and days, no formulas, what the asker may see at that moment, readable by another program."""

from __future__ import annotations

import csv
import datetime as dt
import io
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
import sqlalchemy as sa

from contracts.errands import errands
from contracts.errands.working import run_errand
from contracts.ledger.columns import USUAL
from contracts.ledger.exporting import KIND
from contracts.ledger.filters import Filters
from contracts.people.company import changed
from contracts.people.records import RoleGrant, User
from engine.desk import SYSTEM, at_desk, reading_at
from tests.contracts.at_stage import Travelling
from tests.contracts.ledger.test_listing import put
from tests.people import actor

COLUMNS = ["title", "number", "amount", "paid_percent", "stage", "owner", "department", "ends_on", "created_at"]


def asked(house, form="xlsx", person="sun", columns=COLUMNS, filters=None, **more):
    facts = {"form": form, "name": "台账", "columns": list(columns), "headings": list(columns), "sort": "title", "as_of": None,
             "filters": (filters or Filters()).as_facts(), "choices": {"stage": {"draft": "拟定"}}, **more}
    with at_desk(house, actor(person)) as desk:
        return errands.ask(desk, KIND, facts).id


def content(house, number, person="sun"):
    with reading_at(house, actor(person)) as desk:
        return house.parts["vault"].read(errands.result_of(desk, number).sha)


def exported(house, form="xlsx", person="sun", **more):
    number = asked(house, form, person, **more)
    run_errand(house, number)
    return content(house, number, person)


def sheet(house, **more):
    return openpyxl.load_workbook(io.BytesIO(exported(house, **more))).active


def lines(house, **more):
    return list(csv.reader(io.StringIO(exported(house, "csv", **more).decode("utf-8-sig"))))


def test_numbers_are_numbers_and_days_are_days(quick_house):
    put(quick_house, "电梯维保", number="SVC-1", amount=Decimal("1200.50"), settled_amount=Decimal("300.00"), ends_on=dt.date(2026, 12, 31))
    found = sheet(quick_house)
    values = [cell.value for cell in found[2]]
    assert values == ["电梯维保", "SVC-1", 1200.5, 0.24, "拟定", "陈晓东", "工程部", dt.datetime(2026, 12, 31), dt.datetime(2026, 3, 2, 9)]
    assert [found[2][n].number_format for n in (2, 3, 7)] == ["#,##0.00", "0%", "yyyy-mm-dd"]
    assert (found.freeze_panes, found.auto_filter.ref, found["A1"].font.b) == ("A2", "A1:I2", True)


@pytest.mark.parametrize("typed", ["=1+1", "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)"])
def test_no_text_becomes_a_formula(quick_house, typed):
    put(quick_house, typed)
    cell = sheet(quick_house)["A2"]
    assert (cell.data_type, cell.value) == ("s", typed)
    assert lines(quick_house)[1][0] == f"'{typed}"


def test_a_csv_says_that_it_is_utf_8_and_keeps_what_was_typed(quick_house):
    put(quick_house, '含"引号",逗号', number="SVC-1", amount=Decimal("-5.10"), ends_on=dt.date(2026, 12, 31))
    assert exported(quick_house, "csv").startswith(b"\xef\xbb\xbf")
    assert lines(quick_house)[1] == ['含"引号",逗号', "SVC-1", "-5.10", "0.0", "拟定", "陈晓东", "工程部", "2026-12-31", "2026-03-02 09:00"]


def test_who_has_it_is_said_by_name(quick_house):
    Travelling.brought(quick_house, "submitted")
    assert lines(quick_house, columns=["title", "held"])[1] == ["办公楼电梯维保", "张建国"]


def test_only_what_the_asker_may_see_when_it_is_written(quick_house):
    put(quick_house, "工程"), put(quick_house, "采购", department="PUR", owner="qian")
    assert [row[0] for row in lines(quick_house, person="qian")[1:]] == ["采购"]
    number = asked(quick_house, "csv", "li")
    with at_desk(quick_house, actor("zheng")) as desk:
        _without_roles(desk, "li")
    run_errand(quick_house, number)
    assert content(quick_house, number, "li").decode("utf-8-sig").splitlines()[1:] == []


def _without_roles(desk, login):
    desk.session.execute(sa.delete(RoleGrant).where(RoleGrant.user == login))
    changed(desk)


def test_who_was_disabled_since_gets_nothing(quick_house):
    number = asked(quick_house, "csv", "xu")
    with at_desk(quick_house, SYSTEM) as desk:
        desk.session.get_one(User, "xu").disabled_at = desk.now
        changed(desk)
    run_errand(quick_house, number)
    with reading_at(quick_house, actor("xu")) as desk:
        assert [one.state for one in errands.mine(desk)] == ["failed"]


def test_filters_and_past_days_are_exported_as_they_are_shown(quick_house):
    put(quick_house, "旧"), quick_house.clock.advance("P2D"), put(quick_house, "新", amount=Decimal("900.00"))
    assert [row[0] for row in lines(quick_house, as_of="2026-03-03")[1:]] == ["旧"]
    filters = Filters(at_least=Decimal("500"), submitted_to=None, department=("ENG",))
    assert Filters.of_facts(filters.as_facts()) == filters
    assert [row[0] for row in lines(quick_house, filters=filters)[1:]] == ["新"]


def test_progress_is_counted_in_rows(quick_house):
    for number in range(3):
        put(quick_house, str(number))
    exported(quick_house, columns=USUAL)
    with reading_at(quick_house, actor("sun")) as desk:
        assert [(one.done, one.total, one.state) for one in errands.mine(desk)] == [(3, 3, "done")]


CALC = Path("/usr/lib/libreoffice/program/libsclo.so")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.mark.slow
@pytest.mark.skipif(not CALC.exists(), reason="LibreOffice has no Calc here")
def test_another_program_reads_what_was_written(quick_house, tmp_path):
    put(quick_house, "=1+1", number="SVC-1", amount=Decimal("1200.50"), ends_on=dt.date(2026, 12, 31))
    (tmp_path / "ledger.xlsx").write_bytes(exported(quick_house))
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76",
                    "--outdir", str(tmp_path), str(tmp_path / "ledger.xlsx")], check=True, capture_output=True, timeout=120)
    assert list(csv.reader((tmp_path / "ledger.csv").read_text("utf-8").splitlines()))[1] == [
        "=1+1", "SVC-1", "1,200.50", "0%", "拟定", "陈晓东", "工程部", "2026-12-31", "2026-03-02 09:00"]


def test_the_file_itself_has_numbers_texts_and_no_formula(quick_house):
    put(quick_house, "=1+1", number="SVC-1", amount=Decimal("1200.50"), ends_on=dt.date(2026, 12, 31))
    with zipfile.ZipFile(io.BytesIO(exported(quick_house))) as book:
        cells = list(ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{SHEET}c"))
    kinds = [cell.get("t") for cell in cells[9:]]
    assert kinds == ["inlineStr", "inlineStr", "n", "n", "inlineStr", "inlineStr", "inlineStr", "n", "n"]
    assert [cell.find(f"{SHEET}v").text for cell in cells[9:] if cell.get("t") == "n"] == ["1200.50", "0", "46387", "46083.375"]
    assert not [cell for cell in cells if cell.find(f"{SHEET}f") is not None]
