"""Sessions at the door: signing in and out, tokens, what an old cookie opens."""

from __future__ import annotations

from contracts.demo.company import PASSWORD
from contracts.people.tokens import revoke_token
from engine.desk import Actor, at_desk


def sign_in(visitor, login="li", password=PASSWORD, **more):
    visitor.get("/login")
    return visitor.post("/login", {"login": login, "password": password, **more})


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back_again(visit):
    visitor = visit()
    asked = visitor.get("/contracts?stage=draft")
    assert (asked.status_code, asked.location) == (303, "/login?next=/contracts?stage%3Ddraft")
    assert sign_in(visitor, next="/contracts?stage=draft").location == "/contracts?stage=draft"


def test_a_program_without_a_token_gets_a_problem_and_no_page(visit):
    answer = visit().get("/api/v1/work-items")
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert (answer.json["code"], answer.headers["WWW-Authenticate"]) == ("sign-in", "Bearer")


def test_signing_in_gives_a_fresh_session_and_a_wrong_password_a_sentence(visit):
    visitor = visit()
    wrong = sign_in(visitor, password="no")
    assert wrong.status_code == 401
    assert "登录名" in wrong.get_data(as_text=True)
    assert sign_in(visitor).location == "/inbox"
    assert visitor.get("/inbox").status_code == 200


def test_the_cookie_of_a_session_can_be_read_by_no_script_and_goes_to_no_other_site(visit):
    cookie = next(line for line in sign_in(visit()).headers.getlist("Set-Cookie") if line.startswith("chancery="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_behind_tls_the_cookie_belongs_to_this_host_alone(app, visit):
    app.config["CHANCERY_SECURE"] = True
    cookies = sign_in(visit()).headers.getlist("Set-Cookie") + visit().get("/login").headers.getlist("Set-Cookie")
    assert all(line.startswith("__Host-") and "Secure" in line and "Path=/" in line for line in cookies), cookies


def test_an_old_cookie_opens_nothing_after_signing_out(visit):
    visitor = visit("li")
    visitor.post("/logout")
    visitor.browser.set_cookie("chancery", visitor.secret)
    assert visitor.get("/inbox").location.startswith("/login")
    assert visitor.get("/api/v1/work-items").status_code == 401


def test_a_session_ends_without_a_click_and_lives_on_with_one(visit, clock):
    visitor = visit("li")
    clock.advance("PT20M")
    assert visitor.post("/activity").status_code == 204
    clock.advance("PT20M")
    assert visitor.get("/inbox").status_code == 200
    clock.advance("PT20M")
    assert visitor.get("/api/v1/work-items/counts").status_code == 401


def test_a_token_opens_the_api_until_it_is_revoked(app, program):
    li = program("li")
    assert li.get("/api/v1/work-items").status_code == 200
    with at_desk(app.extensions["chancery"], Actor("li")) as desk:
        revoke_token(desk, 1)
    assert li.get("/api/v1/work-items").status_code == 401


def test_a_wrong_token_is_not_helped_by_a_good_cookie(visit):
    answer = visit("li").get("/api/v1/work-items", headers={"Authorization": "Bearer chy_wrong"})
    assert answer.status_code == 401


def test_an_address_that_is_not_ours_is_never_gone_to(visit):
    for wanted in ("/\\evil.com", "//evil.com", "///evil.com", "/\t/evil.com", "https:evil.com", "javascript:alert(1)", "evil"):
        assert sign_in(visit(), next=wanted).location == "/inbox", wanted
