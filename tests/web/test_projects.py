"""Projects on pages and through the API: who finds them, what they show, and what is refused stands on the form."""

from __future__ import annotations

import pytest

from tests.contracts.at_stage import Travelling
from tests.contracts.projects.conftest import CODE, put_project
from tests.quick_pdf import QuickPdf

API = "/api/v1/projects"
LINE = {"code": "09", "name": "暂列金", "amount": "50,000.00"}


@pytest.fixture
def house(app):
    found = app.extensions["chancery"]
    found.parts["converter"] = QuickPdf()
    put_project(found)
    return found


def booked(house, amount="600000.00"):
    return Travelling(house, (("款", amount, "2026-12-15"),), amount=amount, project=CODE, budget_line="1")


def text_of(answer):
    return answer.get_data(as_text=True)


PATHS = (f"/projects/{CODE}", f"/projects/{CODE}/edit", f"/projects/{CODE}/lines/1", f"/projects/{CODE}/lines/new", f"{API}/{CODE}", f"{API}/{CODE}/contracts")
NOBODYS, SEEN = dict.fromkeys(PATHS, 404), dict(zip(PATHS, (200, 403, 403, 403, 200, 200), strict=True))


@pytest.mark.parametrize("login, expected", [
    ("zhou", NOBODYS), ("chen", NOBODYS), ("qian", SEEN), ("zhang", SEEN), ("xu", SEEN), ("he", {**SEEN, PATHS[1]: 200}), ("sun", dict.fromkeys(PATHS, 200))])
def test_a_project_is_there_for_who_sees_it_and_its_forms_for_who_may_write(house, visit, program, login, expected):
    visitor, api = visit(login), program(login)
    assert {path: (api if path.startswith("/api") else visitor).get(path).status_code for path in PATHS} == expected


@pytest.mark.parametrize("login", ["zhou", "chen", "qian", "xu"])
def test_nobody_else_changes_a_project(house, program, login):
    api = program(login)
    asked = [api.post(f"{API}/{CODE}/lines", LINE), api.post(f"{API}/{CODE}/state", {"status": "closed"}), api.ask("PUT", f"{API}/{CODE}/people", json={"members": {}}),
             api.ask("PUT", f"{API}/{CODE}/lines/1", json=LINE), api.ask("PUT", f"{API}/{CODE}", json={"name": "x", "department": "ENG", "manager": "he", "version": 1})]
    assert {one.status_code for one in asked} <= {403, 404}


def test_the_list_and_its_counts_are_of_what_i_see(house, visit, program):
    assert [row["project"]["code"] for row in program("qian").get(API).json["rows"]] == [CODE]
    assert program("zhou").get(API).json == {"rows": [], "counts": {}, "next": None}
    assert "还没有项目" in text_of(visit("zhou").get("/projects")) and "城南综合楼" in text_of(visit("sun").get("/projects"))
    assert "没有符合条件的项目" in text_of(visit("sun").get("/projects?text=没有的"))


def test_a_project_lives_through_the_api(app, program):
    sun, zhao = program("sun"), program("zhao")
    given = {"code": "p-9", "name": "九号", "department": "ENG", "manager": "zhang", "starts_on": "2026-03-01"}
    assert sun.post(API, given).status_code == 201 and sun.post(API, given).json["code"] == "project-taken"
    assert sun.post(f"{API}/P-9/state", {"status": "running"}).status_code == 204
    assert zhao.post(f"{API}/P-9/lines", LINE).json["errors"] == {"reason": "请说明预算变更的原因：项目已在实施。"}
    assert zhao.post(f"{API}/P-9/lines", {**LINE, "reason": "开工"}).json == {"number": 1}
    assert zhao.ask("PUT", f"{API}/P-9/lines/1", json={**LINE, "amount": "70000", "reason": "增补"}).status_code == 204
    found = zhao.get(f"{API}/P-9").json
    assert (found["total"]["budget"], [one["reason"] for one in found["lines"][0]["changes"]]) == ("70000.00", ["增补", "开工"])


def test_page_and_api_show_what_is_reserved_committed_and_left(house, visit, program):
    booked(house).countersigned()
    booked(house, "300000.00").submitted()
    line = program("he").get(f"{API}/{CODE}").json["lines"][0]["figures"]
    assert (line["sums"]["committed"], line["sums"]["reserved"], line["left"]) == ("600000.00", "300000.00", "100000.00")
    page = text_of(visit("he").get(f"/projects/{CODE}"))
    assert "600,000.00" in page and "300,000.00" in page and "1,100,000.00" in page        # what both lines have left
    assert len(program("qian").get(f"{API}/{CODE}/contracts?line=1&limit=1").json["rows"]) == 1


def test_a_form_that_is_refused_shows_what_was_typed_and_why(house, visit):
    answer = visit("sun").post(f"/projects/{CODE}/lines/new", {"code": "09", "name": "暂列金", "amount": "五万", "reason": "x"})
    assert answer.status_code == 422 and "暂列金" in text_of(answer) and "wrong-amount" in text_of(answer)
    assert visit("sun").post(f"/projects/{CODE}/lines/new", {**LINE, "reason": "开工"}).location == f"/projects/{CODE}"
    taken = visit("sun").post("/projects/new", {"code": CODE, "name": "x", "department": "ENG", "manager": "he"})
    assert taken.status_code == 409 and "已有此编号的项目" in text_of(taken)


def test_what_is_too_long_is_said_in_the_readers_language_with_its_measure(house, visit):
    answer = visit("he").post(f"/projects/{CODE}/edit", {"name": "长" * 300, "manager": "he", "department": "PUR", "version": "1"})
    assert answer.status_code == 422 and "最多 200 个字" in text_of(answer)


def test_closing_says_which_contracts_are_still_under_way(house, visit):
    contract = booked(house).submitted()
    answer = visit("he").post(f"/projects/{CODE}/state", {"status": "closed"})
    assert answer.status_code == 409 and f"{contract.row().number} 办公楼电梯维保" in text_of(answer)


def test_the_people_of_a_project_are_ticked_with_their_part(house, visit, program):
    assert visit("he").post(f"/projects/{CODE}/people", {"members": ["chen", "wang"], "part.chen": "施工"}).location == f"/projects/{CODE}"
    assert program("chen").get(f"{API}/{CODE}").json["members"] == {"chen": "施工", "wang": ""}


def test_the_lines_of_a_chosen_project_are_offered_without_figures(house, visit, program):
    drafted = booked(house)
    page = text_of(visit("chen").get(f"/contracts/{drafted.id}/draft/lines?project={CODE}%20城南综合楼"))
    assert "02.01 设备购置" in page and "1000000" not in page and "1,000,000" not in page
    assert visit("zhou").get(f"/contracts/{drafted.id}/draft/lines?project={CODE}").status_code == 404


def test_who_decides_reads_on_the_page_by_how_much_it_is_over(house, visit, program):
    booked(house).submitted()
    item = booked(house).submitted().items()["department-head"]
    page = text_of(visit("zhang").get(f"/work-items/{item}"))
    assert "超出预算科目余额" in page and "200,000.00" in page
    assert program("zhang").get(f"/api/v1/work-items/{item}").json["over_budget"]["by"] == "200000.00"


def test_what_is_nothing_is_said_with_its_fen(house, program):
    found = program("sun").get(f"{API}/{CODE}").json
    assert {found["income"][name] for name in ("reserved", "committed", "changed", "invoiced", "paid")} == {"0.00"}
