"""What people set of themselves, and what is done for who forgot the password."""

from __future__ import annotations

import pytest

FILLED = {"email": "li@huaxin.example", "phone": "010 1234", "locale": "en", "zone": "Africa/Nairobi", "look": "dark"}


def text(answer):
    return answer.get_data(as_text=True)


def test_my_time_zone_and_look_hold_on_every_page_from_now_on(visit):
    visitor = visit("li")
    before = text(visitor.get("/me/tokens"))
    assert visitor.post("/me/profile", FILLED).status_code == 303
    after = text(visitor.get("/me/tokens"))
    assert ("data-look" in before, 'data-look="dark"' in after, '<html lang="en"' in after) == (False, True, True)


def test_times_are_shown_in_the_readers_zone(visit, app):
    from web.showing.moments import zone
    visitor = visit("li")
    visitor.post("/me/profile", FILLED)
    with visitor.browser as browser:
        browser.get("/me")
        assert str(zone()) == "Africa/Nairobi"


@pytest.mark.parametrize("name, value", [("email", "nobody"), ("phone", "x"), ("zone", "Asia/Nowhere"), ("zone", "../etc"), ("look", "pink"), ("locale", "fr")])
def test_what_does_not_hold_is_said_beside_its_field_and_nothing_is_kept(visit, name, value):
    visitor = visit("li")
    answer = visitor.post("/me/profile", {**FILLED, name: value})
    assert answer.status_code == 422 and f'id="wrong-{name}"' in text(answer)
    assert "Africa/Nairobi" not in text(visitor.get("/me/profile")).partition("selected")[2][:40]


def test_the_history_says_what_changed_and_holds_no_address(visit, house):
    visit("li").post("/me/profile", FILLED)
    page = text(visit("zheng").get("/administration/changes"))
    assert "li@huaxin.example" not in page and "Africa/Nairobi" in page


def test_who_forgot_the_password_is_heard_by_the_administrators_once_a_day(visit):
    stranger, admin = visit(), visit("zheng")
    for _ in range(2):
        assert stranger.post("/forgotten", {"login": " Wang "}).status_code == 200
    page = text(admin.get("/notices"))
    assert page.count("忘记了密码") == 1


def test_nobody_learns_who_works_here_by_asking_for_a_password(visit):
    stranger = visit()
    known, unknown = (text(stranger.post("/forgotten", {"login": login})) for login in ("wang", "nobody"))
    assert known.replace("wang", "") == unknown.replace("nobody", "")


def test_asking_again_and_again_is_stopped(visit):
    stranger = visit()
    answers = [stranger.post("/forgotten", {"login": "wang"}).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


def test_the_notice_leads_to_the_person(visit):
    visit().post("/forgotten", {"login": "wang"})
    admin = visit("zheng")
    opened = admin.post("/notices/1/reading", {"person": "wang"})
    assert opened.location == "/administration/people/wang"
