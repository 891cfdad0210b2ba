"""Invoices on pages and through the API."""

from __future__ import annotations

import io
import json

import pytest

from tests.contracts.at_stage import Travelling
from tests.contracts.paper_files import receipt_pdf
from tests.quick_pdf import QuickPdf

NUMBER, OTHER = "26112000000000000001", "26112000000000000002"
FORM = {"number": NUMBER, "gross": "106,000.00", "tax": "6000", "issued_on": "2026-03-02", "kind": "special"}


@pytest.fixture
def contract(app):
    house = app.extensions["chancery"]
    house.parts["converter"] = QuickPdf()
    return Travelling.brought(house, "countersigned")


def text_of(answer):
    return answer.get_data(as_text=True)


def test_finance_records_an_invoice_with_its_file_and_the_tab_shows_what_is_open(visit, contract):
    path = f"/contracts/{contract.id}/invoices/new"
    assert "登记发票" in text_of(visit("wang").get(path))
    sent = visit("wang").post(path, {**FORM, "file": (io.BytesIO(receipt_pdf()), "发票.pdf")})
    assert sent.location == f"/contracts/{contract.id}?tab=performance"
    page = text_of(visit("chen").get(sent.location))
    assert NUMBER in page and "106,000.00" in page and "194,000.00" in page and "应付" in page
    assert "增值税专用发票" in text_of(visit("chen").get(f"/contracts/{contract.id}/invoices/1"))


def test_what_is_wrong_stands_on_the_form(visit, contract):
    path = f"/contracts/{contract.id}/invoices/new"
    wrong = visit("wang").post(path, {**FORM, "number": "123"})
    assert wrong.status_code == 422 and "wrong-number" in text_of(wrong)
    much = visit("wang").post(path, {**FORM, "gross": "400000"})
    assert much.status_code == 409 and "knowingly" in text_of(much)
    assert visit("wang").post(path, {**FORM, "gross": "400000", "knowingly": "true"}).status_code == 303
    assert "比约定多开" in text_of(visit("wang").get(f"/contracts/{contract.id}?tab=performance"))
    taken = visit("wang").post(path, FORM)
    assert taken.status_code == 409 and contract.row().number in text_of(taken)


@pytest.mark.parametrize("login, status", [("qian", 404), ("zhang", 403), ("sun", 403)])
def test_who_may_not_record_gets_no_form(visit, program, contract, login, status):
    assert visit(login).get(f"/contracts/{contract.id}/invoices/new").status_code == status
    assert program(login).post(f"/api/v1/contracts/{contract.id}/invoices", FORM).status_code == status


def test_an_invoice_is_taken_back_by_a_red_one(visit, program, contract):
    base = f"/contracts/{contract.id}/invoices"
    visit("wang").post(f"{base}/new", FORM)
    assert visit("wang").post(f"{base}/1/cancellation", {"reason": ""}).status_code == 422
    assert visit("wang").post(f"{base}/1/cancellation", {"reason": "税率有误", "number": OTHER}).status_code == 303
    found = program("wang").get(f"/api/v1{base}").json
    assert (found["invoiced"], [row["gross"] for row in found["rows"]], found["rows"][1]["red_of"]) == ("0.00", ["106000.00", "-106000.00"], 1)
    assert OTHER in text_of(visit("wang").get(f"{base}/1"))


def test_programs_record_with_or_without_a_file_and_cancel(program, contract):
    api, path = program("wang"), f"/api/v1/contracts/{contract.id}/invoices"
    assert api.post(path, FORM).json == {"number": 1}
    sent = api.ask("POST", path, data={"values": json.dumps({**FORM, "number": OTHER}), "file": (io.BytesIO(receipt_pdf()), "发票.pdf")})
    assert sent.json == {"number": 2}
    assert api.post(f"{path}/1/cancellation", {"reason": "作废"}).json == {"number": None}
    assert [bool(row["voided_at"]) for row in api.get(path).json["rows"]] == [True, False]
    assert api.post(path, {**FORM, "gross": "x"}).json["errors"].keys() == {"gross"}
    assert api.ask("POST", path, data={"values": "{"}).status_code == 422
