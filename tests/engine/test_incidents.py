"""Where the process itself can't go on: the person reads why and nothing is half done, operators find an incident."""

from __future__ import annotations

import time

import pytest

from engine import jobs
from engine.errors import NotYours, Refusal, UnknownOutcome
from engine.records import Incident, WorkItem
from tests.engine.drawn import fork, row
from tests.engine.flow.shapes import catch, diagram, each, grouped, user

pytestmark = pytest.mark.both
LATER = diagram("start a t b end", catch("t", "timer", "${when}"))
STOPS = {
    "a condition that can't be computed": (diagram("start a xor1 b end; xor1 c end", xor1_b="size > 'x'", xor1_c="default"), {"size": 3}),
    "a field that holds no time": (LATER, {"when": "下周"}), "no way out": (diagram("start a xor1 b end; xor1 c end", xor1_b="size > 5", xor1_c="size > 6"), {"size": 3}),
    "a hundred thousand rounds": (diagram("start a sign b end", user("sign", each("many"))), {"many": list(range(100_000))}),
    "an endless loop": (diagram("start a xor1 xor2 xor1; xor1 b end", xor1_xor2="go", xor1_b="not go"), {"go": True})}


@pytest.mark.parametrize(("files", "facts"), STOPS.values(), ids=STOPS)
def test_a_decision_that_the_process_can_not_follow_changes_nothing_and_is_one_incident(running, thing, files, facts):
    thing.given = facts
    running.start(grouped(files))
    begun = time.process_time()
    for _ in range(2):
        with pytest.raises(Refusal) as refused:
            running.complete("a", "li")
    assert time.process_time() - begun < 4
    incident, = running.rows(Incident)
    assert (incident.code, refused.value.stops) == (refused.value.code, True) and incident.message
    assert [item.state for item in running.rows(WorkItem)] == ["open"] and running.acts() == ["started", "asked", "incident"]


def test_when_the_fact_is_corrected_the_person_decides_and_an_operator_closes_it(running, thing):
    thing.given = {"when": "下周"}
    running.start(grouped(LATER))
    with pytest.raises(Refusal):
        running.complete("a", "li")
    thing.given = {"when": "P7D"}
    running.complete("a", "li")
    running.do("zheng", jobs.retry_incident, running.id, running.rows(Incident)[0].number)
    assert running.rows(Incident)[0].closed_at is not None
    assert running.acts() == ["started", "asked", "incident", "completed", "retried"]


def test_what_a_person_does_wrong_is_no_incident(running):
    running.start(fork("a", "b"))
    for user_name, outcome, error in (("wang", "approve", NotYours), ("li", "perhaps", UnknownOutcome)):
        with pytest.raises(error):
            running.complete("a", user_name, outcome)
    assert running.rows(Incident) == []


def test_one_instance_that_is_stopped_holds_up_no_other(running, thing):
    other = type(running)(running.house, thing).start(row("a"), subject_id="2")
    thing.given = {"when": "下周"}
    running.start(grouped(LATER))
    with pytest.raises(Refusal):
        running.complete("a", "li")
    assert other.complete("a", "li").status == "completed"


def test_an_instance_that_can_not_even_start_is_not_there(running, thing):
    thing.given = {"when": "下周"}
    with pytest.raises(Refusal) as refused:
        running.start(grouped(diagram("start t b end", catch("t", "timer", "${when}"))))
    assert refused.value.stops and running.id == ""
