"""Imports as pages and over the API; and that no page and no route says anything of one that is under way."""

from __future__ import annotations

import io

import openpyxl
import pytest

from contracts.errands.errands import ringable
from contracts.importing import carrying_out
from engine.desk import SYSTEM, reading_at
from tests.contracts.importing.spreadsheet import Importing, row, workbook
from tests.hands import work_off

API = "/api/v1/contract-imports"
PAID = {"paid": 1200000, "rest_due_on": None}
HIDDEN = (row(number="HIDE-1", title="HIDE", rest_due_on="2026-03-05"), row(number="HIDE-2", title="HIDE", stage="待归档", **PAID),
          row(number="HIDE-3", title="HIDE", stage="已归档", ends_on="2026-01-31", **PAID))
ITS_OWN = {"imports.show", "imports_api.get_findings", "imports.marked"}      # what the administrator asks about this very import


def text(answer):
    return answer.get_data(as_text=True)


def sent(program, content, login="zheng", name="a.xlsx", key="k1"):
    return program(login).ask("POST", API, {"Idempotency-Key": key}, data={"file": (io.BytesIO(content), name)})


def posted(visitor, content, name="a.xlsx"):
    return visitor.post("/administration/imports", {"file": (io.BytesIO(content), name)}, content_type="multipart/form-data")


@pytest.fixture
def half(app, chancery_house, monkeypatch):
    """An import that stands between its last row and its end."""
    one = Importing(chancery_house, workbook(*HIDDEN))
    one.start()

    def broken_off(*_given):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(carrying_out, "_show", broken_off)
        with pytest.raises(KeyboardInterrupt):
            one.work()
    assert len(one.contracts()) == 3
    return one


def readable(app, contract_id):
    """Every address that can be read, filled in so that it is about this contract where it is about one."""
    given = {"contract_id": contract_id, "number": 1, "counterparty_id": 1, "form": "pdf", "key": "service", "path": "contract.bpmn", "login": "chen",
             "code": "ENG", "name": "legal", "notice_id": 1, "date": "2026-03-02", "filename": "x"}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in ITS_OWN and rule.arguments <= set(given):
            with app.test_request_context():
                yield app.url_map.bind("localhost").build(rule.endpoint, {name: given[name] for name in rule.arguments})


def telling(app, program, visit, login, contract_id):
    """Every address that can be read as this person and that names the contracts."""
    browser, client, found = visit(login), program(login), []
    for path in readable(app, contract_id):
        answer = (client if path.startswith("/api/") else browser).get(path)
        if b"HIDE" in answer.data or (contract_id in path and answer.status_code == 200):
            found.append(path)
    return found


@pytest.mark.parametrize("login", ["zheng", "sun", "chen", "zhang", "wang", "wu", "xu"])
def test_no_page_and_no_route_names_what_is_still_hidden(app, program, visit, half, login):
    assert telling(app, program, visit, login, half.contracts()[0].id) == []


def test_once_it_is_done_they_do(app, program, visit, half, chancery_house):
    chancery_house.clock.advance("PT2M")
    half.work()
    work_off(chancery_house)
    found = telling(app, program, visit, "sun", half.contracts()[0].id)
    assert {"/contracts", "/api/v1/contracts", f"/contracts/{half.contracts()[0].id}", "/archive"} <= set(found)


@pytest.mark.parametrize("where", ["/contracts?text=HIDE", "/api/v1/contracts?text=HIDE", "/search?text=HIDE", "/api/v1/search?text=HIDE",
                                   "/contracts?as_of=2026-03-02", "/reports?rows=counterparty", "/dues?which=coming"])
def test_nor_does_a_search_or_a_filter(program, visit, half, where):
    asker = program("sun") if where.startswith("/api") else visit("sun")
    assert "HIDE-" not in text(asker.get(where)) and "恒立达电梯有限公司" not in text(asker.get(where))


def test_a_program_imports_from_the_template_to_the_end_and_back(program, visit, chancery_house):
    zheng = program("zheng")
    assert openpyxl.load_workbook(io.BytesIO(zheng.get(f"{API}/template").data)).sheetnames[0] in ("合同", "Contracts")
    number = sent(program, workbook(row(number="A"), row(number="B"))).json["id"]
    work_off(chancery_house)
    checked = zheng.get(f"{API}/{number}").json
    assert (checked["state"], checked["contracts"], checked["errors"], checked["sums"][0]["amount"]) == ("checked", 2, 0, "2400000.00")
    assert zheng.post(f"{API}/{number}/start").json["state"] == "importing"
    work_off(chancery_house)
    assert zheng.get(f"{API}/{number}").json["state"] == "done"
    assert zheng.post(f"{API}/{number}/taking-back").json["state"] == "leaving"
    work_off(chancery_house)
    assert [one["state"] for one in zheng.get(API).json] == ["gone"]
    page = visit("zheng").get("/administration/imports").get_data(as_text=True)
    assert "已撤回" in page and "红冲" not in page


def test_findings_have_their_cell_and_say_what_to_do(program, chancery_house):
    number = sent(program, workbook(row(owner="nobody"), row(number="B", amount="12万"))).json["id"]
    work_off(chancery_house)
    found = program("zheng").get(f"{API}/{number}/findings?level=error").json
    assert [(one["letter"], one["row"], one["column"], one["value"]) for one in found] == [("N", 2, "owner", "nobody"), ("H", 3, "amount", "12万")]
    assert all(one["says"] for one in found) and program("zheng").get(f"{API}/{number}/marked-file").data[:2] == b"PK"
    assert program("zheng").post(f"{API}/{number}/start").json["type"].endswith("import-has-errors")


def test_a_file_that_is_sent_twice_under_one_key_is_one_import(program):
    content = workbook(row())
    assert sent(program, content).json["id"] == sent(program, content).json["id"]
    assert len(program("zheng").get(API).json) == 1


@pytest.mark.parametrize(("name", "content", "status", "code"), [
    ("a.xls", b"\xd0\xcf\x11\xe0", 415, "not-a-spreadsheet"), ("a.xlsx", b"a,b", 415, "not-a-spreadsheet"), ("a.xlsx", b"", 422, "empty-file")])
def test_another_file_is_refused_with_a_sentence(program, visit, name, content, status, code):
    answer = sent(program, content, name=name)
    assert (answer.status_code, answer.json["type"].rsplit("/", 1)[-1].rsplit(":", 1)[-1]) == (status, code)
    page = posted(visit("zheng"), content, name)
    assert page.status_code == status and "alert-danger" in text(page)


def test_the_page_shows_the_bar_while_it_works_and_the_way_on_afterwards(visit, chancery_house):
    visitor = visit("zheng")
    where = posted(visitor, workbook(row())).location
    assert "<progress" in text(visitor.get(where)) and "hx-get" in text(visitor.get(where))
    work_off(chancery_house)
    assert "<progress" not in text(visitor.get(where)) and "导入 1 份合同" in text(visitor.get(where))
    visitor.post(f"{where}/start")
    work_off(chancery_house)
    assert "已导入" in text(visitor.get(where)) and "电梯维护保养合同" in text(visitor.get("/contracts"))


def test_a_check_that_was_cancelled_says_that_the_file_has_to_come_again(visit):
    visitor = visit("zheng")
    where = posted(visitor, workbook(row())).location
    visitor.post("/errands/1/cancellation")
    assert "检查中断" in text(visitor.get(where)) and "<progress" not in text(visitor.get(where))


def test_what_stands_in_the_way_of_taking_it_back_is_named_on_the_page(visit, chancery_house):
    one, visitor = Importing(chancery_house, workbook(row(number="OURS-7"))).done(), visit("zheng")
    with one.desk() as desk:
        from contracts.importing.entering import EDITION
        from engine import history
        history.record(desk, one.contracts()[0].instance_id, "urged", facts={"edition": EDITION})
    page = visitor.post(f"/administration/imports/{one.id}/taking-back")
    assert page.status_code == 409 and "OURS-7" in text(page)


def test_the_pages_of_an_imported_contract_say_that_it_is_one(visit, chancery_house):
    one, visitor = Importing(chancery_house, workbook(*HIDDEN)).done(), visit("sun")
    work_off(chancery_house)
    archived = next(made for made in one.contracts() if made.status == "archived")
    for tab in ("overview", "text", "approvals", "signatures", "performance", "papers", "archive", "history"):
        page = visitor.get(f"/contracts/{archived.id}?tab={tab}")
        assert (page.status_code, "导入" in text(page)) == (200, True), tab
    assert "导入的合同，无归档包" in text(visitor.get("/archive"))


def test_an_imported_contract_can_be_filed(visit, chancery_house):
    one = Importing(chancery_house, workbook(HIDDEN[1])).done()
    [waiting] = one.contracts()
    page = text(visit("wu").get(f"/work-items/{waiting.instance_id}.2"))
    assert "合同扫描件" in page or "Scan" in page
    with reading_at(chancery_house, SYSTEM) as desk:
        assert ringable(desk, 5) == []
