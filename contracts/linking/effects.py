"""The effect of a linked contract on its main one: when both sides have signed, never earlier, once, in the transaction of that move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from contracts import notices
from contracts.documents.texts import newest
from contracts.linking.plan_effects import PlanEffect, begin_added, change_plan
from contracts.linking.records import LinkEffect
from contracts.linking.relations import EFFECTIVE
from contracts.linking.renewing.watching import end_watch, tell_watch
from contracts.records import Contract
from engine import history
from engine.desk import Desk

MOVED = ("changed_amount", "ends_on", "open_obligations", "updated_at")


def take_effect(desk: Desk, contract: Contract) -> LinkEffect | None:
    """Change the main contract by what the signed text says; None where there is nothing to change, or it has happened.

    No instance but the linked contract's own is locked: the main contract's row moves by one UPDATE ... RETURNING, and what was
    before and after stands in the linked contract's chain.
    """
    if contract.relation not in EFFECTIVE or contract.parent_id is None or desk.session.get(LinkEffect, contract.id) is not None:
        return None
    signed, parent = _signed_values(desk, contract), desk.session.get_one(Contract, contract.parent_id)
    before = _held(desk, parent.id)
    plan = change_plan(desk, contract, parent, signed)
    after, left = _moved(desk, parent, plan, signed.get("new_ends_on"))
    begin_added(desk, parent, plan, left)
    effect = LinkEffect(contract_id=contract.id, parent_id=contract.parent_id, relation=contract.relation,
                        amount_change=after["changed_amount"] - before["changed_amount"], ends_before=before["ends_on"],
                        ends_after=after["ends_on"], dropped_payments=len(plan.dropped), added_payments=len(plan.added),
                        moved_payments=len(plan.replaced), at=desk.now)
    desk.session.add(effect)
    history.record(desk, str(contract.instance_id), "took-effect", facts={
        "contract": contract.parent_id, "before": _plain(before), "after": _plain(after), **plan.told})
    _tell_term(desk, contract, effect)
    _tell_owner(desk, contract)
    return effect


def _signed_values(desk: Desk, contract: Contract) -> Mapping[str, Any]:
    """What both have signed: the values of the newest frozen text, whatever was written into the record since."""
    text = newest(desk, contract)
    signed: Mapping[str, Any] = text.facts if text else contract.values or {}
    return signed


def _held(desk: Desk, parent_id: str) -> dict[str, Any]:
    """The main contract's row as it is, held until the commit: a second effect waits here."""
    # NO KEY UPDATE: two UPDATEs of the linked row hold a KEY SHARE on the main one for its foreign key, of both who come at once
    query = sa.select(Contract.changed_amount, Contract.ends_on).where(Contract.id == parent_id).with_for_update(key_share=True)
    amount, ends_on = desk.session.execute(query).one()
    return {"changed_amount": amount, "ends_on": ends_on}


def _moved(desk: Desk, parent: Contract, plan: PlanEffect, ends_on: Any) -> tuple[dict[str, Any], int]:
    """The main contract's row by one statement: what it is now, and how many payments are open."""
    term = {"ends_on": dt.date.fromisoformat(str(ends_on))} if ends_on else {}
    moved = (sa.update(Contract).where(Contract.id == parent.id)
             .values(changed_amount=Contract.changed_amount + plan.by, updated_at=desk.now,
                     open_obligations=Contract.open_obligations + plan.more_open, **term)
             .returning(Contract.changed_amount, Contract.ends_on, Contract.open_obligations)
             .execution_options(synchronize_session=False))
    amount, until, left = desk.session.execute(moved).one()
    desk.session.expire(parent, MOVED)
    return {"changed_amount": amount, "ends_on": until}, left


def _tell_term(desk: Desk, contract: Contract, effect: LinkEffect) -> None:
    """Who watches over the main contract's term hears of it."""
    parent = desk.session.get_one(Contract, effect.parent_id)
    if effect.relation == "termination":
        end_watch(desk, parent, "terminated")
    elif effect.ends_after != effect.ends_before:
        tell_watch(desk, parent, contract.id)


def _tell_owner(desk: Desk, contract: Contract) -> None:
    parent = desk.session.get_one(Contract, contract.parent_id)
    if parent.owner != desk.actor.user:
        notices.tell(desk, parent.owner, "took-effect", key=f"took-effect:{contract.id}", contract_id=parent.id, title=parent.title,
                     number=parent.number, by=desk.actor.user, linked=contract.title)


def _plain(held: Mapping[str, Any]) -> dict[str, Any]:
    return {"changed_amount": str(held["changed_amount"]), "ends_on": held["ends_on"].isoformat() if held["ends_on"] else None}
