"""Jobs: claimed by one, worked on with nothing open, tried again, then an incident that a person lets go on."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from engine import jobs
from engine.desk import SYSTEM, reading_at
from engine.errors import NotYours
from engine.identity import Key
from engine.records import Incident, Job
from tests.engine.drawn import row


def until(condition):
    """Wait for a thread, five seconds at most."""
    for _ in range(500):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")


def begin(running, done):
    running.house.services = {"print": done}
    return running.start(row("job:print", "a"))


def test_the_result_of_a_job_moves_the_token(running, done):
    begin(running, done(result={"pages": 3}))
    running.work()
    assert running.rows(Job)[0].state == "done" and "job-done" in running.acts()


def test_two_workers_claim_it_once(running, done):
    begin(running, done())
    key = Key(running.id, running.rows(Job)[0].number)
    assert running.do("system", jobs.claim_job, key) is not None
    assert running.do("system", jobs.claim_job, key) is None


def test_a_worker_that_fell_silent_is_replaced_and_its_result_comes_too_late(running, done, clock):
    begin(running, done())
    key = Key(running.id, running.rows(Job)[0].number)
    lost = running.do("system", jobs.claim_job, key)
    clock.advance("PT10M")
    order = running.do("system", jobs.claim_job, key)
    assert running.do("system", jobs.settle_job, lost, {}) is None
    assert running.do("system", jobs.settle_job, order, {}).status == "running"
    assert order.idempotency == lost.idempotency


def test_a_slow_job_whose_worker_died_is_taken_over_after_a_minute(running, done, clock):
    running.house.services = {"print": (service := done())}
    service.slow = True
    running.start(row("job:print", "a"))
    key = Key(running.id, running.rows(Job)[0].number)
    assert running.do("system", jobs.claim_job, key) is not None
    clock.advance("PT59S")
    assert running.do("system", jobs.claim_job, key) is None
    clock.advance("PT1S")
    assert running.do("system", jobs.claim_job, key) is not None


def test_a_slow_job_that_is_worked_on_stays_its_workers(running, done, clock, monkeypatch):
    monkeypatch.setattr(jobs, "BEAT", 0.01)
    running.house.services = {"print": (service := done())}
    service.slow, taken = True, []

    def work(house, order, needed):
        for _ in range(3):
            clock.advance("PT50S")
            until(lambda: running.rows(Job)[0].next_at > house.clock() + dt.timedelta(seconds=50))
            taken.append(running.do("system", jobs.claim_job, order.key))
        return {}

    service.work = work
    running.start(row("job:print", "a"))
    running.work()
    assert (taken, running.rows(Job)[0].state, running.rows(Job)[0].attempts) == ([None] * 3, "done", 1)


def test_a_failure_waits_longer_each_time_and_then_needs_a_person(running, done, clock):
    begin(running, done(fails=5))
    for _ in range(5):
        running.work()
        clock.advance("PT1H")
    assert running.rows(Job)[0].state == "stuck"
    incident, = running.rows(Incident)
    running.do("zheng", jobs.retry_incident, running.id, incident.number)
    running.work()
    assert running.rows(Job)[0].state == "done"


def test_only_who_operates_may_retry(running, done, rules, clock):
    begin(running, done(fails=1))
    running.house.services = {}
    running.work()
    rules.forbid("li", "operate")
    with pytest.raises(NotYours):
        running.do("li", jobs.retry_incident, running.id, running.rows(Incident)[0].number)


def test_a_next_step_that_refuses_stops_the_job_and_not_the_worker(running, done):
    running.house.services = {"print": done()}
    running.start(row("job:print", "a", a={"candidateGroups": "nobody", "whenNobody": "refuse"}))
    running.work()
    assert running.rows(Job)[0].state == "stuck" and running.rows(Incident)[0].message


def test_a_job_is_rung_for_after_the_commit(running, done):
    rung = []

    def ring(desk):
        with reading_at(desk.house, SYSTEM) as another:             # what a worker would find that comes at once
            rung.extend((key, key in map(str, jobs.ringable(another, 10))) for key in desk.jobs)

    running.house.wake = ring
    begin(running, done())
    assert rung == [(f"{running.id}.{running.rows(Job)[0].number}", True)]
