"""The dry run: every finding by row and column, over all rows, and nothing else is written."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
import sqlalchemy as sa

from contracts.counterparties.records import Counterparty
from contracts.importing import findings as say
from contracts.importing.batches import HasErrors, marked_file
from contracts.importing.records import ImportedRow
from contracts.people import departments
from contracts.people.access import disable_user
from contracts.projects.records import BudgetLine, Project
from contracts.records import Contract
from engine.desk import SYSTEM, reading_at
from tests.contracts.importing.spreadsheet import PAYMENT, Importing, row, rows, workbook
from tests.contracts.ledger.test_listing import put
from tests.people import actor

GOOD = "91510100MA00000077"


def found(house, *contracts, level="error", **more):
    return Importing(house, workbook(*contracts, **more)).said(level)


@pytest.mark.parametrize(("column", "value", "sentence"), [
    ("title", None, say.MISSING), ("type", "没有的合同", say.NO_CHOICE), ("stage", "审批中", say.NO_CHOICE), ("amount", "120万元", say.TEN_THOUSANDS),
    ("counterparty_code", "91310000", say.CODE_LENGTH), ("counterparty_code", "91310000MA1FL0AB11", say.CODE_CHECK),
    ("owner", "nobody", say.NO_OWNER), ("department", "没有的部", say.NO_DEPARTMENT), ("company", "没有的公司", say.NO_COMPANY),
    ("project", "P0000-00", say.NO_PROJECT), ("budget_line", "02.01", say.LINE_ALONE), ("ends_on", "2024-01-01", say.ENDS_FIRST),
    ("signed_on", "2030-01-01", say.SIGNED_AHEAD), ("currency", "元宝", say.NO_CHOICE), ("file_number", "HT-1", say.NOT_ARCHIVED),
    ("direction", None, say.NO_DIRECTION), ("tax_rate", "六", say.NO_RATE), ("risk", "很高", say.NO_CHOICE)])
def test_a_wrong_cell_is_named_by_row_and_column(chancery_house, column, value, sentence):
    assert (3, column, sentence) in found(chancery_house, row(number="A"), row(number="B", **{column: value}))


@pytest.mark.parametrize(("changed", "column", "sentence"), [
    ({"tax_rate": "7%"}, "tax_rate", say.ODD_RATE), ({"starts_on": "2025-01-01"}, "signed_on", say.SIGNED_LATE),
    ({"ends_on": "2025-12-31"}, "ends_on", say.OVER_ALREADY), ({"stage": "已归档"}, "ends_on", say.TERM_RUNS),
    ({"paid": 2000000, "rest_due_on": None}, "paid", say.PAID_TOO_MUCH), ({"rest_due_on": None}, "rest_due_on", say.REST_UNASKED),
    ({"stage": "待归档"}, "stage", say.REST_OPEN), ({}, "counterparty", say.NEW_PARTY),
    ({"ends_on": None, "paid": 1200000, "rest_due_on": None}, "ends_on", say.NO_TERM)])
def test_what_is_unusual_is_a_warning_and_no_error(chancery_house, changed, column, sentence):
    one = Importing(chancery_house, workbook(row(**changed)))
    assert (one.said(), (2, column, sentence) in one.said("warning")) == ([], True)


def test_a_number_stands_once_in_the_file_and_once_in_the_system(chancery_house):
    put(chancery_house, "一份合同", number="HT-1")
    said = found(chancery_house, row(number="HT-1"), row(number="HT-2"), row(number="ht-2"))
    assert said == [(2, "number", say.TAKEN), (4, "number", say.TWICE)]


def test_one_code_with_two_names_is_noticed_in_the_file_and_against_the_directory(chancery_house):
    Importing(chancery_house, workbook(row(counterparty="上海机电有限公司", counterparty_code=GOOD, number="A"))).done()
    said = found(chancery_house, row(counterparty="上海机电集团有限公司", counterparty_code=GOOD, number="B"),
                 row(counterparty="上海水电有限公司", counterparty_code=GOOD, number="C"), level="warning")
    assert [one for one in said if one[1] == "counterparty"] == [
        (2, "counterparty", say.OTHER_NAME), (3, "counterparty", say.ROW_OTHER_NAME), (3, "counterparty", say.OTHER_NAME)]


def test_a_disabled_owner_is_an_error(chancery_house):
    with Importing(chancery_house, workbook(row())).desk() as desk:
        disable_user(desk, "chen")
    assert found(chancery_house, row()) == [(2, "owner", say.OWNER_GONE)]


def test_the_payment_plan_is_held_against_its_contract(chancery_house):
    plan = [{**PAYMENT, "amount": 100}, {**PAYMENT, "number": "HT-9"}, {**PAYMENT, "settled_on": "2030-01-01"}, {**PAYMENT, "due_on": "soon"}]
    one = Importing(chancery_house, workbook(row(paid=5, rest_due_on=None), plan=plan))
    assert {(2, "paid", say.PAID_TWICE), (3, "number", say.PLAN_STRAY), (4, "settled_on", say.SETTLED_AHEAD),
            (5, "due_on", say.NO_DATE)} == set(one.said())
    assert (2, "amount", say.PLAN_SUM) in one.said("warning")


def test_headings_may_stand_under_titles_and_are_known_in_both_languages(chancery_house):
    one = Importing(chancery_house, workbook(row(), above=[["合同台账"], [], ["单位：元"]], language="en"))
    assert (one.said(), one.batch.contracts, one.batch.state) == ([], 1, "checked")


def test_a_column_that_is_missing_doubled_or_unknown_is_named(chancery_house):
    book = openpyxl.load_workbook(io.BytesIO(workbook(row())))
    book["合同"]["B1"], book["合同"]["F1"] = "合同题目", "合同类型"
    file = io.BytesIO()
    book.save(file)
    one = Importing(chancery_house, file.getvalue())
    assert {(1, "title", say.LOST_HEADING), (1, "type", say.TWO_HEADINGS)} <= set(one.said())
    assert (1, "", say.UNKNOWN_HEADING) in one.said("warning")


@pytest.mark.parametrize("content", [workbook(), workbook(above=[["x"]] * 20)])
def test_a_file_without_contracts_or_headings_is_refused_as_a_whole(chancery_house, content):
    batch = Importing(chancery_house, content).batch
    assert (batch.state, batch.contracts, bool(batch.refused)) == ("refused", 0, True)


def test_blank_rows_are_passed_over_and_rows_keep_their_numbers(chancery_house):
    assert found(chancery_house, row(), {}, {"title": "  "}, row(number="X", owner="nobody")) == [(5, "owner", say.NO_OWNER)]


def test_nothing_is_written_by_it_and_nothing_imported_while_a_row_is_wrong(chancery_house):
    one = Importing(chancery_house, workbook(*rows(5), row(number="X", owner="nobody")))
    with pytest.raises(HasErrors):
        one.start()
    with reading_at(chancery_house, SYSTEM) as desk:
        counts = [desk.session.scalar(sa.select(sa.func.count()).select_from(record)) for record in (Contract, Counterparty, ImportedRow)]
    assert counts == [0, 0, 0]


def test_the_sums_say_what_will_come_by_type_and_stage(chancery_house):
    batch = Importing(chancery_house, workbook(*rows(3), row(number="X", stage="已归档"))).batch
    assert [(one["stage"], one["count"], str(one["amount"])) for one in batch.sums] == [("archived", 1, "1200000.00"), ("perform", 3, "3600000.00")]


def test_the_marked_file_has_the_rows_the_colours_and_the_words(chancery_house):
    one = Importing(chancery_house, workbook(row(), row(number="B", owner="nobody")))
    with reading_at(chancery_house, actor("zheng")) as desk:
        sha, _ = marked_file(desk, one.id)
    sheet = openpyxl.load_workbook(io.BytesIO(chancery_house.parts["vault"].read(sha)))["合同"]
    letter = one.findings("error")[0].letter
    assert sheet[f"{letter}3"].fill.fgColor.rgb == "00F8C9C4" and sheet[f"{letter}3"].value == "nobody"
    assert say.NO_OWNER in sheet.cell(3, sheet.max_column).value
    assert sheet["K3"].value == dt.datetime(2025, 3, 1)


def test_the_marked_file_can_be_corrected_and_uploaded_again(chancery_house):
    one = Importing(chancery_house, workbook(row(owner="nobody")))
    with reading_at(chancery_house, actor("zheng")) as desk:
        content = chancery_house.parts["vault"].read(marked_file(desk, one.id)[0])
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["合同"][f"{one.findings('error')[0].letter}2"] = "chen"
    file = io.BytesIO()
    book.save(file)
    assert Importing(chancery_house, file.getvalue()).said() == []


def test_departments_of_one_name_need_the_code_or_the_company(chancery_house):
    with Importing(chancery_house, workbook(row())).desk() as desk:
        departments.add_department(desk, "ENG2", "工程部", "PUR")
    assert found(chancery_house, row(department="工程部")) == [(2, "department", say.TWO_DEPARTMENTS)]
    assert found(chancery_house, row(department="工程部", company="采购部")) == []


def test_a_project_and_its_line_are_found_by_code_and_name(chancery_house):
    with Importing(chancery_house, workbook(row())).desk() as desk:
        desk.session.add(Project(code="P-1", name="城南", department="HQ", manager="zhang", created_at=desk.now, created_by="zheng",
                                 updated_at=desk.now))
        desk.session.flush()
        desk.session.add(BudgetLine(project="P-1", number=1, code="02.01", name="机电", amount=Decimal(5000000)))
    assert found(chancery_house, row(project="p-1", budget_line="机电")) == []
    assert found(chancery_house, row(project="P-1", budget_line="土建")) == [(2, "budget_line", say.NO_LINE)]
