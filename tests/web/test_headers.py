"""What every answer says to the browser."""

from __future__ import annotations

import re

import pytest

from tests.web.visitors import Visitor
from web.app import create_app

POLICY = {"default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:", "font-src": "'self'",
          "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'", "object-src": "'none'"}


def policy(answer):
    return {name: value for name, _, value in (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))}


@pytest.mark.parametrize("path", ["/login", "/inbox", "/contracts", "/nothing/here", "/api/v1/work-items"])
def test_only_our_own_files_run_and_nobody_frames_us(visit, path):
    answer = visit("li").get(path)
    assert POLICY.items() <= policy(answer).items()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"] or path.startswith("/api/")


@pytest.mark.parametrize("path", ["/login", "/inbox", "/contracts", "/contracts/new", "/me", "/notices"])
def test_a_page_holds_no_inline_script_or_style(visit, path):
    page = visit("li").get(path, follow_redirects=True).get_data(as_text=True)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|\sstyle=|<style|\son[a-z]+=", page)


def test_the_frame_of_the_preview_has_a_policy_of_its_own(visit):
    found = policy(visit("li").get("/drafting/frame"))
    assert found["frame-ancestors"] == "'self'"
    assert found["sandbox"] == "allow-scripts"
    assert "unsafe-inline" not in found["script-src"]


def test_a_file_of_a_person_is_never_run(visit, drafted):
    answer = visit("chen").get(drafted.paper("<script>", "page.txt"))
    assert "sandbox" in policy(answer)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_every_file_keeps_its_name_and_only_a_pdf_is_shown_in_the_page(visit, drafted):
    files = ("%PDF-1.7", "报价.pdf"), ("<script>", "页.txt")
    said = [visit("chen").get(f"{drafted.paper(*file)}?inline=1").headers["Content-Disposition"] for file in files]
    assert said == ["inline; filename*=UTF-8''%E6%8A%A5%E4%BB%B7.pdf", "attachment; filename*=UTF-8''%E9%A1%B5.txt"]


def test_a_built_file_is_kept_for_ever_and_may_be_read_by_the_frame_without_origin(app, visit):
    names = [entry["file"] for entry in app.extensions["built"].values()]
    assert names, "the pages are not built: ./setup.sh run"
    said = visit().get(f"/static/built/{names[0]}").headers
    assert "immutable" in said["Cache-Control"]
    assert said["Access-Control-Allow-Origin"] == "*"


def test_what_has_not_changed_is_not_sent_again(visit):
    visitor = visit("li")
    first = visitor.get("/api/v1/work-items/counts")
    again = visitor.get("/api/v1/work-items/counts", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")


def test_a_request_that_is_larger_than_the_setting_is_refused_before_it_is_read(chancery_house):
    chancery_house.settings["web"]["request_bytes"] = 1000
    visitor = Visitor(create_app(chancery_house), "chen")
    token = visitor.csrf
    answer = visitor.browser.post("/api/v1/contracts", data=b"{" + b" " * 2000, content_type="application/json", headers={"X-CSRF-Token": token})
    assert (answer.status_code, answer.json["code"]) == (413, "too-large")


def test_behind_a_proxy_that_is_trusted_the_address_is_the_one_that_it_says(chancery_house):
    chancery_house.settings["web"]["trusted_proxies"] = 1
    client = create_app(chancery_house).test_client()
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "10.0.0.1"}).status_code == 404
    assert client.get("/metrics").status_code == 200
