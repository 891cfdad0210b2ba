"""The rows are the truth and Redis only wakes: whatever is lost, killed or rung twice, each job is done, and done once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import redis

from engine import jobs
from engine.desk import SYSTEM, House, at_desk, reading_at
from engine.identity import Key
from engine.records import Job
from tests.engine.conftest import Done, Running, Thing
from tests.engine.drawn import row
from tests.told_clock import ToldClock
from workers import this_house, valkey
from workers.doorbell import Doorbell
from workers.listed import DOCUMENTS, SHORT, queue_named, worker_for
from workers.schedule import Schedule
from workers.ticker import Ticker

NOTHING_PERIODIC = Schedule(())


class Dying(Done):
    """The process that works on it is killed in the middle of the first attempt."""

    slow = True

    def work(self, house: House, order: Any, needed: Any) -> Any:
        if order.attempt == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().work(house, order, needed)


@pytest.fixture
def bell(house: House, queue: redis.Redis) -> Doorbell:
    """Rings for what this house commits; workers of this process work in it."""
    made = Doorbell(queue)
    house.wake, house.services = made.wake, {"print": Done()}
    house.subjects = {"thing": Thing()}
    this_house.enter(house)
    return made


@pytest.fixture
def ticker(house: House, bell: Doorbell) -> Ticker:
    return Ticker(house, bell, NOTHING_PERIODIC)


@pytest.fixture
def work(house: House, queue: redis.Redis) -> Callable[..., None]:
    """A worker takes what is in its queue, then ends."""
    def burst(name: str = SHORT) -> None:
        house.store.close()
        worker_for(name, queue).work(burst=True, logging_level="CRITICAL")

    return burst


def printing(house: House, number: int = 1) -> Running:
    return Running(house, house.subjects["thing"]).start(row("job:print", "a"), subject_id=str(number))      # type: ignore[arg-type]


def states(house: House) -> list[str]:
    with reading_at(house, SYSTEM) as desk:
        return [job.state for job in desk.session.query(Job)]


def silent(queue: redis.Redis) -> None:
    """As after the ten seconds in which nobody rings again."""
    for mark in queue.keys("chancery:rung:*"):
        queue.delete(mark)


def test_a_bell_carries_an_id_and_the_worker_finds_the_row(house, bell, work, queue):
    one = printing(house)
    assert queue_named(SHORT, queue).jobs[0].args == [f"{one.id}.{one.rows(Job)[0].number}"]
    work()
    assert states(house) == ["done"] and house.services["print"].runs == 1


def test_a_hundred_jobs_that_redis_forgot_are_rung_for_again_and_done_once(house, queue, ticker, work):
    for number in range(100):
        printing(house, number)
    queue.flushall()
    work()
    assert states(house) == ["ready"] * 100
    assert ticker.tick()["jobs"] == 100
    work()
    assert states(house) == ["done"] * 100 and house.services["print"].runs == 100
    assert ticker.tick()["jobs"] == 0


def test_a_job_that_is_rung_for_twice_is_done_once(house, bell, work):
    one = printing(house)
    bell.ring_jobs(house, [Key(one.id, one.rows(Job)[0].number)])
    work()
    assert house.services["print"].runs == 1 and states(house) == ["done"]


def test_a_killed_horse_leaves_the_row_and_another_does_it_when_the_lease_is_over(house, queue, ticker, work, clock: ToldClock):
    house.services = {"print": Dying()}
    one = printing(house)
    work(DOCUMENTS)
    assert states(house) == ["claimed"]
    silent(queue)
    assert ticker.tick()["jobs"] == 0                    # the lease holds: it might live
    clock.advance("PT4M")
    assert ticker.tick()["jobs"] == 1
    work(DOCUMENTS)
    assert states(house) == ["done"] and one.rows(Job)[0].attempts == 2


def test_a_worker_that_died_with_its_horse_needs_no_maintenance_of_the_queue(house, queue, ticker, work, clock: ToldClock):
    one = printing(house)
    with at_desk(house, SYSTEM) as desk:
        jobs.claim_job(desk, Key(one.id, one.rows(Job)[0].number))
    queue.flushall()
    clock.advance("PT2M")
    assert ticker.tick()["jobs"] == 1
    work()
    assert states(house) == ["done"]


def test_while_the_queue_is_away_people_work_on_and_the_work_is_done_later(house, ticker, work, tmp_path: Path):
    house.wake = Doorbell(valkey.connect(f"unix://{tmp_path}/nobody.sock")).wake
    printing(house)
    assert states(house) == ["ready"]
    assert ticker.tick()["jobs"] == 1                    # it is back
    work()
    assert states(house) == ["done"]


def test_of_two_tickers_one_ticks_and_the_other_takes_over(house, bell, clock: ToldClock):
    first, second = (Ticker(house, bell, NOTHING_PERIODIC, name=name) for name in ("first", "second"))
    assert first.tick() and second.tick() == {}
    clock.advance("PT20S")
    assert second.tick() and first.tick() == {}


def test_a_row_that_breaks_its_command_stops_no_other(house, ticker, caplog):
    broken, whole = (Running(house, Thing()).start(row("timer:P1D", "a"), subject_id=number) for number in "12")
    house.clock.advance("P1D")                           # type: ignore[attr-defined]
    house.subjects["thing"].stands_at = lambda desk, subject_id, standing: 1 / (subject_id == "2")     # type: ignore
    assert ticker.tick()["timers"] == 1
    assert [one.acts().count("timer-fired") for one in (broken, whole)] == [0, 1]
    assert [record.levelname for record in caplog.records] == ["ERROR"]
