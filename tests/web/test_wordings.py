"""Uploaded texts by page and API: begin with the counterparty's paper, change the wording of ours, see what deviates."""

from __future__ import annotations

from io import BytesIO

import pytest

from tests.contracts.at_stage import Travelling
from tests.contracts.docx import docx_of
from tests.contracts.wording.papers import LINES, downloaded, reworded, saved, their_pdf
from tests.quick_pdf import QuickPdf
from tests.web.visitors import Program, Visitor

CAP = ("不可抗力持续超过六十日", "不可抗力持续超过九十日")


@pytest.fixture
def quick(app):
    app.extensions["chancery"].parts["converter"] = QuickPdf()
    return app


def sent(content: bytes, name: str) -> dict:
    return {"file": (BytesIO(content), name)}


def test_a_contract_begins_with_their_paper_on_the_page(quick):
    chen = Visitor(quick, "chen")
    assert 'action="/contracts/new/theirs"' in chen.get("/contracts/new").get_data(as_text=True)
    begun = chen.post("/contracts/new/theirs", {"type": "service", **sent(their_pdf(), "对方合同.pdf")}, content_type="multipart/form-data")
    page = chen.get(begun.location).get_data(as_text=True)
    assert "对方合同.pdf" in page
    assert "data-pdf=" in page
    assert "data-frame" not in page
    found = chen.get(begun.location.replace("/draft", "/draft/findings")).json
    assert not [one for one in found if one["code"] == "text-missing"]


def test_a_contract_begins_with_their_paper_by_the_api_which_can_be_replaced(quick):
    chen = Program(quick, "chen")
    begun = chen.ask("POST", "/api/v1/contracts/from-paper", data={"type": "service", **sent(docx_of(*LINES), "对方合同.docx")})
    assert begun.status_code == 201
    assert chen.get(f"/api/v1/contracts/{begun.json['id']}").json["source"] == "theirs"
    again = chen.ask("POST", f"/api/v1/contracts/{begun.json['id']}/draft/wording", data=sent(docx_of(*LINES, "第二版"), "第二版.docx"))
    assert (again.status_code, again.json["name"]) == (201, "第二版.docx")


def test_who_reviews_reads_the_deviating_clause_on_page_and_in_the_api(quick):
    contract = saved(Travelling(quick.extensions["chancery"]))
    chen = Visitor(quick, "chen")
    chen.post(f"/contracts/{contract.id}/draft/wording", sent(reworded(downloaded(contract), CAP), "自拟.docx"), content_type="multipart/form-data")
    assert "偏离范本的条款：1 处" in chen.get(f"/contracts/{contract.id}/draft").get_data(as_text=True)
    item = contract.submitted().items()["department-head"]
    page = Visitor(quick, "zhang").get(f"/work-items/{item}").get_data(as_text=True)
    assert "<del>六</del><ins>九</ins>" in page
    told = Program(quick, "zhang").get(f"/api/v1/work-items/{item}").json["deviations"]
    assert [(one["kind"], one["clause"]) for one in told] == [("changed", "不可抗力")]
    assert "<ins>九</ins>" in Visitor(quick, "zhang").get(f"/contracts/{contract.id}?tab=text").get_data(as_text=True)


def test_the_page_drops_a_wording_and_says_what_a_bad_file_is(quick):
    contract = saved(Travelling(quick.extensions["chancery"]))
    chen, place = Visitor(quick, "chen"), f"/contracts/{contract.id}/draft/wording"
    refused = chen.post(place, sent(their_pdf(), "对方.pdf"), content_type="multipart/form-data")
    assert (refused.status_code, "此文件不能作为合同文本" in refused.get_data(as_text=True)) == (415, True)
    chen.post(place, sent(downloaded(contract), "自拟.docx"), content_type="multipart/form-data")
    assert "自拟.docx" in chen.get(f"/contracts/{contract.id}/draft").get_data(as_text=True)
    chen.post(f"{place}/removal")
    assert "自拟.docx" not in chen.get(f"/contracts/{contract.id}/draft").get_data(as_text=True)


def test_nobody_uploads_to_a_contract_of_somebody_else(quick):
    contract = saved(Travelling(quick.extensions["chancery"]))
    for login, status in (("qian", 404), ("zhang", 403)):
        answer = Program(quick, login).ask("POST", f"/api/v1/contracts/{contract.id}/draft/wording", data=sent(docx_of("x"), "x.docx"))
        assert answer.status_code == status
