"""People, organisation, me and history through the API."""

from __future__ import annotations

import pytest

from contracts.demo.company import PASSWORD
from contracts.people.sessions import log_in

XIAO = {"login": "xiaoming", "name": "王小明", "department": "ENG", "groups": ["legal"], "roles": [], "password": "first long sentence"}


def test_everybody_looks_people_up_but_sees_no_telephone_numbers(program):
    found = program("li").get("/api/v1/people?text=chen").json["rows"]
    assert [one["login"] for one in found] == ["chen"] and "phone" not in found[0]
    assert program("li").get("/api/v1/people/chen").status_code == 403


def test_a_person_is_added_edited_disabled_and_enabled(program):
    admin = program("zheng")
    added = admin.post("/api/v1/people", XIAO)
    assert (added.status_code, added.json["superiors"][0]) == (201, "zhang") and "password" not in added.json
    wish = {name: added.json[name] for name in ("department", "groups", "roles", "version")}
    assert admin.ask("PUT", "/api/v1/people/xiaoming", json={**wish, "name": "小明"}).json["name"] == "小明"
    assert admin.post("/api/v1/people/xiaoming/disabling", {}).status_code == 204
    assert admin.get("/api/v1/people/xiaoming").json["disabled_by"] == "zheng"
    assert admin.post("/api/v1/people/xiaoming/enabling").status_code == 204


@pytest.mark.parametrize("more, code", [({"login": "li"}, "login-taken"), ({"password": "short"}, "invalid"), ({"king": True}, "invalid"),
                                        ({"department": "NONE"}, "invalid")])
def test_what_can_not_be_is_a_problem_with_a_code(program, more, code):
    answer = program("zheng").post("/api/v1/people", {**XIAO, **more})
    assert answer.mimetype == "application/problem+json" and answer.json["code"] == code


@pytest.mark.parametrize("method, path, body", [
    ("POST", "people", XIAO), ("POST", "people/li/password", {"password": "first long sentence"}), ("POST", "people/li/enabling", None),
    ("PUT", "departments/NEW", {"name": "x"}), ("PUT", "groups/new", {"title": "x"}), ("DELETE", "groups/legal", None),
    ("PUT", "calendar/2026-03-06", {"is_working": False, "note": "x"}), ("DELETE", "calendar/2026-03-06", None), ("GET", "history", None)])
def test_what_administrators_do_is_theirs(program, method, path, body):
    answer = program("li").ask(method, f"/api/v1/{path}", json=body)
    assert (answer.status_code, answer.json["code"]) == (403, "not-yours")


def test_a_given_password_opens_the_door(program, chancery_house):
    assert program("zheng").post("/api/v1/people/li/password", {"password": "first long sentence"}).status_code == 204
    assert log_in(chancery_house, "li", "first long sentence")


def test_departments_and_groups_are_put_and_deleted(program):
    admin = program("zheng")
    assert admin.ask("PUT", "/api/v1/departments/NEW", json={"name": "新部门", "parent": "HQ"}).status_code == 204
    assert admin.ask("PUT", "/api/v1/groups/new", json={"title": "新组", "members": ["li"]}).status_code == 204
    assert {"code": "NEW", "name": "新部门", "parent": "HQ", "head": None} in admin.get("/api/v1/departments").json
    assert {"name": "new", "title": "新组", "members": ["li"]} in admin.get("/api/v1/groups").json
    assert admin.ask("DELETE", "/api/v1/departments/NEW").status_code == 204
    assert admin.ask("DELETE", "/api/v1/groups/new").status_code == 204


def test_a_day_is_put_and_deleted(program):
    admin = program("zheng")
    assert admin.ask("PUT", "/api/v1/calendar/2026-03-06", json={"is_working": False, "note": "厂庆"}).status_code == 204
    (day,) = [one for one in admin.get("/api/v1/calendar?year=2026").json if one["is_exception"]]
    assert (day["date"], day["is_working"], day["note"]) == ("2026-03-06", False, "厂庆")
    assert admin.ask("DELETE", "/api/v1/calendar/2026-03-06").status_code == 204
    assert admin.ask("PUT", "/api/v1/calendar/someday", json={"is_working": False, "note": "x"}).status_code == 422


def test_a_token_that_is_asked_for_twice_under_one_key_is_made_once_and_shown_once(program, chancery_house):
    mine = program("li")
    first, second = (mine.post("/api/v1/me/tokens", {"name": "script"}, key="one") for _ in range(2))
    assert first.json["id"] == second.json["id"] and second.json["token"] is None
    with chancery_house.store.reading.connect() as connection:
        assert first.json["token"] not in str(connection.exec_driver_sql("select * from kept_answer").all())


def test_it_is_seen_when_a_token_last_changed_something(program):
    mine = program("li")
    assert mine.get("/api/v1/me/tokens").json[0]["used_at"] is None
    mine.ask("PUT", "/api/v1/me/profile", json={"locale": "en"})
    assert mine.get("/api/v1/me/tokens").json[0]["used_at"].startswith("2026-03-02T01:00")


def test_my_own_settings_are_mine(program):
    mine = program("li")
    filled = {"email": "li@example.com", "phone": "123 456", "locale": "en", "zone": "Asia/Urumqi", "look": "dark"}
    assert mine.ask("PUT", "/api/v1/me/profile", json=filled).status_code == 204
    assert (mine.get("/api/v1/me/profile").json, mine.get("/api/v1/me").json["locale"]) == (filled, "en")
    assert mine.ask("PUT", "/api/v1/me/password", json={"old": PASSWORD, "new": "another long sentence"}).status_code == 204
    assert mine.ask("PUT", "/api/v1/me/profile", json={"email": "nobody"}).json["errors"].keys() == {"email"}


def test_my_stand_in_is_named_and_ended(program):
    mine = program("li")
    assert mine.post("/api/v1/me/substitutes", {"stand_in": "wang", "first": "2026-03-02", "last": "2026-03-06"}).status_code == 204
    (one,) = mine.get("/api/v1/me/substitutes").json
    assert (one["stand_in"], one["first"]) == ("wang", "2026-03-02")
    assert mine.ask("DELETE", f"/api/v1/me/substitutes/{one['id']}").status_code == 204


def test_the_history_is_for_administrators_and_auditors(program):
    found = program("xu").get("/api/v1/history?limit=2").json
    assert [one["number"] for one in found] == [found[0]["number"], found[0]["number"] - 1]
