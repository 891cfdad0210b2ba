"""What runs and what is stuck, for those who operate it: incidents by cause, an instance with its rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.deciding.asked import contract_id_of, may_see, seen_contract
from contracts.people.roles import OPERATES
from contracts.permissions import visible
from contracts.process.ending import cancel_contract
from contracts.reading.element_names import element_names
from contracts.records import Contract
from engine import jobs
from engine.desk import Desk
from engine.errors import NotFound, NotYours
from engine.identity import Key
from engine.instances import cancel_instance
from engine.records import Entry, Incident, Instance, Job, Letter, Timer, Visit, Waiting

LIMIT = 500
Queue = tuple[type[Any], sa.ColumnElement[bool]]
QUEUES: Mapping[str, Callable[[Desk], Queue]] = {
    "incidents": lambda _desk: (Incident, Incident.closed_at.is_(None)),
    "jobs": lambda _desk: (Job, Job.state.in_(("ready", "claimed"))),
    "timers": lambda desk: (Timer, Timer.due_at <= desk.now),
    "letters": lambda _desk: (Letter, Letter.state == "ready"),
}


@dataclass(frozen=True)
class Stuck:
    """One open incident and the contract that it holds up; without it where the operator may not see that contract."""

    key: Key
    message: str
    opened_at: dt.datetime
    contract_id: str | None
    title: str
    number: str | None


@dataclass(frozen=True)
class Cause:
    """Open incidents of one kind at one element."""

    code: str
    element: str
    name: str                              # of the element
    stuck: tuple[Stuck, ...]


@dataclass(frozen=True)
class Counts:
    """The queues as four numbers; `lag` is how late the oldest ready job or timer is."""

    running: int
    jobs: int
    timers: int
    letters: int
    lag: dt.timedelta


@dataclass(frozen=True)
class InstanceView:
    """One instance with everything that waits in it. Of a contract that the operator may not see: neither it nor the history."""

    instance: Instance
    contract: Contract | None
    visits: tuple[Visit, ...]
    jobs: tuple[Job, ...]
    timers: tuple[Timer, ...]
    waiting: tuple[Waiting, ...]
    incidents: tuple[Incident, ...]
    entries: tuple[Entry, ...]
    names: dict[str, str]                  # of elements


def require_operator(desk: Desk) -> None:
    """Raises NotYours for whom the pages of running are not."""
    if not desk.actor.roles & OPERATES:
        raise NotYours(act="operate")


def incidents(desk: Desk) -> list[Cause]:
    """Open incidents grouped by cause, the largest group first."""
    require_operator(desk)
    query = (sa.select(Incident, Instance).join(Instance, Instance.id == Incident.instance_id)
             .where(Incident.closed_at.is_(None)).order_by(Incident.opened_at).limit(LIMIT))
    found = [(incident, contract_id_of(instance)) for incident, instance in desk.session.execute(query)]
    about = {c.id: c for c in desk.session.scalars(sa.select(Contract).where(
        Contract.id.in_({of for _, of in found}), visible(desk, few=True)))} if found else {}
    groups: dict[tuple[str, str], list[Stuck]] = defaultdict(list)
    for incident, of in found:
        contract = about.get(of)
        groups[incident.code, incident.element].append(Stuck(
            Key(incident.instance_id, incident.number), incident.message, incident.opened_at, contract.id if contract else None,
            contract.title if contract else "", contract.number if contract else None))
    names = element_names(desk, [incident.instance_id for incident, _ in found])
    causes = [Cause(code, element, names.get(element, element), tuple(stuck)) for (code, element), stuck in groups.items()]
    return sorted(causes, key=lambda cause: -len(cause.stuck))


def keys_of(desk: Desk, code: str, element: str) -> list[Key]:
    """The open incidents of one cause."""
    return [stuck.key for cause in incidents(desk) if (cause.code, cause.element) == (code, element) for stuck in cause.stuck]


def retry(desk: Desk, incident: Key) -> None:
    """Try again what an incident stopped."""
    require_operator(desk)
    jobs.retry_incident(desk, incident.instance, incident.number)


def counts(desk: Desk) -> Counts:
    """How much runs and waits."""
    require_operator(desk)
    running = _count(desk, Instance, Instance.status == "running")
    ready, due, letters = (count_queues(desk, which) for which in ("jobs", "timers", "letters"))
    oldest = [at for at in (desk.session.scalar(sa.select(sa.func.min(Job.next_at)).where(Job.state == "ready")),
                            desk.session.scalar(sa.select(sa.func.min(Timer.due_at)))) if at is not None]
    return Counts(running, ready, due, letters, lag=max([desk.now - min(oldest), dt.timedelta()] if oldest else [dt.timedelta()]))


def count_queues(desk: Desk, which: str) -> int:
    """One of the numbers of the page of what runs: incidents, jobs, timers, letters."""
    require_operator(desk)
    record, condition = QUEUES[which](desk)
    return _count(desk, record, condition)


def _count(desk: Desk, record: type[Any], condition: sa.ColumnElement[bool]) -> int:
    return desk.session.scalar(sa.select(sa.func.count()).select_from(record).where(condition)) or 0


def instances(desk: Desk, *, key: str = "", status: str = "", after: str | None = None, limit: int = 50) -> list[Instance]:
    """Instances by id, newest first (ids sort by time of birth)."""
    require_operator(desk)
    query = sa.select(Instance).order_by(Instance.id.desc()).limit(limit)
    if after:
        query = query.where(Instance.id < after)
    wanted = {Instance.key: key, Instance.status: status}
    return list(desk.session.scalars(query.where(*(column == value for column, value in wanted.items() if value))))


def cancel(desk: Desk, instance_id: str, reason: str) -> None:
    """Cancel an instance; a contract's by the contract's own rules. Raises NotFound, NotYours, NotCancellable."""
    instance = desk.session.get(Instance, instance_id)
    if instance is None:
        raise NotFound(instance=instance_id)
    if instance.subject == "contract":
        cancel_contract(desk, seen_contract(desk, instance.subject_id), reason)
        return
    require_operator(desk)
    cancel_instance(desk, instance_id, reason)


def instance_view(desk: Desk, instance_id: str) -> InstanceView:
    """Raises NotFound, NotYours."""
    require_operator(desk)
    instance = desk.session.get(Instance, instance_id)
    if instance is None:
        raise NotFound(instance=instance_id)

    def rows(record: type[Any]) -> tuple[Any, ...]:
        return tuple(desk.session.scalars(sa.select(record).where(record.instance_id == instance_id).order_by(record.number)))

    contract = desk.session.get(Contract, contract_id_of(instance))
    is_hidden = contract is not None and not may_see(desk, contract)
    entries = () if is_hidden else tuple(
        desk.session.scalars(sa.select(Entry).where(Entry.chain == instance_id).order_by(Entry.number.desc()).limit(100)))
    return InstanceView(instance, None if is_hidden else contract, rows(Visit), rows(Job), rows(Timer), rows(Waiting),
                        rows(Incident), entries, element_names(desk, [instance_id]))
