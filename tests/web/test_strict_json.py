"""JSON at the door: what the two databases or a .docx would take in different ways is refused for both."""

from __future__ import annotations

import pytest

from web.strict_json import BadJson, read_json

BAD = {
    "NaN": b'{"values": {"amount": NaN}}', "Infinity": b'{"values": {"amount": -Infinity}}', "overflow": b'{"values": {"amount": 1e999}}',
    "twice": b'{"version": 1, "version": 2}', "surrogate": b'{"values": {"title": "\\ud800"}}', "NUL": b'{"values": {"title": "a\\u0000"}}',
    "control": b'{"values": {"title": "a\\u0007"}}', "turner": b'{"values": {"title": "a\\u202ecod.exe"}}',
    "deep": b"[" * 100_000 + b"]" * 100_000, "33 levels": b"[" * 33 + b"]" * 33, "GB18030": '{"title": "合同"}'.encode("gb18030"),
    "cut": b'{"values": ', "two": b"{} {}", "digits": b'{"version": ' + b"9" * 5000 + b"}", "bare word": b"title"}


@pytest.mark.parametrize("raw", BAD.values(), ids=BAD.keys())
def test_bad_json_is_a_problem_and_no_traceback(program, drafted, raw):
    answer = program("chen").ask("PUT", f"/api/v1/contracts/{drafted.id}/draft", data=raw, content_type="application/json")
    assert (answer.status_code, answer.json["code"]) == (400, "bad-json"), answer.json
    assert answer.json["reference"]


@pytest.mark.parametrize(("raw", "field"), [(BAD["surrogate"], "values.title"), (BAD["NUL"], "values.title"), (BAD["twice"], "version"),
                                            (b'{"plan": [{"name": "a"}, {"name": "\\ud800"}]}', "plan.2.name")])
def test_the_field_is_named(raw, field):
    with pytest.raises(BadJson) as refused:
        read_json(raw)
    assert refused.value.facts["field"] == field


def test_text_is_brought_to_one_way_of_writing_it():
    assert read_json('{"name": "e\u0301"}'.encode()) == {"name": "é"}


def test_what_is_good_is_read_as_it_is():
    raw = '{"a": [1, -2, 0.5, true, null, "] [ \\" { 合同", {"b": {}}], "c": "\\ud83d\\ude00\\n\\t"}'
    assert read_json(raw.encode()) == {"a": [1, -2, 0.5, True, None, '] [ " { 合同', {"b": {}}], "c": "😀\n\t"}


def test_the_page_of_the_draft_is_at_the_same_door(visit, drafted):
    visitor = visit("chen")
    answer = visitor.browser.post(f"/contracts/{drafted.id}/draft", data=BAD["surrogate"], content_type="application/json",
                                  headers={"X-CSRF-Token": visitor.csrf})
    assert (answer.status_code, answer.json["code"]) == (400, "bad-json")


@pytest.mark.parametrize(("amount", "taken"), [("NaN", None), ("1e999", None), ("-0", None), ("9" * 40, None), ("１２３", "123"), ("1,200.5", "1200.50")])
def test_an_amount_is_taken_in_full_or_refused_with_its_rule(program, drafted, amount, taken):
    saved = program("chen").ask("PUT", f"/api/v1/contracts/{drafted.id}/draft", json={"version": drafted.version, "values": {"amount": amount}})
    assert saved.status_code == 200
    wrong = [one for one in saved.json["findings"] if one["field"] == "amount" and one["level"] == "error"]
    kept = program("chen").get(f"/api/v1/contracts/{drafted.id}").json["amount"]
    assert (kept is None) == bool(wrong), (kept, wrong)
    assert not taken or kept is not None
