"""Pages and resources over many contracts: payments by how they stand, the archive, packages and their verification."""

from __future__ import annotations

import io
import json

import pytest

from contracts.files.papers import papers_of
from engine.desk import reading_at
from tests.contracts.at_stage import Travelling
from tests.contracts.paper_files import pdf_with, receipt_pdf
from tests.hands import work_off
from tests.people import actor
from tests.quick_pdf import QuickPdf


@pytest.fixture
def contract(app):
    house = app.extensions["chancery"]
    house.parts["converter"] = QuickPdf()
    return Travelling.brought(house)


def text_of(answer):
    return answer.get_data(as_text=True)


def until(contract, moment):
    contract.house.clock.tell(moment)
    work_off(contract.house)


def test_the_payments_page_opens_with_what_is_late(visit, contract):
    contract.countersigned()
    assert "没有逾期款项" not in text_of(visit("wang").get("/dues"))
    until(contract, "2026-04-03T09:30")
    page = text_of(visit("wang").get("/dues"))
    assert "逾期 2 天" in page and "登记收付款" in page and "预付款" in page


@pytest.mark.parametrize(("which", "says"), [("overdue", "没有逾期款项"), ("open", "目前没有待办理的款项"), ("coming", "没有未到期的款项"), ("settled", "还没有结清的款项")])
def test_an_empty_list_says_so(visit, app, which, says):
    assert says in text_of(visit("wang").get(f"/dues?which={which}"))


def test_a_list_that_there_is_not_is_refused(visit, app):
    assert visit("wang").get("/dues?which=late").status_code == 422
    assert visit("wang").get("/dues?which=open&after=x").status_code == 422


def test_the_drafter_settles_before_its_time_by_a_button(visit, contract):
    contract.countersigned()
    path = f"/contracts/{contract.id}/obligations/2/early"
    page = text_of(visit("chen").get(f"/contracts/{contract.id}?tab=performance"))
    assert path in page and "提前办理一笔收付款" in page and "没有需要您办理的事项" not in page
    assert "没有需要您办理的事项" in text_of(visit("xu").get(f"/contracts/{contract.id}?tab=performance"))
    assert visit("chen").post(path).status_code == 303
    assert list(contract.items(contract.plan_row(2).instance_id)) == ["settle"]
    assert visit("chen").post(path).status_code == 409


def test_the_contracts_page_shows_signatures_register_and_performance(visit, contract):
    contract.countersigned().settled(1)
    chen = visit("chen")
    signed = text_of(chen.get(f"/contracts/{contract.id}?tab=signatures"))
    assert "马恒立" in signed and "用印登记" in signed and "合同专用章" in signed
    performed = text_of(chen.get(f"/contracts/{contract.id}?tab=performance"))
    assert 'value="33"' in performed and "王丽" in performed
    assert f"/contracts/{contract.id}/papers/3" in performed


def test_the_kind_of_a_payment_is_shown_where_its_row_is_named(visit, program, contract):
    contract.typed["plan"][2]["kind"] = "retention"
    contract.countersigned()
    for page in (f"/contracts/{contract.id}?tab=performance", f"/contracts/{contract.id}", "/dues?which=coming"):
        assert text_of(visit("chen").get(page)).count('plan-kind">质保金') == 1, page
    rows = program("chen").get(f"/api/v1/contracts/{contract.id}/performance").json["rows"]
    assert [row["kind"] for row in rows] == ["", "", "retention"]


def test_the_archive_lists_downloads_and_verifies(visit, contract):
    contract.filed()
    wu = visit("wu")
    assert "HT-2026-0001" in text_of(wu.get("/archive")) and "没有符合条件的合同" in text_of(wu.get("/archive?text=没有"))
    tab = text_of(wu.get(f"/contracts/{contract.id}?tab=archive"))
    assert "下载归档包" in tab and "校验" in tab
    assert "与归档时完全一致" in text_of(wu.get(f"/contracts/{contract.id}/package/verification", headers={"HX-Request": "true"}))


def test_a_package_that_somebody_sent_is_verified_and_not_kept(visit, contract):
    contract.filed()
    with reading_at(contract.house, actor("xu")) as desk:
        [paper] = papers_of(desk, contract.id, "package")
    content = contract.house.parts["vault"].read(paper.sha)
    wu = visit("wu")
    assert "与归档时完全一致" in text_of(wu.post("/archive/verification", {"package": (io.BytesIO(content), "a.zip")}))
    cut = text_of(wu.post("/archive/verification", {"package": (io.BytesIO(content[:-900]), "a.zip")}))
    assert "不是归档包" in cut
    assert wu.post("/archive/verification").status_code == 400


def test_an_archived_contract_offers_nothing_to_do(visit, contract):
    contract.filed()
    page = text_of(visit("chen").get(f"/contracts/{contract.id}"))
    assert "只读" in page and "/cancellation" not in page and "/urging" not in page and "/draft" not in page


@pytest.mark.parametrize("path", ["?tab=archive", "?tab=signatures", "/package/verification", "/papers/1"])
def test_who_may_not_see_the_contract_finds_nothing(visit, contract, path):
    contract.filed()
    assert visit("qian").get(f"/contracts/{contract.id}{path}").status_code == 404


def test_the_whole_way_from_the_seal_on_through_the_api(program, contract):
    contract.approved()
    sheet = program("zhou").get(f"/api/v1/work-items/{contract.items()['seal']}/sheet").json
    assert [seal["key"] for seal in sheet["seals"]] == ["contract", "company"] and sheet["values"] == {"copies": "4"}
    step(program("zhou"), contract, "seal", "seal", {"seal": "contract", "values": {"copies": 2}})
    values = {"signed_on": "2026-03-02", "our_signatory": "孙悦", "their_signatory": "马恒立"}
    step(program("chen"), contract, "countersign", "countersign", {"values": json.dumps(values), "file": (io.BytesIO(pdf_with("x")), "x.pdf")})
    for number in (1, 2, 3):
        settle(program, contract, number)
    given = {"values": {"file_number": "HT-2026-0001", "retention": "30", "complete": True}}
    assert step(program("wu"), contract, "file", "file", given)["stage"] == "archive"
    assert program("wu").get(f"/api/v1/contracts/{contract.id}").json["status"] == "archived"


def step(who, contract, element, resource, given):
    path = f"/api/v1/work-items/{contract.items()[element]}/{resource}"
    answer = who.ask("POST", path, data=given) if "file" in given else who.post(path, given)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    work_off(contract.house)
    return answer.json


def settle(program, contract, number):
    assert program("wang").post(f"/api/v1/contracts/{contract.id}/obligations/{number}/early").status_code == 204
    item = contract.items(contract.plan_row(number).instance_id)["settle"]
    values = json.dumps({"settled_on": "2026-03-02", "settled_amount": str(contract.plan_row(number).amount)})
    answer = program("wang").ask("POST", f"/api/v1/work-items/{item}/settle", data={"values": values, "file": (io.BytesIO(receipt_pdf()), "回单.pdf")})
    assert answer.status_code == 201
    work_off(contract.house)


def test_a_forms_own_words_are_told_in_the_readers_language(program, contract):
    item = contract.countersigned().settle_item(1)
    answer = program("wang").post(f"/api/v1/work-items/{item}/settle", {"values": {"settled_on": "2026-03-09", "settled_amount": "1"}, "comment": ""})
    assert answer.json["errors"]["settled_on"] == "收付款日期不能晚于今天。"


def test_the_api_says_what_is_wrong_with_which_field(program, contract):
    contract.approved()
    path = f"/api/v1/work-items/{contract.items()['seal']}/seal"
    wrong = program("zhou").post(path, {"seal": "contract", "values": {"copies": "21", "other": "x"}}).json["errors"]
    assert (set(wrong), wrong["copies"]) == ({"copies", "other"}, "不能大于 20。")
    assert program("zhou").post(path, {"values": {"copies": "1"}}).status_code == 422
    assert program("chen").post(path, {"seal": "contract", "values": {"copies": "1"}}).status_code == 403


@pytest.mark.parametrize("sent", [{"values": "no json"}, {"values": "[1]"}, {"values": '{"a": 1}', "comment": "x" * 5000}])
def test_parts_that_hold_no_values_are_refused(program, contract, sent):
    item = contract.sealed().items()["countersign"]
    assert program("chen").ask("POST", f"/api/v1/work-items/{item}/countersign", data=sent).status_code == 422


def test_lists_package_and_verification_are_resources(program, contract):
    contract.filed()
    wu = program("wu")
    assert wu.get("/api/v1/archive").json["rows"][0]["file_number"] == "HT-2026-0001"
    assert wu.get("/api/v1/obligations?which=settled").json["counts"] == {"overdue": 0, "open": 0, "coming": 0, "settled": 3}
    assert wu.get(f"/api/v1/contracts/{contract.id}/performance").json["money_percent"] == 100
    assert wu.get(f"/api/v1/contracts/{contract.id}/package/verification").json["is_good"] is True
    content = wu.get(f"/api/v1/contracts/{contract.id}/package").data
    sent = wu.ask("POST", "/api/v1/packages/verification", data={"file": (io.BytesIO(content), "a.zip")})
    assert (sent.status_code, sent.json["faults"]) == (200, [])
    assert [one["side"] for one in wu.get(f"/api/v1/contracts/{contract.id}/signatures").json] == ["ours", "theirs"]
    assert wu.get(f"/api/v1/contracts/{contract.id}/seal-uses").json[0]["seal"] == "contract"
    assert {line["is_there"] for line in wu.get(f"/api/v1/contracts/{contract.id}/required-papers").json if line["must"]} == {True}


@pytest.mark.parametrize("path", ["filing", "package", "package/verification", "signatures", "seal-uses", "required-papers", "performance"])
def test_a_resource_of_a_hidden_contract_is_not_there(program, contract, path):
    contract.filed()
    assert program("qian").get(f"/api/v1/contracts/{contract.id}/{path}").status_code == 404
