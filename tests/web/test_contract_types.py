"""Types of contracts in pages and through the API."""

from __future__ import annotations

import re

import pytest
from lxml import html
from werkzeug.datastructures import MultiDict

from contracts.types.catalog import shipped

FIELD = {"sections.1.key": "own_1", "sections.1.title.zh": "质保", "sections.1.title.en": "Warranty", "sections.1.fields.1.name": "warranty_months",
         "sections.1.fields.1.kind": "choice", "sections.1.fields.1.label.zh": "质保期", "sections.1.fields.1.label.en": "Warranty",
         "sections.1.fields.1.choices": "12 | 一年 | A year\n24｜两年｜Two years", "sections.1.fields.1.required": "yes"}
SERVICE = {"version": "0", "code": "svc", "position": "30", "direction": "either", "title.zh": "服务合同", "title.en": "Service contract",
           "lead_days": "90、60, 30", "retention_cap": "3", "number_rule": ""}
PAGE, API = "/administration/types/service", "/api/v1/contract-types/service"


def text(answer):
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("login", ["zheng", "li"])
def test_administrators_and_lawyers_read_the_types(visit, login):
    visitor = visit(login)
    assert "服务合同" in text(visitor.get("/administration/types"))
    assert visitor.get(PAGE).status_code == 200


@pytest.mark.parametrize("login", ["chen", "xu", "sun"])
def test_for_others_they_are_closed(visit, program, login):
    assert visit(login).get("/administration/types").status_code == 403
    assert program(login).get("/api/v1/contract-types").status_code == 403


def test_a_lawyer_changes_nothing(visit, program):
    assert visit("li").post(PAGE, SERVICE).status_code == 403
    assert program("li").ask("PUT", API, json={"version": 0, "definition": {}}).status_code == 403
    assert "<fieldset class=\"type-all\" disabled>" in text(visit("li").get(PAGE))


def test_what_the_page_holds_becomes_the_definition(visit, program):
    assert visit("zheng").post(PAGE, {**SERVICE, **FIELD}).status_code == 303
    found = program("zheng").get(API).json["definition"]
    assert (found["code"], found["lead_days"], found["retention_cap"]) == ("SVC", [90, 60, 30], "0.03")
    [field] = found["form"]["sections"][0]["fields"]
    assert field["choices"][1] == {"value": "24", "label": {"zh": "两年", "en": "Two years"}} and field["required"]


def test_the_page_shows_what_was_saved_so_that_saving_it_again_changes_nothing(visit, program):
    visitor = visit("zheng")
    visitor.post(PAGE, {**SERVICE, **FIELD})
    page = text(visitor.get(PAGE))
    assert "24 | 两年 | Two years" in page and re.search(r'name="retention_cap" value="3"', page)
    visitor.post(PAGE, {**SERVICE, **FIELD, "version": "1", "sections.1.fields.1.choices": "12|一年|A year\n24|两年|Two years"})
    assert program("zheng").get(API).json["version"] == 1


def test_the_vat_rate_is_chosen_on_the_page_and_what_the_law_does_not_know_is_refused(visit, program):
    visitor = visit("zheng")
    assert '<option value="0.06" selected>' in text(visitor.get(PAGE))
    assert visitor.post(PAGE, {**SERVICE, "tax_rate": "0.09"}).status_code == 303
    assert program("zheng").get(API).json["definition"]["tax_rate"] == "0.09"
    refused = visitor.post(PAGE, {**SERVICE, "version": "1", "tax_rate": "0.17"})
    assert refused.status_code == 422 and 'id="wrong-tax_rate"' in text(refused)


@pytest.mark.parametrize("key", sorted(shipped()))
def test_saving_the_page_of_a_shipped_type_untouched_changes_nothing(visit, program, key):
    visitor = visit("zheng")
    [form] = [one for one in html.fromstring(text(visitor.get(f"/administration/types/{key}"))).forms if one.get("id") == "type-form"]
    typed = MultiDict(form.form_values())
    assert visitor.browser.post(f"/administration/types/{key}", data=typed).status_code == 303
    assert program("zheng").get(f"/api/v1/contract-types/{key}").json["version"] == 0


def test_what_is_wrong_stands_beside_its_place_and_nothing_typed_is_lost(visit):
    answer = visit("zheng").post(PAGE, {**SERVICE, **FIELD, "code": "1", "sections.1.fields.1.name": "质保", "papers.7.kind": "sealed"})
    assert answer.status_code == 422
    for place in ("code", "sections-1-fields-1-name", "papers-1-kind", "papers-1-name"):
        assert f'id="wrong-{place}"' in text(answer)
    assert 'value="质保"' in text(answer) and "two to six capital letters" not in text(answer)


def test_a_button_adds_and_moves_rows_and_saves_nothing(visit, program):
    visitor = visit("zheng")
    added = text(visitor.post(PAGE, {**SERVICE, **FIELD, "do": "add:sections.1.fields"}))
    assert 'name="sections.1.fields.2.name"' in added and 'value="warranty_months"' in added
    moved = text(visitor.post(PAGE, {**SERVICE, "papers.1.kind": "first", "papers.2.kind": "second", "do": "up:papers.2"}))
    assert re.findall(r'name="papers\.\d\.kind" value="(\w+)"', moved) == ["second", "first"]
    assert program("zheng").get(API).json["version"] == 0


def test_a_type_is_added_retired_and_restored(visit, program):
    visitor, api = visit("zheng"), program("zheng")
    visitor.post("/administration/types/new", {**SERVICE, "key": "lease", "code": "LEA", "title.zh": "租赁合同", "title.en": "Lease"})
    assert "租赁合同" in text(visitor.get("/administration/types"))
    visitor.post("/administration/types/lease/retirement", {"version": "1"})
    assert api.get("/api/v1/contract-types/lease").json["retired"]
    assert visitor.post("/administration/types/lease/restoration", {"version": "2"}).status_code == 404
    assert visitor.post("/administration/types/lease/return", {"version": "2"}).status_code == 303


def test_the_next_number_is_shown_while_the_rule_is_typed(visit):
    visitor = visit("zheng")
    assert text(visitor.get("/administration/types/example?code=svc&number_rule={type}/{seq:3}")) == "SVC/001"
    assert text(visitor.get("/administration/types/example?code=svc&number_rule={seq")) == ""


def test_the_same_through_the_api(program):
    api = program("zheng")
    given = api.get(API).json["definition"]
    assert api.ask("PUT", API, json={"version": 0, "definition": {**given, "lead_days": [7], "under": []}}).status_code == 204
    refused = api.ask("PUT", API, json={"version": 0, "definition": given})
    assert (refused.status_code, refused.json["code"], refused.json["facts"]["by"]) == (409, "type-changed", "zheng")
    wrong = api.ask("PUT", API, json={"version": 1, "definition": {**given, "under": [], "code": "x"}})
    assert wrong.status_code == 422 and set(wrong.json["errors"]) == {"code"}
    for act, version in (("retirement", 1), ("return", 2), ("restoration", 3)):
        assert api.post(f"{API}/{act}", {"version": version}).status_code == 204
    assert api.get(f"{API}/next-number?department=ENG").json["number"] == "SVC-ENG-2026-0001"
