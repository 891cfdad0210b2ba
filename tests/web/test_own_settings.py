"""What belongs to me: password, tokens, stand-ins."""

from __future__ import annotations

import re

import pytest

from contracts.demo.company import PASSWORD

NEW = "another long sentence"


def text(answer):
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("page", ["/me", "/me/password", "/me/tokens", "/me/substitutes"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_my_pages_are_there_in_both_languages(visit, page, language):
    visitor = visit("li")
    visitor.browser.set_cookie("chancery-language", language)
    assert visitor.get(page).status_code == 200


def test_my_changed_password_keeps_me_signed_in_here_and_nowhere_else(visit):
    here, elsewhere = visit("li"), visit("li")
    changed = here.post("/me/password", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert (changed.status_code, changed.location) == (303, "/me")
    assert here.get("/me").status_code == 200
    assert elsewhere.get("/me").location.startswith("/login")


@pytest.mark.parametrize("form, field", [({"old": "wrong password"}, "old"), ({"new": "short", "again": "short"}, "new"), ({"again": "x"}, "again")])
def test_a_password_that_will_not_do_says_why_beside_its_field(visit, form, field):
    answer = visit("li").post("/me/password", {"old": PASSWORD, "new": NEW, "again": NEW, **form})
    assert answer.status_code == 422 and f'id="wrong-{field}"' in text(answer)


def test_a_token_is_shown_once_opens_the_api_and_is_revoked(visit, app):
    visitor = visit("li")
    token = re.search(r'admin-secret">([^<]+)<', text(visitor.post("/me/tokens", {"name": "script", "days": "30"})))[1]
    shown = {"headers": {"Authorization": f"Bearer {token}"}}
    assert app.test_client().get("/api/v1/me", **shown).json["login"] == "li"
    page = text(visitor.get("/me/tokens"))
    assert token not in page
    visitor.post(re.search(r'action="(/me/tokens/\d+/revocation)"', page)[1])
    assert app.test_client().get("/api/v1/me", **shown).status_code == 401


def test_a_token_of_somebody_else_is_not_there(visit):
    page = visit("li").post("/me/tokens", {"name": "script", "days": "30"})
    address = re.search(r'action="(/me/tokens/\d+/revocation)"', text(page))[1]
    assert visit("wang").post(address).status_code == 404


def test_a_stand_in_is_named_and_ended(visit):
    visitor = visit("li")
    named = visitor.post("/me/substitutes", {"stand_in": "wang", "first": "2026-03-02", "last": "2026-03-06"})
    assert named.status_code == 303
    address = re.search(r'action="(/me/substitutes/\d+/end)"', text(visitor.get("/me/substitutes")))[1]
    assert visitor.post(address).status_code == 303
    assert "/end" not in text(visitor.get("/me/substitutes"))


@pytest.mark.parametrize("form, field", [({"stand_in": "li"}, "stand_in"), ({"first": "soon"}, "first"), ({"last": "2026-03-01"}, "last")])
def test_a_stand_in_that_can_not_be_says_why(visit, form, field):
    answer = visit("li").post("/me/substitutes", {"stand_in": "wang", "first": "2026-03-02", "last": "2026-03-06", **form})
    assert answer.status_code == 422 and f'id="wrong-{field}"' in text(answer)
