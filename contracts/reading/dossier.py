"""A contract as its page shows it: the route of five stages, what was decided on which text, its steps, what I can do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.deciding.asked import step_of
from contracts.forms.labels import Labels, labels_of
from contracts.ledger.holdings import Holding, holdings
from contracts.linking.renewing.records import TermWatch
from contracts.linting.screenings import Screening, newest_screening
from contracts.process.subject import STAGES, ContractSubject
from contracts.reading.element_names import element_names
from contracts.records import Contract, Paper, PlanRow, Signature, Text
from engine import returning
from engine.desk import Desk
from engine.identity import Key, group, person
from engine.records import Entry, Holder, Job, Visit, WorkItem

RETURNED = ("return", "reject")


@dataclass(frozen=True)
class Leg:
    """One stage on the route: `state` is done, current or ahead; `spent` adds up every time the contract was there."""

    stage: str
    state: str
    since: dt.datetime | None
    until: dt.datetime | None
    spent: dt.timedelta
    people: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """One decision as it is remembered. `text` is the number of the text it was given on; `is_void`: that text has changed since."""

    item: Key
    element: str
    step: str
    stage: str | None
    turn: int
    kind: str
    outcome: str
    comment: str
    wrote: dict[str, Any]
    by: str
    on_behalf_of: str | None
    at: dt.datetime
    text: int | None
    is_void: bool


@dataclass(frozen=True)
class Step:
    """One visit of a step: who was asked from when to when, and how it ended (None: open, or taken away)."""

    element: str
    name: str
    stage: str | None
    turn: int
    opened_at: dt.datetime
    closed_at: dt.datetime | None
    outcome: str | None


@dataclass(frozen=True)
class Work:
    """What the system does for the contract just now, since when; `is_stuck`: it can't go on without an administrator."""

    name: str
    since: dt.datetime
    is_stuck: bool


@dataclass(frozen=True)
class Dossier:
    """Everything that the contract's page needs, read in one go."""

    contract: Contract
    shown: str
    route: tuple[Leg, ...]
    held: tuple[Holding, ...]
    work: tuple[Work, ...]
    said: tuple[Said, ...]
    steps: tuple[Step, ...]
    texts: tuple[Text, ...]
    papers: tuple[Paper, ...]
    plan: tuple[PlanRow, ...]
    signatures: tuple[Signature, ...]
    my_items: tuple[Key, ...]
    labels: Labels
    screening: Screening | None


def dossier_of(desk: Desk, contract: Contract) -> Dossier:
    """The dossier of a contract that the actor may see (who asks has looked)."""
    shown, said = ContractSubject().digest(desk, contract.id), decisions_of(desk, contract)
    return Dossier(
        contract, shown, route(desk, contract, said), holdings(desk, [contract])[contract.id], _work(desk, contract), said,
        _steps(desk, contract),
        tuple(_rows(desk, Text, contract)), tuple(p for p in _rows(desk, Paper, contract) if p.removed_at is None),
        tuple(_rows(desk, PlanRow, contract)), tuple(_rows(desk, Signature, contract)), my_items(desk, contract), labels_of(desk, contract),
        newest_screening(desk, contract))


def decisions_of(desk: Desk, contract: Contract) -> tuple[Said, ...]:
    """Every decision of the contract's own instance, oldest first; also those that were taken away by a return."""
    if contract.instance_id is None:
        return ()
    texts = {text.digest: text.number for text in _rows(desk, Text, contract)}
    now = ContractSubject().digest(desk, contract.id)          # not of what this page asks: a payment's facts take no approval away
    query = (sa.select(WorkItem, Visit).join(Visit, _same_visit())
             .where(WorkItem.instance_id == contract.instance_id, WorkItem.state == "done")
             .order_by(WorkItem.done_at, WorkItem.number))
    return tuple(_said(item, visit, texts, now) for item, visit in desk.session.execute(query))


def route(desk: Desk, contract: Contract, said: tuple[Said, ...]) -> tuple[Leg, ...]:
    """The five stages with their time and people; after a return the later ones lie ahead again."""
    spans = _spans(desk, contract)
    here = STAGES.index(contract.stage)
    ended = contract.status != "running"
    legs = []
    for place, stage in enumerate(STAGES):
        mine = [(since, until) for name, since, until in spans if name == stage]
        is_over = place < here or (ended and contract.status == "archived")
        state = "done" if is_over else "current" if place == here and not ended else "ahead"
        if contract.status == "cancelled" and place == here:
            state = "stopped"
        spent = sum(((until or desk.now) - since for since, until in mine), dt.timedelta())
        people = tuple(dict.fromkeys(one.by for one in said if one.stage == stage))
        known = state != "ahead" and mine
        legs.append(Leg(stage, state, mine[-1][0] if known else None, mine[-1][1] if known else None, spent, people))
    return tuple(legs)


def my_items(desk: Desk, contract: Contract) -> tuple[Key, ...]:
    """Open items of the contract and of its obligations that wait for the actor or one of their groups."""
    instances = [contract.instance_id, *desk.session.scalars(
        sa.union_all(sa.select(PlanRow.instance_id).where(PlanRow.contract_id == contract.id, PlanRow.instance_id.is_not(None)),
                     sa.select(TermWatch.instance_id).where(TermWatch.contract_id == contract.id)))]
    user = desk.actor.user
    mine = [*map(person, [user, *desk.directory.substituted(user)]), *map(group, desk.directory.groups(user))]
    query = (sa.select(Holder.instance_id, Holder.item).distinct().order_by(Holder.instance_id, Holder.item)
             .where(Holder.instance_id.in_([one for one in instances if one]), Holder.principal.in_(mine)))
    return tuple(Key(instance, number) for instance, number in desk.session.execute(query))


def takeable(desk: Desk, dossier: Dossier) -> tuple[Said, ...]:
    """The actor's last decision, if nobody has acted after it."""
    last = next((one for one in reversed(dossier.said) if one.by == desk.actor.user), None)
    return (last,) if last and returning.may_take_back(desk, last.item) else ()


def _spans(desk: Desk, contract: Contract) -> list[tuple[str, dt.datetime, dt.datetime | None]]:
    """When the contract was in which stage, from the ledger entries of its history."""
    entries = desk.session.execute(
        sa.select(Entry.at, Entry.facts).where(Entry.chain == contract.instance_id, Entry.act == "ledger").order_by(Entry.number))
    spans: list[tuple[str, dt.datetime, dt.datetime | None]] = []
    stage, since = STAGES[0], contract.created_at
    for at, facts in entries:
        after = facts["after"]
        if "stage" not in after:               # other fields of the ledger: amounts, a file number ...
            continue
        if after["stage"] != stage or after["status"] != "running":
            spans.append((stage, since, at))
            stage, since = after["stage"], at
    return spans if contract.status != "running" and spans else [*spans, (stage, since, None)]


def _work(desk: Desk, contract: Contract) -> tuple[Work, ...]:
    found = desk.session.scalars(sa.select(Job).where(Job.instance_id == contract.instance_id, Job.state.in_(("ready", "claimed", "stuck")))
                                 .order_by(Job.opened_at, Job.number)).all()
    names = element_names(desk, [str(contract.instance_id)]) if found else {}
    return tuple(Work(names.get(job.element, job.element), job.opened_at, job.state == "stuck") for job in found)


def _steps(desk: Desk, contract: Contract) -> tuple[Step, ...]:
    visits = desk.session.scalars(sa.select(Visit).where(Visit.instance_id == contract.instance_id).order_by(Visit.number))
    return tuple(Step(v.element, v.name, v.stage, v.turn, v.opened_at, v.closed_at, v.outcome) for v in visits)


def _said(item: WorkItem, visit: Visit, texts: dict[str, int], now: str) -> Said:
    approves = item.shown is not None and item.outcome not in RETURNED
    return Said(Key(item.instance_id, item.number), *step_of(item, visit), visit.stage, visit.turn, item.kind,
                item.outcome or "", item.comment, item.wrote or {}, item.done_by or "", item.done_for, item.done_at or visit.opened_at,
                texts.get(item.shown or ""), approves and item.shown != now)


def _same_visit() -> sa.ColumnElement[bool]:
    return sa.and_(Visit.instance_id == WorkItem.instance_id, Visit.number == WorkItem.visit)


def _rows(desk: Desk, record: Any, contract: Contract) -> list[Any]:
    return list(desk.session.scalars(sa.select(record).where(record.contract_id == contract.id).order_by(record.number)))
