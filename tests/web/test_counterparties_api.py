"""The directory through the API: the same as on its pages, for programs."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from tests.contracts.counterparties.keeping import CODE, NAME, OTHER, OTHER_CODE
from tests.contracts.paper_files import pdf_with

API = "/api/v1/counterparties"
TYPED = {"name": NAME, "code": CODE, "bank": "工商银行", "account": "62000119", "contacts": [{"name": "田雨", "phone": "138"}]}


def added(program, by: str = "chen", **more: Any) -> dict[str, Any]:
    answer = program(by).post(API, {**TYPED, **more})
    assert answer.status_code == 201, answer.json
    return answer.json


def test_one_is_added_read_edited_and_found_by_two_characters(program):
    mine, one = program("chen"), added(program)
    read = mine.get(f"{API}/{one['id']}").json
    assert (read["entry"]["name"], read["entry"]["contacts"][0]["name"], read["account_state"]) == (NAME, "田雨", "new")
    edited = mine.ask("PUT", f"{API}/{one['id']}", json={**TYPED, "address": "别处", "version": read["version"]})
    assert edited.json == {"id": one["id"], "version": 2}
    assert mine.ask("PUT", f"{API}/{one['id']}", json={**TYPED, "version": 1}).status_code == 409
    assert [row["id"] for row in mine.get(f"{API}?text=恒立").json["rows"]] == [one["id"]]


def test_a_code_that_is_there_and_a_similar_name_are_problems_that_name_the_other(program):
    one = added(program)["id"]
    taken = program("qian").post(API, {**TYPED, "name": OTHER})
    assert (taken.status_code, taken.json["code"], taken.json["facts"]["counterparty"]) == (409, "counterparty-known", one)
    near = program("qian").post(API, {**TYPED, "name": "北京恒立达电梯工程有限责任公司", "code": OTHER_CODE})
    assert (near.json["code"], near.json["facts"]["similar"][0]) == ("similar-counterparty", {"id": one, "name": NAME, "percent": 100})
    assert added(program, name="北京恒立达电梯工程有限责任公司", code=OTHER_CODE, is_another=True)["id"] != one


def test_suggestions_hold_what_a_draft_takes(program):
    added(program)
    (one,) = program("chen").get(f"{API}/suggestions?text=恒立").json
    assert one["values"] == {
        "counterparty": NAME, "counterparty_code": CODE, "counterparty_address": "", "counterparty_representative": "", "counterparty_contact": "田雨",
        "counterparty_phone": "138", "counterparty_email": "", "counterparty_bank": "工商银行", "counterparty_account": "62000119"}
    assert [len(program("chen").get(f"{API}/suggestions?text={text}").json) for text in (CODE[:6], CODE[:6].lower(), "恒", "昆明", "%", "__")] == \
        [1, 1, 0, 0, 0, 0]


@pytest.mark.parametrize("login", ["chen", "wang", "li", "zheng", "xu"])
def test_who_may_do_what(program, login):
    one, mine = added(program, by="qian")["id"], program(login)
    done = {
        "keep": mine.ask("PUT", f"{API}/{one}", json={**TYPED, "version": 1, "address": "x"}).status_code == 200,
        "blacklist": mine.post(f"{API}/{one}/blacklisting", {"reason": "x"}).status_code == 204,
        "lift": mine.post(f"{API}/{one}/blacklisting/lifting", {"reason": "x"}).status_code == 204,
        "confirm": mine.post(f"{API}/{one}/account/confirmation", {"version": mine.get(f"{API}/{one}").json["version"]}).status_code == 201,
        "merge": mine.post(f"{API}/{one}/merging", {"into": one, "version": 1}).status_code == 422}
    may = {"chen": {"keep"}, "wang": {"keep", "confirm"}, "li": {"keep", "blacklist", "lift", "merge"}, "zheng": {"keep", "blacklist", "lift", "merge"}}
    assert {name for name, is_done in done.items() if is_done} == may.get(login, set())


def test_what_is_refused_is_not_half_done(program):
    one, mine = added(program)["id"], program("li")
    assert mine.post(f"{API}/{one}/blacklisting", {"reason": ""}).status_code == 422
    assert mine.post(f"{API}/{one}/blacklisting", {"reason": "x", "until": "2020-01-01"}).status_code == 422
    assert mine.post(f"{API}/{one}/blacklisting/lifting", {"reason": "x"}).json["code"] == "not-blacklisted"
    assert mine.get(f"{API}/{one}").json["blacklistings"] == []


def test_a_paper_is_kept_listed_read_and_removed(program):
    one, mine = added(program)["id"], program("chen")
    form = {"kind": "license", "valid_to": "2026-03-10", "file": (BytesIO(pdf_with("执照")), "营业执照.pdf")}
    assert mine.ask("POST", f"{API}/{one}/papers", data=form).json == {"number": 1}
    (paper,) = mine.get(f"{API}/{one}").json["papers"]
    assert (paper["state"], paper["file"]) == ("expiring", "营业执照.pdf")
    assert [row["id"] for row in mine.get(f"{API}?state=papers").json["rows"]] == [one]
    assert mine.get(f"{API}/{one}/papers/1").data.startswith(b"%PDF")
    assert mine.ask("DELETE", f"{API}/{one}/papers/1").status_code == 204
    assert mine.get(f"{API}?state=papers").json["rows"] == []


def test_an_executable_is_no_paper_and_an_auditor_fills_no_disk(program):
    one = added(program)["id"]
    form = {"kind": "license", "file": (BytesIO(b"MZ"), "执照.exe")}
    assert program("chen").ask("POST", f"{API}/{one}/papers", data=form).status_code == 415
    form = {"kind": "license", "file": (BytesIO(pdf_with("x")), "执照.pdf")}
    assert program("xu").ask("POST", f"{API}/{one}/papers", data=form).status_code == 403


def test_the_list_goes_on_by_key_and_narrows(program):
    ids = [added(program, name=f"第{sign}工程公司", code="", is_another=True)["id"] for sign in "甲乙丙"]
    mine = program("xu")
    first = mine.get(f"{API}?limit=2").json
    assert [row["id"] for row in first["rows"]] == ids[:0:-1] and mine.get(f"{API}?after={first['next']}").json["rows"][0]["id"] == ids[0]
    program("li").post(f"{API}/{ids[0]}/blacklisting", {"reason": "失信"})
    (row,) = mine.get(f"{API}?state=blacklisted").json["rows"]
    assert (row["id"], row["blacklisted"]) == (ids[0], "失信")
    assert len(mine.get(f"{API}?state=account&kind=company").json["rows"]) == 3


@pytest.mark.parametrize("query", ["state=x", "after=0", "after=a", "limit=0", "kind=planet", "text=" + "x" * 101, "who=me"])
def test_a_question_that_makes_no_sense_is_refused(program, query):
    assert program("chen").get(f"{API}?{query}").status_code == 422


def test_one_key_adds_one(program):
    first, second = (program("chen").post(API, TYPED, key="same") for _ in range(2))
    assert first.json == second.json and second.headers["Idempotent-Replay"] == "true"
