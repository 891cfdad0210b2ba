"""The library for programs: from an upload by one lawyer to a contract that begins with what another published."""

from __future__ import annotations

from io import BytesIO

import pytest

from contracts.templates.stocking import stock_library
from engine.desk import SYSTEM, at_desk
from tests.contracts.docx import docx_of
from tests.web.visitors import Program

WORDS = {"type": "service", "title_zh": "培训合同", "use_zh": "培训员工"}


@pytest.fixture
def lawyers(app):
    """li, and he who is put into the group of lawyers."""
    house = app.extensions["chancery"]
    with at_desk(house, SYSTEM) as desk:
        stock_library(desk)
    li, he = Program(app, "li"), Program(app, "he")
    Program(app, "zheng").ask("PUT", "/api/v1/groups/legal", json={"title": "法务", "members": ["li", "he"]})
    return li, he


def upload(program, *paragraphs, to="", **more):
    path = f"/api/v1/templates/{to}/versions" if to else "/api/v1/templates"
    return program.ask("POST", path, data={**({} if to else WORDS), "file": (BytesIO(docx_of(*paragraphs)), "培训.docx"), **more})


def test_from_upload_to_a_contract_that_pins_what_another_lawyer_published(app, lawyers):
    li, he = lawyers
    made = upload(li, "地点：{{ venue }}").json
    at = f"/api/v1/templates/{made['template']}/versions/1"
    assert li.post(f"{at}/submission", {"note": "请审阅"}).status_code == 204
    assert li.post(f"{at}/publication").json["code"] == "own-template"
    assert he.post(f"{at}/publication").status_code == 204
    begun = Program(app, "chen").post("/api/v1/contracts", {"template": made["template"]})
    assert begun.status_code == 201
    seen = li.get(at).json
    assert (seen["version"]["published_by"], seen["used_by"], seen["form"]["sections"][0]["fields"][0]["name"]) == ("he", 1, "venue")


def test_a_mistake_comes_back_with_its_sentence_its_quote_and_its_place(lawyers):
    made = upload(lawyers[0], "价款{{ amuont }}元").json
    assert made["errors"] == 1
    found = lawyers[0].get(f"/api/v1/templates/{made['template']}/versions/1").json["version"], lawyers[0].get(
        f"/api/v1/templates/{made['template']}/versions/1").json["findings"]
    assert found[0]["errors"] == 1
    assert (found[1][0]["quote"], found[1][0]["place"]) == ("价款{{ amuont }}元", "body") and "amount" in found[1][0]["text"]


def test_the_form_of_a_draft_is_changed_and_read_again(lawyers):
    made = upload(lawyers[0], "地点：{{ venue }}").json
    at = f"/api/v1/templates/{made['template']}/versions/1"
    form = lawyers[0].get(at).json["form"]
    form["sections"][0]["fields"][0]["label"] = {"zh": "培训地点", "en": "Venue"}
    assert lawyers[0].ask("PUT", f"{at}/form", json={"form": form}).json == {"template": made["template"], "number": 1, "errors": 0}
    assert lawyers[0].get(at).json["form"]["sections"][0]["fields"][0]["label"]["zh"] == "培训地点"
    form["sections"][0]["fields"][0]["kind"] = "picture"
    assert lawyers[0].ask("PUT", f"{at}/form", json={"form": form}).json["code"] == "form-refused"


def test_a_new_version_keeps_the_fields_of_the_one_before(lawyers):
    made = upload(lawyers[0], "地点：{{ venue }}").json
    upload(lawyers[0], "地点：{{ venue }}，人数：{{ heads }}", to=made["template"])
    seen = lawyers[0].get(f"/api/v1/templates/{made['template']}").json["versions"]
    assert [(one["number"], one["state"]) for one in seen] == [(1, "draft")]
    fields = lawyers[0].get(f"/api/v1/templates/{made['template']}/versions/1").json["form"]["sections"][0]["fields"]
    assert [one["name"] for one in fields] == ["venue", "heads"]


def test_whoever_drafts_reads_what_is_published_and_its_sample_and_nothing_else(app, lawyers):
    upload(lawyers[0], "地点：{{ venue }}")
    chen = Program(app, "chen")
    assert all(one["versions"][0]["state"] == "published" for one in chen.get("/api/v1/templates").json)
    assert chen.get("/api/v1/templates/service/versions/1/sample").data[:2] == b"PK"
    assert chen.get("/api/v1/templates/service-2/versions/1").status_code == 404
    assert upload(chen, "x").json["code"] == "not-yours"
