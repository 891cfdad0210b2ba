"""Saved reports over page and API, and a report as a file: the same figures, readable by another program."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from decimal import Decimal
from html import unescape
from urllib.parse import unquote

import openpyxl
import pytest

from tests.contracts.ledger.test_exporting import CALC
from tests.contracts.ledger.test_listing import put

ASKED = {"rows": "department", "columns": "stage", "measure": "amount", "type": "service"}
QUERY = "rows=department&columns=stage&measure=amount"


def text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def contracts(chancery_house):
    put(chancery_house, "甲", department="ENG", amount=Decimal("1200.50"), stage="review")
    put(chancery_house, "乙", department="PUR", owner="qian", amount=Decimal("300"), stage="perform")
    put(chancery_house, "收", department="ENG", amount=Decimal("7"), direction="income", stage="perform")
    return chancery_house


def lines(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_saved_report_is_a_tab_that_asks_what_was_saved(contracts, visit):
    sun = visit("sun")
    made = sun.post("/reports/saved", {**ASKED, "name": "部门与阶段", "shared_with": "*"})
    page = text(sun.get(made.location))
    assert "部门与阶段" in page and 'value="department" selected' in page and 'value="stage" selected' in page and "类型: " in page
    links = {unescape(link) for link in re.findall(r'href="(/contracts\?[^"]*department=[^"]*)"', text(visit("qian").get(made.location)))}
    assert {link.split("department=")[1].split("&")[0] for link in links} == {"PUR"}


def test_a_shared_report_leads_to_the_contracts_that_the_viewer_may_see(contracts, visit):
    made = visit("sun").post("/reports/saved", {**ASKED, "name": "部门与阶段", "shared_with": "*"})
    qian = visit("qian")
    total = unescape(re.findall(r'href="(/contracts\?[^"]*)"', text(qian.get(made.location)).split("<tfoot>")[1])[-1])
    ledger = text(qian.get(total))
    assert "乙" in ledger and ">甲<" not in ledger


def test_only_the_owner_changes_it_and_an_administrator_takes_it_away(contracts, visit):
    saved = visit("sun").post("/reports/saved", {**ASKED, "name": "部门与阶段", "shared_with": "*"})
    number = saved.location.split("=")[-1]
    assert visit("qian").post("/reports/saved", {**ASKED, "name": "我的", "over": number}).status_code == 403
    assert visit("qian").post(f"/reports/saved/{number}/removal").status_code == 403
    assert visit("zheng").post(f"/reports/saved/{number}/removal").status_code == 303
    assert visit("sun").get(saved.location).status_code == 404


def test_reports_are_kept_read_changed_and_removed_over_the_api(contracts, program):
    sun, wish = program("sun"), {"name": "部门", "asks": {"rows": "department", "measure": "amount", "type": ["service"]}, "shared_with": "*"}
    made = sun.post("/api/v1/reports", wish)
    path = f"/api/v1/reports/{made.json['key']}"
    assert (made.status_code, made.json["filters"], made.json["columns"]) == (201, {"type": ["service"]}, "")
    figures = [program(login).get(f"{path}/figures").json["total"] for login in ("sun", "qian")]
    assert (figures, [one["name"] for one in program("qian").get("/api/v1/reports").json]) == (["1500.50", "300.00"], ["部门"])
    assert sun.ask("PUT", path, json={**wish, "name": "按部门"}).json["name"] == "按部门"
    assert [program("qian").ask("DELETE", path).status_code, sun.ask("DELETE", path).status_code] == [403, 204]
    assert sun.post("/api/v1/reports", {"name": "x", "asks": {"tpye": ["a"]}}).status_code == 422


def test_a_report_is_a_file_with_real_numbers_and_totals_below_the_filter(contracts, visit):
    answer = visit("sun").get(f"/reports/file.xlsx?{QUERY}")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=4)] == [
        ["部门", "审批", "履行", "合计"], ["工程部", 1200.5, None, 1200.5], ["采购部", None, 300, 300], ["合计", 1200.5, 300, 1500.5]]
    assert (sheet["B2"].number_format, sheet.auto_filter.ref, sheet.freeze_panes) == ("#,##0.00", "A1:D3", "A2")
    assert sheet["A5"].value == "金额 · 状态: 进行中, 已归档 · 收付方向: 付款 · 币种: CNY"
    assert unquote(answer.headers["Content-Disposition"]).endswith("金额 部门 × 阶段 2026-03-02.xlsx")


def test_the_file_says_only_what_the_asker_may_see(contracts, program, visit):
    assert [row[0] for row in lines(visit("qian").get(f"/reports/file.csv?{QUERY}").data)[:3]] == ["部门", "采购部", "合计"]
    saved = program("sun").post("/api/v1/reports", {"name": "部门", "asks": {"rows": "department", "measure": "count"}, "shared_with": "*"})
    mine = program("qian").get(f"/api/v1/reports/{saved.json['key']}/figures/file?form=csv")
    assert lines(mine.data)[:3] == [["部门", "合计"], ["采购部", "1"], ["合计", "1"]]
    assert lines(program("qian").get("/api/v1/reports/figures/file?form=csv&rows=department&measure=count").data)[:3] == lines(mine.data)[:3]


def test_a_counterpartys_name_becomes_no_formula_in_the_file(contracts, visit):
    put(contracts, "丙", counterparty="=1+1", amount=Decimal("5"))
    sheet = openpyxl.load_workbook(io.BytesIO(visit("sun").get("/reports/file.xlsx?rows=counterparty&measure=amount").data)).active
    assert ("s", "=1+1") in [(row[0].data_type, row[0].value) for row in sheet.iter_rows()]


def test_another_form_than_a_table_is_not_there(contracts, visit):
    assert visit("sun").get("/reports/file.pdf").status_code == 404


@pytest.mark.slow
@pytest.mark.skipif(not CALC.exists(), reason="LibreOffice has no Calc here")
def test_another_program_reads_the_report(contracts, visit, tmp_path):
    (tmp_path / "report.xlsx").write_bytes(visit("sun").get(f"/reports/file.xlsx?{QUERY}").data)
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76",
                    "--outdir", str(tmp_path), str(tmp_path / "report.xlsx")], check=True, capture_output=True, timeout=120)
    read = list(csv.reader((tmp_path / "report.csv").read_text("utf-8").splitlines()))
    assert read[1:4] == [["工程部", "1,200.50", "", "1,200.50"], ["采购部", "", "300.00", "300.00"], ["合计", "1,200.50", "300.00", "1,500.50"]]
