"""Papers that a contract's type asks for, on pages and through the API: uploaded, replaced, withdrawn, and named where filing is refused."""

from __future__ import annotations

import io

import pytest

from tests.contracts.archive.wanting import ACCEPTANCE, LOG, brought, wanting
from tests.contracts.at_stage import Travelling
from tests.contracts.paper_files import pdf_with
from tests.quick_pdf import QuickPdf

GIVEN = {"values": {"file_number": "HT-2026-0001", "retention": "30", "complete": True}}


@pytest.fixture
def contract(app):
    house = app.extensions["chancery"]
    house.parts["converter"] = QuickPdf()
    wanting(house, ACCEPTANCE, LOG)
    return Travelling.brought(house, "countersigned")


def text_of(answer):
    return answer.get_data(as_text=True)


def sent(kind="acceptance", name="验收单.pdf", content=None, **more):
    return {"kind": kind, "file": (io.BytesIO(pdf_with("验收") if content is None else content), name), **more}


def api(contract, rest=""):
    return f"/api/v1/contracts/{contract.id}/required-papers{rest}"


def test_the_drafter_uploads_a_paper_and_everybody_who_may_see_the_contract_downloads_it(visit, contract):
    path = f"/contracts/{contract.id}/required-papers"
    assert "缺少时不得归档" in text_of(visit("chen").get(path))
    assert visit("chen").post(path, sent()).location == path
    tab = text_of(visit("xu").get(f"/contracts/{contract.id}?tab=papers"))
    assert "服务验收单" in tab and "验收单.pdf" in tab and "陈晓东" in tab and path not in tab
    assert visit("xu").get(f"/contracts/{contract.id}/papers/3").data == pdf_with("验收")
    assert visit("qian").get(f"/contracts/{contract.id}/papers/3").status_code == 404


def test_the_papers_tab_says_what_is_still_to_come_and_the_archive_step_what_is_missing(visit, contract):
    page = text_of(visit("chen").get(f"/contracts/{contract.id}?tab=papers"))
    assert "待提供" in page and "如有" in page and "上传资料" in page
    contract.settled()
    step = text_of(visit("wu").get(f"/work-items/{contract.items()['file']}"))
    assert "服务验收单" in step and "缺" in step and f"/contracts/{contract.id}/required-papers" in step


WRONG = (({"kind": "settlement"}, 422), ({"name": "验收单.exe"}, 415), ({"content": b"no pdf"}, 415), ({"content": b""}, 422), ({"name": ""}, 422),
         ({"name": "验收单.docx"}, 415))


def test_what_can_not_be_kept_is_said_on_the_page(visit, contract):
    for changed, status in WRONG:
        answer = visit("chen").post(f"/contracts/{contract.id}/required-papers", sent(**changed))
        assert (answer.status_code, "alert-danger" in text_of(answer)) == (status, True), changed
    assert "第 3 号" not in text_of(visit("chen").get(f"/contracts/{contract.id}?tab=papers"))


def test_who_has_no_part_in_it_is_refused_before_anything_is_kept(visit, program, contract):
    before = sum(1 for _ in contract.house.parts["vault"].folder.rglob("*"))
    for login, status in (("li", 403), ("wang", 403), ("qian", 404)):
        assert visit(login).post(f"/contracts/{contract.id}/required-papers", sent()).status_code == status
        assert program(login).ask("POST", api(contract), data=sent()).status_code == status
    assert sum(1 for _ in contract.house.parts["vault"].folder.rglob("*")) == before


def test_a_paper_is_replaced_and_withdrawn_on_the_page_and_the_history_says_so(visit, contract):
    number, path = brought(contract), f"/contracts/{contract.id}/required-papers"
    assert visit("wu").post(path, sent(replaces=str(number), name="复验单.pdf")).status_code == 303
    assert visit("chen").post(f"{path}/{number + 1}/withdrawal", {"reason": ""}).status_code == 422
    assert visit("chen").post(f"{path}/{number + 1}/withdrawal", {"reason": "未盖章"}).status_code == 303
    told = text_of(visit("chen").get(f"/contracts/{contract.id}?tab=history"))
    assert "上传必备资料" in told and "更换必备资料" in told and "撤下必备资料" in told and "未盖章" in told and "复验单.pdf" in told


def test_the_same_through_the_api(program, contract):
    chen, wu = program("chen"), program("wu")
    made = chen.ask("POST", api(contract), data=sent())
    assert (made.status_code, made.json) == (201, {"number": 3})
    line = next(one for one in wu.get(api(contract)).json if one["kind"] == "acceptance")
    assert (line["name"], line["by_type"], line["must"], line["is_there"], line["papers"]) == ("服务验收单", True, True, True, [3])
    assert (line["files"][0]["added_by"], line["files"][0]["name"]) == ("chen", "验收单.pdf")
    assert wu.ask("POST", api(contract), data=sent(replaces=3)).json == {"number": 4}
    assert chen.post(api(contract, "/4/withdrawal"), {"reason": "未盖章"}).status_code == 204
    assert chen.post(api(contract, "/4/withdrawal"), {"reason": "未盖章"}).status_code == 404
    assert chen.ask("POST", api(contract), data={"kind": "acceptance"}).status_code == 400


def test_under_one_key_a_paper_is_kept_once(program, contract):
    for _ in range(2):
        made = program("chen").ask("POST", api(contract), headers={"Idempotency-Key": "one"}, data=sent())
        assert (made.status_code, made.json) == (201, {"number": 3})


def test_the_owner_is_told_once_what_to_upload_before_it_is_filed(visit, contract):
    contract.settled()
    chen = visit("chen")
    page = text_of(chen.get("/notices"))
    told = page[page.rindex('action="/notices/', 0, page.index("归档前请补传资料：服务验收单")):]
    opened = chen.post(told.split('"')[1], {"to": "papers", "contract": contract.id})
    assert (page.count("归档前请补传资料"), 'name="to" value="papers"' in told) == (1, True)
    assert (opened.location, text_of(chen.get(opened.location)).count("服务验收单") > 0) == (f"/contracts/{contract.id}/required-papers", True)


def test_an_owner_who_has_brought_everything_is_not_asked(visit, contract):
    brought(contract)
    contract.settled()
    assert "归档前请补传资料" not in text_of(visit("chen").get("/notices"))


def test_filing_names_what_is_missing(visit, program, contract):
    contract.settled()
    item = contract.items()["file"]
    refused = program("wu").post(f"/api/v1/work-items/{item}/file", GIVEN)
    assert (refused.status_code, refused.json["code"]) == (409, "papers-missing")
    assert refused.json["facts"]["papers"] == [{"kind": "acceptance", "name": "服务验收单", "about": ""}]
    page = visit("wu").post(f"/work-items/{item}/file", {"field.file_number": "HT-2026-0001", "field.retention": "30", "field.complete": "yes"})
    assert page.status_code == 409 and "<li>服务验收单</li>" in text_of(page) and "请补齐所列材料" in text_of(page)
    brought(contract)
    assert program("wu").post(f"/api/v1/work-items/{item}/file", GIVEN).status_code == 201


def test_a_draft_and_a_filed_contract_take_none(program, contract):
    early = Travelling(contract.house)
    assert program("chen").ask("POST", api(early), data=sent()).json["code"] == "no-papers-yet"
    brought(contract)
    contract.settled().filed()
    assert program("chen").ask("POST", api(contract), data=sent()).json["code"] == "read-only"
