"""Answers kept under a key: claimed once, given again, refused for other content."""

from __future__ import annotations

import threading

import pytest

from contracts.keeping.kept_answers import Answer, OtherRequest, claim_key, forget_answers, keep_answer
from engine.desk import Actor, at_desk

LI = Actor("li")
ANSWER = Answer(201, "application/json", b'{"id": 1}')


def answered(house, key="k", request="r1", actor=LI):
    with at_desk(house, actor) as desk:
        kept = claim_key(desk, key, request)
        if kept is None:
            keep_answer(desk, key, ANSWER)
        return kept


def test_a_claimed_key_gives_the_answer_again(house):
    assert answered(house) is None
    assert answered(house) == ANSWER


def test_other_content_is_refused_and_another_person_has_keys_of_their_own(house):
    answered(house)
    with pytest.raises(OtherRequest):
        answered(house, request="r2")
    assert answered(house, request="r2", actor=Actor("wang")) is None


def test_what_is_rolled_back_is_not_claimed(house):
    with pytest.raises(ZeroDivisionError), at_desk(house, LI) as desk:
        claim_key(desk, "k", "r1")
        raise ZeroDivisionError
    assert answered(house) is None


def test_after_seven_days_a_key_is_free_and_forgotten(house, clock):
    answered(house)
    clock.advance("P7D")
    assert answered(house, request="r2") is None
    clock.advance("P7D")
    with at_desk(house, LI) as desk:
        assert forget_answers(desk) == 1


def test_the_second_of_two_waits_for_the_first_and_gets_its_answer(house):
    found, inside = [], threading.Event()
    second = threading.Thread(target=lambda: (inside.wait(5), found.append(answered(house))))
    second.start()
    with at_desk(house, LI) as desk:
        assert claim_key(desk, "k", "r1") is None
        inside.set()
        second.join(0.3)
        assert found == []
        keep_answer(desk, "k", ANSWER)
    second.join()
    assert found == [ANSWER]
