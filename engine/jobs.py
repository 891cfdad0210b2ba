"""Jobs: a service task is a row; claimed, worked on with no transaction open, settled; tried again, then an incident."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engine import history
from engine.desk import SYSTEM, Desk, House, at_desk
from engine.errors import ChangedMeanwhile, NotFound, NotRunning, NotYours, Refusal, Unavailable, _l
from engine.identity import Key
from engine.incidents import close_incidents, open_incident, sentence_of
from engine.moved import Moved
from engine.moving import run_of
from engine.outbox import ready_again
from engine.records import Incident, Instance, Job, Visit, WorkItem
from engine.work_items.rework import come_back

TRIES = 5
WAITS = (10, 60, 300, 1800)  # seconds before the next try
LIMITS = {False: ("short_seconds", 60), True: ("document_seconds", 180)}  # after which a worker ends a job: its setting in [queue]
SILENT = 60  # seconds after which the worker of a slow job counts as dead ...
BEAT = 20  # ... for while it works it prolongs its claim
UNCAUGHT = _l("Nothing in the diagram catches this error.")
UNKNOWN_TOPIC = _l("No service does what the topic of this step says.")
log = logging.getLogger(__name__)


class DrawnError(Exception):
    """A service task ends with an error that the diagram may catch (BPMN error)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Order:
    """A claimed job; outlives its session. `idempotency` is the same at each attempt."""

    key: Key
    topic: str
    element: str
    subject: str
    subject_id: str
    initiator: str
    input: Any
    attempt: int
    idempotency: str


def ringable(desk: Desk, limit: int) -> list[Key]:
    """Jobs that a worker may take now: ready and due, or claimed by one that fell silent."""
    query = (
        sa.select(Job.instance_id, Job.number)
        .join(Instance, Instance.id == Job.instance_id)
        .where(Job.state.in_(("ready", "claimed")), Job.next_at <= desk.now, Instance.status == "running")
        .order_by(Job.next_at)
        .limit(limit)
    )
    return [Key(instance, number) for instance, number in desk.session.execute(query)]


def claim_job(desk: Desk, key: Key) -> Order | None:
    """Take a job for as long as its lease lasts; None: another has it, it is done, or its turn has not come."""
    run = run_of(desk, key.instance, must_run=False)
    instance, job = run.instance, desk.session.get(Job, (key.instance, key.number))
    if job is None or instance.status != "running" or job.state not in ("ready", "claimed") or job.next_at > desk.now:
        return None
    if job.state == "claimed" and job.attempts >= TRIES:
        _stop(desk, key, job, "lost", "The worker fell silent at each attempt.")
        return None
    service = desk.house.services.get(job.topic)
    job.state, job.attempts, job.error = "claimed", job.attempts + 1, ""
    job.next_at = desk.now + lease_of(desk.house, is_slow=bool(getattr(service, "slow", False)))
    return Order(key, job.topic, job.element, instance.subject, instance.subject_id, instance.initiator, job.input, job.attempts, str(key))


def lease_of(house: House, *, is_slow: bool) -> dt.timedelta:
    """How long a claim holds: somewhat longer than a worker lets a job run, so that no two ever work on one; a slow one is prolonged."""
    name, usual = LIMITS[is_slow]
    whole = 1.1 * house.settings.get("queue", {}).get(name, usual) + 2
    return dt.timedelta(seconds=min(whole, SILENT) if is_slow else whole)


def prolong_claim(desk: Desk, order: Order) -> None:
    """The worker still lives; without effect where the job is another's by now."""
    mine = (Job.instance_id == order.key.instance, Job.number == order.key.number, Job.state == "claimed", Job.attempts == order.attempt)
    desk.session.execute(sa.update(Job).where(*mine).values(next_at=desk.now + lease_of(desk.house, is_slow=True)))


def settle_job(desk: Desk, order: Order, result: Any) -> Moved | None:
    """The work is done: its results become variables and the token moves. None: it was withdrawn, or another settled it."""
    run = run_of(desk, order.key.instance)
    job = desk.session.get(Job, (order.key.instance, order.key.number))
    if job is None or job.state != "claimed" or job.attempts != order.attempt:
        return None
    service = desk.house.services.get(job.topic)
    given = dict(service.settle(desk, order, result)) if service is not None else dict(result or {})
    job.state, job.ended_at = "done", desk.now
    run.record("job-done", element=job.element, facts={"job": job.number, "topic": job.topic, "attempt": job.attempts, "result": given})
    close_incidents(desk, order.key.instance, job=job.number)
    token = job.token
    if token is not None:
        run.step(lambda flow: flow.complete(token, given), token)
    else:
        visit = desk.session.get_one(Visit, (order.key.instance, job.visit))
        run.kept.get("reworking", {}).pop(str(visit.number), None)
        come_back(run, visit, desk.session.get_one(WorkItem, (order.key.instance, job.input["rework"])))
    return run.finish()


def fail_job(desk: Desk, order: Order, error: str, final: bool = False) -> None:
    """Try again later; after the last try, or a final failure, it is an incident."""
    run_of(desk, order.key.instance, must_run=False)
    job = desk.session.get(Job, (order.key.instance, order.key.number))
    if job is None or job.state != "claimed" or job.attempts != order.attempt:
        return
    job.error = error[:4000]
    if final or job.attempts >= TRIES:
        _stop(desk, order.key, job, "job-failed", error)
        return
    job.state, job.next_at = "ready", desk.now + dt.timedelta(seconds=WAITS[min(job.attempts, len(WAITS)) - 1])
    history.record(
        desk,
        order.key.instance,
        "job-failed",
        element=job.element,
        facts={"job": job.number, "attempt": job.attempts, "error": error[:400], "again_at": job.next_at.isoformat()},
    )


def throw_error(desk: Desk, order: Order, code: str) -> Moved | None:
    """A service task ends with an error: the diagram's catcher goes on; without one it is an incident."""
    run = run_of(desk, order.key.instance)
    job = desk.session.get(Job, (order.key.instance, order.key.number))
    if job is None or job.state != "claimed" or job.attempts != order.attempt:
        return None
    token = job.token
    if token is None or run.step(lambda flow: flow.fail(token, code), token) is False:
        _stop(desk, order.key, job, "uncaught-error", f"{UNCAUGHT} code: {code}")
        return None
    job.state, job.ended_at = "done", desk.now
    run.record("job-error", element=job.element, facts={"job": job.number, "error": code})
    return run.finish()


def run_job(house: House, key: Key) -> None:
    """Claim, work with nothing open, settle. Safe to run twice; never raises for what the work does."""
    with at_desk(house, SYSTEM) as desk:
        order = claim_job(desk, key)
    if order is None:
        return
    try:
        _work(house, order)
    except DrawnError as thrown:
        with at_desk(house, SYSTEM) as desk:
            throw_error(desk, order, thrown.code)
    except Refusal as refused:
        _fail(house, order, sentence_of(refused), final=not isinstance(refused, (ChangedMeanwhile, NotRunning)))
    except Unavailable as away:
        _fail(house, order, f"{away.title} {away}", final=False)
    except Exception as bug:
        log.exception("job %s (%s) failed", key, order.topic)
        _fail(house, order, f"{type(bug).__name__}: {bug}", final=False)


def retry_incident(desk: Desk, instance_id: str, number: int) -> None:
    """A person lets go on what an incident stopped. Raises NotFound, NotYours."""
    run = run_of(desk, instance_id, must_run=False)
    if not desk.house.authority.allows(desk, "operate", instance_id):
        raise NotYours(act="operate", instance=instance_id)
    incident = desk.session.get(Incident, (instance_id, number))
    if incident is None or incident.closed_at is not None:
        raise NotFound(incident=f"{instance_id}.{number}")
    incident.closed_at = desk.now
    run.record("retried", element=incident.element, facts={"incident": number, "code": incident.code})
    if incident.job is not None:
        job = desk.session.get_one(Job, (instance_id, incident.job))
        job.state, job.attempts, job.next_at = "ready", 0, desk.now
        desk.jobs.append(str(Key(instance_id, job.number)))
    elif incident.timer is None:
        ready_again(desk, run.instance)


def _work(house: House, order: Order) -> None:
    service = house.services.get(order.topic)
    if service is None:
        _fail(house, order, f"{UNKNOWN_TOPIC} topic: {order.topic}", final=True)
        return
    with at_desk(house, SYSTEM) as desk:
        needed = service.prepare(desk, order)
    with _beating(house, order) if service.slow else nullcontext():
        result = service.work(house, order, needed)
    with at_desk(house, SYSTEM) as desk:
        settle_job(desk, order, result)


@contextmanager
def _beating(house: House, order: Order) -> Iterator[None]:
    """Prolong the claim now and then, from a thread that dies with this process."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(BEAT):
            try:
                with at_desk(house, SYSTEM) as desk:
                    prolong_claim(desk, order)
            except Exception:
                log.exception("the claim of job %s could not be prolonged; the next beat tries again", order.key)

    beating = threading.Thread(target=beat, name=f"beat {order.key}", daemon=True)
    beating.start()
    try:
        yield
    finally:
        ended.set()
        beating.join()


def _fail(house: House, order: Order, error: str, *, final: bool) -> None:
    with at_desk(house, SYSTEM) as desk:
        fail_job(desk, order, error, final)


def _stop(desk: Desk, key: Key, job: Job, code: str, error: str) -> None:
    job.state, job.error = "stuck", error[:4000]
    open_incident(desk, key.instance, job.element, code, error, job=job.number)
