"""What went wrong, as people and programs are told it."""

from __future__ import annotations

import re
import uuid

import pytest

from engine.errors import Unavailable
from tests.web.visitors import Visitor
from web.app import create_app


def test_a_program_gets_a_document_with_a_stable_code_and_a_reference(program):
    answer = program("li").get(f"/api/v1/contracts/{uuid.uuid4()}")
    assert answer.mimetype == "application/problem+json"
    assert {"type", "title", "status", "detail", "code", "reference"} <= answer.json.keys()
    assert (answer.json["type"], answer.json["status"]) == ("urn:chancery:problem:not-found", 404)
    assert answer.json["reference"] == answer.headers["X-Request-Id"]


def test_fields_that_are_wrong_are_named(program):
    answer = program("chen").post("/api/v1/contracts", {"template": "", "other": 1})
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert set(answer.json["errors"]) == {"template", "other"}


def test_what_a_schema_says_of_a_field_is_in_the_readers_language(program):
    answer = program("zheng").post("/api/v1/people", {"login": "x" * 90, "department": 3, "more": 1})
    assert {"login": "应为 1 至 80 个字符。", "name": "请填写。", "more": "没有这个字段。"}.items() <= answer.json["errors"].items()
    assert all(re.search("[一-龥]", sentence) for sentence in answer.json["errors"].values())


def test_a_query_with_a_name_that_nothing_knows_is_refused_and_not_answered_with_everything(program):
    for path in ("contracts", "work-items", "people", "notices", "obligations", "archive"):
        answer = program("zheng").get(f"/api/v1/{path}?stages=sign")
        assert (answer.status_code, list(answer.json["errors"])) == (422, ["stages"]), path


@pytest.mark.parametrize("path", ["/errands/{}/result", "/templates/service/versions/{}", "/api/v1/counterparties/{}", "/api/v1/contract-imports/{}"])
def test_a_number_that_no_database_holds_is_no_address(visit, path):
    assert visit("zheng").get(path.format(2**63)).status_code == 404


def test_a_person_gets_a_page_with_a_sentence_a_way_on_and_a_reference(visit):
    answer = visit("li").get(f"/contracts/{uuid.uuid4()}")
    page = answer.get_data(as_text=True)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "没有找到" in page
    assert answer.headers["X-Request-Id"] in page
    assert 'href="/inbox"' in page


def test_a_script_of_a_page_gets_the_document_in_the_readers_language(visit):
    answer = visit("li").get(f"/work-items/{uuid.uuid4()}.1", headers={"HX-Request": "true"})
    assert answer.json["title"] == "没有找到。"


def test_a_session_that_ended_sends_the_page_of_a_script_to_sign_in(visit):
    answer = visit().get("/inbox", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login")


def broken(house, error):
    app = create_app(house)

    def view():
        raise error

    app.add_url_rule("/broken", "frame.broken", view)
    return Visitor(app, "li")


def test_a_bug_says_nothing_of_itself_and_is_in_the_log_under_its_reference(chancery_house, caplog):
    answer = broken(chancery_house, ValueError("secret")).get("/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.get_data(as_text=True)
    logged = next(record for record in caplog.records if record.levelname == "ERROR")
    assert logged.request_id == answer.headers["X-Request-Id"]
    assert logged.exc_info[1].args == ("secret",)


def test_what_does_not_answer_is_to_be_tried_again(chancery_house):
    answer = broken(chancery_house, Unavailable()).get("/broken")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_an_address_that_takes_something_else_says_so(program):
    answer = program("li").ask("DELETE", "/api/v1/contracts")
    assert (answer.status_code, answer.json["code"]) == (405, "wrong-method")
    assert "GET" in answer.headers["Allow"]


def test_content_of_another_kind_is_refused(program):
    answer = program("chen").ask("POST", "/api/v1/contracts", data="template=service", content_type="text/plain")
    assert answer.status_code in (415, 422)
    assert answer.json["code"] in ("wrong-media", "invalid")


def test_an_id_that_is_none_is_no_address(program, visit):
    for path in ("/api/v1/contracts/abc", "/api/v1/contracts/abc/draft", "/api/v1/work-items/abc.1", "/api/v1/work-items/abc"):
        assert program("chen").get(path).status_code == 404, path
    assert visit("chen").get("/contracts/abc/draft").status_code == 404
