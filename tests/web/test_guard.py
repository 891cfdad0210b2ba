"""Nobody acts in a person's name from another site."""

from __future__ import annotations

import pytest


def decide(visitor, **headers):
    return visitor.browser.post("/notices/reading", data={"csrf_token": visitor.csrf}, headers=headers)


def test_a_form_of_ours_is_taken(visit):
    assert decide(visit("li"), Origin="http://localhost", **{"Sec-Fetch-Site": "same-origin"}).status_code == 303


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost.evil.example"}, {"Origin": "https://localhost"},
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}], ids=str)
def test_a_form_of_another_site_is_refused(visit, headers):
    answer = decide(visit("li"), **headers)
    assert answer.status_code == 403
    assert "没有任何更改" in answer.get_data(as_text=True)


def test_without_the_token_nothing_is_done(visit):
    visitor = visit("li")
    assert visitor.browser.post("/notices/reading").status_code == 403
    assert visitor.browser.post("/notices/reading", data={"csrf_token": "x" * 64}).status_code == 403
    assert visitor.browser.post("/api/v1/notices/reading").json["code"] == "not-from-here"


def test_the_token_of_another_session_is_of_no_use(visit):
    li, wang = visit("li"), visit("wang")
    assert li.browser.post("/notices/reading", data={"csrf_token": wang.csrf}).status_code == 403


def test_a_script_of_a_page_sends_the_token_as_a_header(visit):
    visitor = visit("li")
    assert visitor.browser.post("/api/v1/notices/reading", headers={"X-CSRF-Token": visitor.csrf}).status_code == 204


def test_a_program_needs_no_token_of_a_page(program):
    assert program("li").post("/api/v1/notices/reading").status_code == 204


def test_nobody_can_be_signed_in_from_another_site(visit):
    visitor = visit()
    form = {"login": "li", "password": "chancery-demo"}
    assert visitor.browser.post("/login", data=form).status_code == 403
    assert visitor.post("/login", form, headers={"Origin": "https://evil.example"}).status_code == 403


def test_every_page_that_changes_something_takes_post_only(app):
    words = ("decision", "return", "cancellation", "removal", "revocation", "logout", "claim", "submission", "reading", "urging", "disabling")
    found = [rule for rule in app.url_map.iter_rules() if rule.rule.rsplit("/", 1)[-1] in words and "GET" in (rule.methods or ())]
    assert found == []
