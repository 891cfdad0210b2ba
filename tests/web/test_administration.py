"""Administration in pages: people, departments, groups, calendar, who changed what."""

from __future__ import annotations

import re

import pytest

from contracts.demo.company import PASSWORD
from contracts.people.sessions import log_in

PAGES = ["people", "people/new", "people/li", "departments", "departments/new", "departments/ENG", "groups", "groups/new", "groups/legal",
         "calendar", "calendar?day=2026-10-01", "changes"]
XIAO = {"login": "xiaoming", "name": "王小明", "department": "ENG", "groups": ["legal", "finance"], "roles": ["ops"]}


def text(answer):
    return answer.get_data(as_text=True)


def version_of(visitor, login):
    return re.search(r'name="version" value="(\d+)"', text(visitor.get(f"/administration/people/{login}")))[1]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_page_is_for_administrators_in_both_languages(visit, page, language):
    visitor = visit("zheng")
    visitor.browser.set_cookie("chancery-language", language)
    found = visitor.get(f"/administration/{page}")
    assert found.status_code == 200
    assert ("人员" if language == "zh_CN" else "People") in text(found)


@pytest.mark.parametrize("page", PAGES)
def test_for_others_the_pages_are_closed(visit, page):
    assert visit("li").get(f"/administration/{page}").status_code == 403


def test_an_auditor_reads_the_history_and_nothing_else(visit):
    visitor = visit("xu")
    assert visitor.get("/administration/changes").status_code == 200
    assert visitor.get("/administration/people").status_code == 403


def test_who_is_added_gets_a_password_that_is_shown_once_and_opens_the_door(visit, chancery_house):
    visitor = visit("zheng")
    given = visitor.post("/administration/people/new", XIAO)
    password = re.search(r'admin-secret">([^<]+)<', text(given))[1]
    assert given.headers["Cache-Control"] == "no-store"
    assert log_in(chancery_house, "xiaoming", password)
    assert password not in text(visitor.get("/administration/people/xiaoming"))


def test_who_was_given_a_password_must_change_it_first(visit, chancery_house):
    visitor = visit("zheng")
    visitor.post("/administration/people/new", XIAO)
    fresh = visit("xiaoming")
    assert fresh.get("/inbox").location == "/me/password"
    assert fresh.get("/me/password").status_code == 200


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(visit):
    answer = visit("zheng").post("/administration/people/new", {**XIAO, "login": "王", "email": "nobody"})
    assert answer.status_code == 422
    assert 'id="wrong-login"' in text(answer) and 'value="王小明"' in text(answer)


def test_a_person_is_changed_and_an_older_page_is_refused(visit):
    visitor = visit("zheng")
    version = version_of(visitor, "li")
    saved = visitor.post("/administration/people/li", {"name": "李四", "department": "LEG", "groups": ["legal"], "version": version})
    assert saved.status_code == 303 and "李四" in text(visitor.get("/administration/people"))
    again = visitor.post("/administration/people/li", {"name": "李五", "version": version})
    assert again.status_code == 409 and "李五" in text(again)


def test_who_is_disabled_is_out_and_shown_so(visit):
    visitor, chen = visit("zheng"), visit("chen")
    assert visitor.post("/administration/people/chen/disabling").status_code == 303
    assert chen.get("/inbox").location.startswith("/login")
    assert "已停用" in text(visitor.get("/administration/people?shown=disabled"))
    visitor.post("/administration/people/chen/enabling")
    assert "chen" in text(visitor.get("/administration/people"))


def test_who_has_work_is_disabled_only_with_somebody_who_takes_it(visit, drafted):
    visitor = visit("zheng")
    refused = visitor.post("/administration/people/chen/disabling")
    assert refused.status_code == 409 and "还有待办" in text(refused)
    assert visitor.post("/administration/people/chen/disabling", {"stand_in": "zhang"}).status_code == 303
    assert drafted.id in text(visit("zhang").get("/inbox")) or drafted.item in text(visit("zhang").get("/inbox"))


def test_a_new_password_is_shown_once_and_the_old_one_opens_nothing(visit, chancery_house):
    answer = visit("zheng").post("/administration/people/li/password")
    password = re.search(r'admin-secret">([^<]+)<', text(answer))[1]
    assert password != PASSWORD and log_in(chancery_house, "li", password)


@pytest.mark.parametrize("wish, status", [
    ({"name": "一部", "code": "ENG1", "parent": "ENG", "head": "chen"}, 303), ({"name": "", "code": "ENG1"}, 422),
    ({"name": "x", "code": "ENG"}, 409)])
def test_a_department_is_added_or_says_why_not(visit, wish, status):
    assert visit("zheng").post("/administration/departments/new", wish).status_code == status


def test_a_department_is_changed_and_one_in_use_stays(visit):
    visitor = visit("zheng")
    assert visitor.post("/administration/departments/ENG", {"name": "工程中心", "parent": "HQ", "head": "zhang"}).status_code == 303
    assert "工程中心" in text(visitor.get("/administration/departments"))
    assert visitor.post("/administration/departments/ENG/removal").status_code == 409
    assert visitor.get("/administration/departments/NONE").status_code == 404


def test_a_group_is_made_changed_and_removed(visit):
    visitor = visit("zheng")
    visitor.post("/administration/groups/new", {"name": "tax", "title": "税务", "members": ["wang"]})
    visitor.post("/administration/groups/tax", {"title": "税务组", "members": ["wang", "zhao"]})
    assert "税务组" in text(visitor.get("/administration/groups"))
    visitor.post("/administration/groups/tax/removal")
    assert "税务组" not in text(visitor.get("/administration/groups"))


def test_a_day_is_made_free_with_a_note_and_given_back(visit):
    visitor = visit("zheng")
    assert visitor.post("/administration/calendar", {"day": "2026-03-06", "is": "free", "note": "厂庆"}).status_code == 303
    assert "厂庆" in text(visitor.get("/administration/calendar?year=2026"))
    visitor.post("/administration/calendar", {"day": "2026-03-06", "is": "official"})
    assert "厂庆" not in text(visitor.get("/administration/calendar?year=2026"))


@pytest.mark.parametrize("form, status", [({"day": "2026-03-06", "is": "free", "note": ""}, 422), ({"day": "never", "is": "free", "note": "x"}, 422)])
def test_a_day_without_a_note_or_that_is_none_is_refused(visit, form, status):
    assert visit("zheng").post("/administration/calendar", form).status_code == status


@pytest.mark.parametrize("query", ["year=1999", "year=99999999999"])
def test_a_year_out_of_reach_is_not_found(visit, query):
    assert visit("zheng").get(f"/administration/calendar?{query}").status_code == 404


def test_the_history_says_who_changed_what(visit):
    visitor = visit("zheng")
    visitor.post("/administration/departments/ENG", {"name": "工程中心", "parent": "HQ", "head": "zhang"})
    found = text(visitor.get("/administration/changes"))
    assert "修改了部门" in found and re.search(r"<del>[^<]+</del> → 工程中心", found)
