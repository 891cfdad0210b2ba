"""Read one work item: what is asked, of whom, why, what was decided before, what would come next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from engine.desk import Desk
from engine.editions import specs_for
from engine.errors import NotFound, Refusal
from engine.flow import Flow
from engine.identity import ItemId
from engine.moving import flow_of
from engine.records import Instance, Visit, WorkItem
from engine.rows.visits import outcomes_of
from engine.work_items.acting import acts_for
from engine.work_items.assignment import Asking, assign, functions_of, listed
from engine.work_items.completing import offered_outcomes
from engine.work_items.policies import REJECT, Vote, read_policy, settled


@dataclass(frozen=True)
class ItemView:
    """One item with its visit; `properties` are the task's, `earlier` the decisions of the instance, oldest first."""

    item: WorkItem
    visit: Visit
    instance: Instance
    properties: dict[str, str]
    kind: str
    form: str
    fields: dict[str, str]
    outcomes: tuple[str, ...]
    candidates: tuple[str, ...]
    why: dict[str, Any]
    stage: str | None
    may_act: bool
    earlier: tuple[WorkItem, ...]


@dataclass(frozen=True)
class Next:
    """A step that a decision would lead to."""

    element: str
    name: str
    candidates: tuple[str, ...]


def item_view(desk: Desk, item: ItemId) -> ItemView:
    """Raises NotFound."""
    row, visit = _rows(desk, item)
    properties = dict(visit.task["properties"])
    earlier = desk.session.scalars(sa.select(WorkItem).where(WorkItem.instance_id == item.instance, WorkItem.state == "done",
                                                             WorkItem.number != item.number).order_by(WorkItem.done_at, WorkItem.number))
    return ItemView(row, visit, desk.session.get_one(Instance, item.instance), properties, properties.get("kind", "approve"),
                    properties.get("formKey", ""), fields_of(properties), tuple(offered_outcomes(row, visit)), tuple(row.candidates),
                    row.why or {}, visit.stage, may_act(desk, item), tuple(earlier))


def fields_of(properties: dict[str, str]) -> dict[str, str]:
    """`fields` = name:hidden, name:read, name:write."""
    return {name.strip(): right.strip() for name, _, right in (part.partition(":") for part in listed(properties.get("fields", "")))}


def may_act(desk: Desk, item: ItemId) -> bool:
    """May the actor act on the item now? False for one that is not there, closed or waiting."""
    row = desk.session.get(WorkItem, (item.instance, item.number))
    return row is not None and row.state == "open" and acts_for(desk, row)[0]


def after(desk: Desk, item: ItemId, outcome: str) -> list[Next]:
    """Where this outcome would lead, by walking a copy of the state; empty when the policy would not be settled by it."""
    row, visit = _rows(desk, item)
    instance = desk.session.scalar(sa.select(Instance).where(Instance.id == item.instance).options(undefer(Instance.state)))
    if instance is None or instance.status != "running" or row.state != "open" or row.kind != "decide":
        return []
    if _settled_by(desk, row, visit, outcome) is None or outcome == REJECT and REJECT not in outcomes_of(visit.task["properties"]):
        return []
    try:
        return _walk(desk, instance, visit, outcome)
    except Refusal:                           # whoever decides will read why; a page that is only looked at need not fail
        return []


def _walk(desk: Desk, instance: Instance, visit: Visit, outcome: str) -> list[Next]:
    specs, flow = specs_for(desk, instance.digest), flow_of(desk, instance)
    facts = desk.house.subjects[instance.subject].facts(desk, instance.subject_id) if instance.subject in desk.house.subjects else {}
    before = {str(token.id) for token in flow.tokens()}
    flow.put_facts(facts)
    flow.complete(visit.token, {"outcome": outcome, "by": [desk.actor.user], "at": desk.now.isoformat()})
    return [_next(desk, flow, specs.task_of(token.process, token.element), token, instance, facts) for token in flow.tokens()
            if str(token.id) not in before and token.kind in ("user", "job")]


def _next(desk: Desk, flow: Flow, task: Any, token: Any, instance: Instance, facts: dict[str, Any]) -> Next:
    if token.kind == "job":
        return Next(token.element, task.name, ())
    functions = functions_of(desk.directory, instance.initiator, {**flow.variables(token.id), **facts})
    assigned = assign(Asking(desk.directory, instance.initiator), task.properties,
                      lambda text: flow.evaluate(text, token.id, functions) if "{" in text else text, token.element)
    return Next(token.element, task.name, tuple(dict.fromkeys(one for proposed in assigned.items for one in proposed.candidates)))


def _settled_by(desk: Desk, row: WorkItem, visit: Visit, outcome: str) -> str | None:
    items = desk.session.scalars(sa.select(WorkItem).where(WorkItem.instance_id == row.instance_id, WorkItem.visit == row.visit,
                                                           WorkItem.kind == "decide", WorkItem.state != "closed").order_by(WorkItem.place))
    properties = visit.task["properties"]
    return settled(read_policy(properties.get("policy") or "one"), [
        Vote(one.weight, outcome if one.number == row.number else one.outcome) for one in items], outcomes_of(properties))


def _rows(desk: Desk, item: ItemId) -> tuple[WorkItem, Visit]:
    row = desk.session.get(WorkItem, (item.instance, item.number))
    if row is None:
        raise NotFound(item=str(item))
    return row, desk.session.get_one(Visit, (item.instance, row.visit))
