"""Projections: what is asked must equal what runs. Differences are found from state and history; inboxes and waits are rebuilt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from engine.desk import Actor, Desk, House, at_desk, reading_at
from engine.moving import flow_of, run_of
from engine.records import Entry, Holder, Instance, Job, Timer, Visit, Waiting, WorkItem
from engine.rows.following import waited_for
from engine.rows.items import hold, holders_of, urgency_of
from engine.store import table_of

LIVE = ("running", "suspended")
WAITED = ("message", "signal")


def differences(desk: Desk) -> list[str]:
    """Every way in which rows and state or history disagree; empty is well."""
    found: list[str] = []
    query = sa.select(Instance).where(Instance.status.in_(LIVE)).options(undefer(Instance.state)).order_by(Instance.id)
    for instance in desk.session.scalars(query.execution_options(yield_per=100)):
        found += [f"{instance.id}: {what}" for what in _of_state(desk, instance)]
    found += [f"{instance}: item {item} is in an inbox and not open" for instance, item in desk.session.execute(_stray_holders())]
    found += [f"{instance}: item {item} is open and in no inbox" for instance, item in desk.session.execute(_unheld())]
    return found + list(_of_history(desk))


def rebuild(house: House, actor: Actor) -> None:
    """Write inboxes anew from the items, drawn timers and waits from the state. Decisions and history are never touched.

    Each instance in a command of its own, so that people go on meanwhile.
    """
    with reading_at(house, actor) as looking:
        living = [str(one) for one in looking.session.scalars(sa.select(Instance.id).where(Instance.status.in_(LIVE)))]
    for instance_id in living:
        with at_desk(house, actor) as desk:
            _rebuild_one(desk, instance_id)
    with at_desk(house, actor) as desk:
        for instance, item in list(desk.session.execute(_stray_holders())):
            desk.session.execute(sa.delete(table_of(Holder)).where(Holder.instance_id == instance, Holder.item == item))


def _rebuild_one(desk: Desk, instance_id: str) -> None:
    run = run_of(desk, instance_id, must_run=False)
    tokens = {str(token.id): token for token in run.flow.tokens()}
    desk.session.execute(sa.delete(table_of(Holder)).where(Holder.instance_id == instance_id))
    for item in desk.session.scalars(sa.select(WorkItem).where(WorkItem.instance_id == instance_id, WorkItem.state == "open")):
        hold(run, item.number, holders_of(item), urgency_of(item.due_at, item.opened_at, item.priority))
    numbers = {name: row for name, row in run.kept["rows"].items() if row[0] in ("timer", *WAITED) and name in tokens}
    run.delete(Waiting, [row[1] for row in numbers.values() if row[0] in WAITED])
    drawn = sa.delete(table_of(Timer)).where(Timer.instance_id == instance_id, Timer.kind == "drawn")
    desk.session.execute(drawn)
    for name, row in numbers.items():
        token = tokens[name]
        if row[0] == "timer":
            run.add(Timer, number=row[1], kind="drawn", element=token.element, token=name, visit=None, due_at=token.due_at)
        else:
            run.add(Waiting, number=row[1], **waited_for(name, token))
    run.instance.stage = run.flow.stage
    run.write()


def _of_state(desk: Desk, instance: Instance) -> Iterator[str]:
    flow = flow_of(desk, instance)
    tokens: dict[str, list[str]] = {kind: [] for kind in ("user", "job", "timer", *WAITED)}
    for token in flow.tokens():
        tokens.setdefault(token.kind, []).append(str(token.id))
    rows: dict[str, Any] = {
        "user": sa.select(Visit.token).where(Visit.instance_id == instance.id, Visit.closed_at.is_(None)),
        "job": sa.select(Job.token).where(
            Job.instance_id == instance.id, Job.token.is_not(None), Job.state.in_(("ready", "claimed", "stuck"))
        ),
        "timer": sa.select(Timer.token).where(Timer.instance_id == instance.id, Timer.kind == "drawn"),
        **{kind: sa.select(Waiting.token).where(Waiting.instance_id == instance.id, Waiting.kind == kind) for kind in WAITED},
    }
    for kind, query in rows.items():
        if sorted(desk.session.scalars(query)) != sorted(tokens[kind]):
            yield f"the rows of {kind} tokens are not those of the state"
    if flow.stage != instance.stage:
        yield f"the stage is {instance.stage}, in the state {flow.stage}"


def _stray_holders() -> Any:
    open_item = sa.exists().where(WorkItem.instance_id == Holder.instance_id, WorkItem.number == Holder.item, WorkItem.state == "open")
    return sa.select(Holder.instance_id, Holder.item).where(~open_item)


def _unheld() -> Any:
    held = sa.exists().where(Holder.instance_id == WorkItem.instance_id, Holder.item == WorkItem.number)
    return sa.select(WorkItem.instance_id, WorkItem.number).where(WorkItem.state == "open", ~held)


def _of_history(desk: Desk) -> Iterator[str]:
    """Every done item has its entry, with the same outcome, and the other way round."""
    told: dict[tuple[str, int], str | None] = {}
    acts = ("completed", "returned", "taken-back")
    for entry in desk.session.scalars(sa.select(Entry).where(Entry.act.in_(acts)).order_by(Entry.chain, Entry.number)):
        if "item" in (entry.facts or {}):
            told[str(entry.chain), entry.facts["item"]] = _told(entry)
    for instance, number, outcome in desk.session.execute(
        sa.select(WorkItem.instance_id, WorkItem.number, WorkItem.outcome).where(WorkItem.state == "done")
    ):
        if told.pop((instance, number), "undone") not in (outcome, "undone-later"):
            yield f"{instance}: the history knows another outcome of item {number}"
    yield from (
        f"{chain}: item {number} is done in the history only"
        for (chain, number), outcome in told.items()
        if outcome not in ("undone-later", "waits")
    )


def _told(entry: Entry) -> str | None:
    if entry.act == "taken-back":
        return "undone-later"
    if entry.act == "returned":
        return "waits" if entry.facts["then"] == "back" else "return"
    outcome: str | None = entry.facts["outcome"]
    return outcome
