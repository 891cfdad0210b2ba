"""Answer what follows on a contract's end (届满处理): renew it, change it, let it end, or it is renewed already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.deciding.decisions import Decision, decide
from contracts.drafting.starting import EDITION
from contracts.forms.steps import fill_step
from contracts.linking.beginning import linked_contract
from contracts.linking.renewing.renewed_by import link_renewed
from contracts.linking.renewing.subject import watched
from contracts.process.standing import require_open
from contracts.records import Contract
from engine import history, messages, outbox
from engine.desk import Desk
from engine.identity import ItemId
from engine.records import Letter

FORM = "renewal"
BEGINS = {"renew": "renewal", "change": "change"}        # answer: the relation of the draft that it makes


@dataclass(frozen=True)
class Answered:
    """The decision, and the contract that it linked: a draft, whose instance starts by a letter, or the one that renews it already."""

    decision: Decision
    linked_id: str | None = None
    draft_is_mine: bool = False


def answer_expiry(desk: Desk, item: ItemId, typed: Mapping[str, Any], comment: str = "") -> Answered:
    """Record the answer; `renew` and `change` make the linked draft, filled from the contract, in the same transaction;
    `renewed` links the contract that is named.

    Raises NotFound, NotYours, AlreadyDone, ReadOnly, NotLinkable, Invalid; nothing has changed then.
    """
    filled = fill_step(desk, item, FORM, typed)
    if not filled.is_mine:
        return Answered(decide(desk, item, "end", comment, shown=None, wrote=filled.wrote))      # refuses
    contract, answer = watched(desk, filled.asked.instance.subject_id), filled.values["answer"]
    require_open(contract)
    draft = _begin(desk, contract, BEGINS[answer]) if answer in BEGINS else None
    linked = link_renewed(desk, contract, str(filled.values.get("renewed_by") or ""), item.instance) if answer == "renewed" else draft
    history.record(desk, item.instance, "ledger", facts={"before": {"renewal": contract.renewal}, "after": {"renewal": answer}})
    contract.renewal = answer
    wrote = {**filled.wrote, "contract": contract.id, **({"linked": linked.id} if linked else {})}
    decision = decide(desk, item, answer, comment, shown=None, wrote=wrote)
    return Answered(decision, linked.id if linked else None, draft is not None and draft.owner == desk.actor.user)


def open_draft(desk: Desk, contract_id: str) -> None:
    """Start a draft's instance now, in a transaction of its own, instead of a moment later by a worker; who comes second does nothing."""
    letter = desk.session.scalar(sa.select(Letter.id).where(Letter.key == _key(contract_id), Letter.state == "ready"))
    if letter is not None:
        messages.deliver_letter(desk, letter)


def _begin(desk: Desk, contract: Contract, relation: str) -> Contract:
    linked = linked_contract(desk, contract, relation)
    if desk.directory.is_active(contract.owner):
        linked.owner = contract.owner                     # also where the superior has answered
    outbox.post_start(desk, key=_key(linked.id), edition_key=EDITION, subject="contract", subject_id=linked.id, initiator=linked.owner)
    return linked


def _key(contract_id: str) -> str:
    return f"linked:{contract_id}"
