"""Idempotency-Key: sent twice, done once."""

from __future__ import annotations

import threading

from contracts.keeping.kept_answers import KeptAnswer, forget_answers
from contracts.records import Contract
from engine.desk import SYSTEM, at_desk, reading_at

BEGIN = {"template": "service"}


def contracts(app):
    with reading_at(app.extensions["chancery"], SYSTEM) as desk:
        return desk.session.query(Contract).count()


def test_the_same_key_and_content_get_the_same_answer_and_one_effect(app, program):
    chen = program("chen")
    first, again = (chen.post("/api/v1/contracts", BEGIN, key="k1") for _ in range(2))
    assert (first.status_code, first.json) == (201, again.json)
    assert again.headers["Idempotent-Replay"] == "true"
    assert contracts(app) == 1


def test_other_content_under_the_same_key_is_refused(app, program):
    chen = program("chen")
    chen.post("/api/v1/contracts", BEGIN, key="k1")
    other = chen.post("/api/v1/contracts", {**BEGIN, "title": "another"}, key="k1")
    assert (other.status_code, other.json["code"]) == (422, "key-used")
    assert contracts(app) == 1


def test_a_key_belongs_to_its_person(app, program):
    assert {program(login).post("/api/v1/contracts", BEGIN, key="k1").status_code for login in ("chen", "qian")} == {201}
    assert contracts(app) == 2


def test_without_a_key_two_are_two(app, program):
    chen = program("chen")
    assert chen.post("/api/v1/contracts", BEGIN).json != chen.post("/api/v1/contracts", BEGIN).json


def test_a_refusal_keeps_nothing_so_the_key_may_be_tried_again(app, program):
    chen = program("chen")
    assert chen.post("/api/v1/contracts", {"template": "none"}, key="k1").status_code in (404, 422)
    assert chen.post("/api/v1/contracts", BEGIN, key="k1").status_code == 201


def test_of_two_at_the_same_moment_one_acts_and_both_are_told_the_same(app, program):
    chen, answers = program("chen"), []
    both = [threading.Thread(target=lambda: answers.append(chen.post("/api/v1/contracts", BEGIN, key="k1").json)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert answers[0] == answers[1]
    assert contracts(app) == 1


def test_the_answer_is_kept_with_the_effect_or_not_at_all(app, program, monkeypatch):
    chen = program("chen")
    monkeypatch.setattr("web.keyed.keep_answer", lambda *_: 1 / 0)
    assert chen.post("/api/v1/contracts", BEGIN, key="k1").status_code == 500
    assert contracts(app) == 0


def test_an_answer_is_forgotten_after_seven_days(app, program, clock):
    chen = program("chen")
    first = chen.post("/api/v1/contracts", BEGIN, key="k1").json
    clock.advance("P7D")
    assert chen.post("/api/v1/contracts", BEGIN, key="k1").json != first
    clock.advance("P7D")
    with at_desk(app.extensions["chancery"], SYSTEM) as desk:
        assert forget_answers(desk) == 1
        assert desk.session.query(KeptAnswer).count() == 0


def test_a_key_that_is_none_is_refused(program):
    for key in ("  ", "x" * 201, "schlüssel"):
        answer = program("chen").ask("POST", "/api/v1/contracts", {"Idempotency-Key": key}, json=BEGIN)
        assert (answer.status_code, answer.json["code"]) == (400, "bad-key"), key


def test_a_file_that_is_sent_again_is_attached_once(app, program, drafted):
    from io import BytesIO

    chen, path = program("chen"), f"/api/v1/contracts/{drafted.id}/papers"
    sent = [chen.ask("POST", path, {"Idempotency-Key": "k1"}, data={"file": (BytesIO(b"text"), "a.txt")}) for _ in range(2)]
    assert [one.status_code for one in sent] == [201, 201]
    assert len(chen.get(path).json) == 1
