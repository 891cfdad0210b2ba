"""The ledger over pages and API: the same filters, orders, columns, days and views; what can't be read is said."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
import sqlalchemy as sa

from contracts.errands.records import Errand
from contracts.errands.working import run_errand
from contracts.records import Contract
from engine.desk import SYSTEM, at_desk, reading_at
from engine.identity import new_id

ROWS = (("电梯维保", "service", "ENG", "300.00", "review"), ("电缆采购", "service", "PUR", "100.00", "draft"), ("消防改造", "service", "ENG", "200.00", "review"))


@pytest.fixture
def contracts(app):
    """Three contracts of yesterday."""
    house = app.extensions["chancery"]
    with at_desk(house, SYSTEM) as desk:
        for title, kind, department, amount, stage in ROWS:
            desk.session.add(Contract(id=new_id(), title=title, type=kind, owner="chen", department=department, values={}, template="service",
                                      amount=Decimal(amount), stage=stage, created_at=desk.now, updated_at=desk.now))
    house.clock.advance("P1D")


def titles(answer):
    return [row["title"] for row in answer.json["rows"]]


def test_the_api_filters_sorts_and_adds_up(contracts, program):
    said = program("sun").get("/api/v1/contracts?department=ENG&department=PUR&stage=review&sort=-amount&columns=title&columns=current_amount")
    assert titles(said) == ["电梯维保", "消防改造"]
    assert set(said.json["rows"][0]) == {"id", "title", "current_amount"}
    assert [(one["direction"], one["current_amount"]) for one in said.json["totals"]["sums"]] == [("expense", "500.00")]
    assert said.json["stages"] == {"draft": 1, "review": 2}


def test_a_file_has_the_number_that_stands_under_the_title_on_the_page(contracts, visit, app):
    house = app.extensions["chancery"]
    visit("sun").post("/contracts/export", {"form": "csv", "columns": ["title", "amount"], "sort": "amount"})
    with reading_at(house, SYSTEM) as desk:
        (asked,) = desk.session.scalars(sa.select(Errand.id))
    run_errand(house, asked)
    lines = visit("sun").get(f"/errands/{asked}/result").get_data(as_text=True).splitlines()
    assert lines[0].endswith("标题,编号,金额") and lines[1].startswith("电缆采购,,100.00")


def test_the_api_shows_a_past_day(contracts, program, app):
    with at_desk(app.extensions["chancery"], SYSTEM) as desk:
        for contract in desk.session.query(Contract):
            contract.stage = "sign"
    assert program("sun").get("/api/v1/contracts?as_of=2026-03-02").json["stages"] == {"draft": 1, "review": 2}
    assert program("sun").get("/api/v1/contracts").json["stages"] == {"sign": 3}


@pytest.mark.parametrize("query", ["sort=values", "columns=password", "stage=none", "as_of=2026-03-03", "as_of=x", "status=", "tpye=service", "after=x"])
def test_the_api_refuses_what_it_does_not_know(contracts, program, query):
    assert program("sun").get(f"/api/v1/contracts?{query}").status_code == 422


@pytest.mark.parametrize("query, found", [("payments=overdue", []), ("expiring=30", ["电梯维保"]), ("expiring=expired", []), ("waits_for=others", []),
                                          ("over_budget=yes", ["电缆采购"]), ("renewal=asked", ["电梯维保"])])
def test_the_api_and_the_page_know_the_filters_of_payments_terms_and_budgets(contracts, program, visit, app, query, found):
    with at_desk(app.extensions["chancery"], SYSTEM) as desk:
        one, other = (desk.session.query(Contract).filter_by(title=title).one() for title in ("电梯维保", "电缆采购"))
        one.stage, one.renewal, one.ends_on, other.over_budget = "perform", "asked", desk.now.date(), True
    assert titles(program("sun").get(f"/api/v1/contracts?{query}")) == found
    page = visit("sun").get(f"/contracts?{query}").get_data(as_text=True)
    assert [title for title, *_ in ROWS if f">{title}</a>" in page] == found and "ledger-chip" in page


def test_the_api_has_the_columns_of_payments_and_their_sums(contracts, program):
    said = program("sun").get("/api/v1/contracts?columns=overdue_amount&columns=milestones&columns=next_due_on&columns=budget_line").json
    assert said["rows"][0] == {"id": said["rows"][0]["id"], "overdue_amount": "0.00", "milestones": 0, "next_due_on": None, "budget_line": ""}
    assert set(said["totals"]["sums"][0]) >= {"overdue_amount", "soon_amount", "retention_amount"}


def test_the_view_of_what_expires_is_switched_between_thirty_sixty_and_ninety_days(contracts, visit, app):
    with at_desk(app.extensions["chancery"], SYSTEM) as desk:
        for number, contract in enumerate(desk.session.query(Contract)):
            contract.stage, contract.ends_on = "perform", (desk.now + dt.timedelta(days=25 + 30 * number)).date()
    page = visit("sun").get("/contracts?view=expiring").get_data(as_text=True)
    switch = page.split('aria-label="届满"')[1].split("</nav>")[0]
    assert re.findall(r"(\S+) <b>(\d+)</b>", re.sub(r"<a[^>]*>", "", switch)) == [("天内", "1"), ("天内", "2"), ("天内", "3"), ("已届满未处理", "0")]


def test_views_are_kept_read_changed_and_removed_over_the_api(contracts, program):
    li, wish = program("li"), {"name": "在审", "columns": ["title", "amount"], "filters": {"stage": ["review"]}, "sort": "-amount", "shared_with": "*"}
    made = li.post("/api/v1/ledger-views", wish)
    path = f"/api/v1/ledger-views/{made.json['key']}"
    assert (made.status_code, made.json["filters"]) == (201, {"stage": ["review"]})
    assert "在审" in [view["name"] for view in program("chen").get("/api/v1/ledger-views").json]
    assert li.ask("PUT", path, json={**wish, "name": "审批中"}).json["name"] == "审批中"
    assert [program("chen").ask("DELETE", path).status_code, li.ask("DELETE", path).status_code] == [403, 204]
    assert li.post("/api/v1/ledger-views", {"name": "x", "filters": {"tpye": ["a"]}}).status_code == 422


def test_a_page_shows_the_chosen_columns_and_says_what_it_could_not_read(contracts, visit):
    page = visit("sun").get("/contracts?columns=title&columns=tax&at_least=many&sort=amount").get_data(as_text=True)
    head = page.split("<thead>")[1].split("</thead>")[0]
    assert "税" in head and "当前办理人" not in head and "is-invalid" in page


@pytest.mark.parametrize("path", ["/contracts", "/reports"])
def test_what_could_not_be_read_is_called_by_its_name(contracts, visit, path):
    page = visit("sun").get(f"{path}?at_least=many&stage=none&signed_from=2026-02-30&signed_to=x").get_data(as_text=True)
    assert "筛选条件“阶段、金额从、签订日期”无法识别" in page
    assert "网址中有内容无法识别，已忽略。" in visit("sun").get(f"{path}?columns=password").get_data(as_text=True)


def test_a_page_of_a_past_day_says_so_and_one_of_today_is_the_live_one(contracts, visit):
    assert "日终的台账" in visit("sun").get("/contracts?as_of=2026-03-02").get_data(as_text=True)
    assert "请选择已经过去的日期" in visit("sun").get("/contracts?as_of=2026-03-03").get_data(as_text=True)


def test_a_saved_view_is_a_tab_that_shows_what_was_saved(contracts, visit):
    visitor = visit("li")
    saved = visitor.post("/contracts/views", {"name": "我的在审", "stage": "review", "columns": ["title", "amount"], "sort": "amount"})
    page = visitor.get(saved.location).get_data(as_text=True)
    assert page.index("消防改造") < page.index("电梯维保") and "电缆采购" not in page and "我的在审" in page
    assert visitor.post(f"/contracts/views/{saved.location.split('=')[-1]}/removal").status_code == 303
    assert visitor.get(saved.location).status_code == 404


def test_a_view_that_is_not_mine_is_no_page(contracts, visit):
    saved = visit("li").post("/contracts/views", {"name": "我的", "stage": "review"})
    assert visit("chen").get(saved.location).status_code == 404
