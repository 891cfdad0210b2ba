"""Answer what follows on a contract's end (届满处理): renew it, change it, let it end, or it is renewed already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.deciding.decisions import Decision, decide
from contracts.drafting.starting import EDITION
from contracts.forms.steps import Filled, fill_step
from contracts.linking.beginning import linked_contract
from contracts.linking.renewing.subject import watched
from contracts.permissions import visible
from contracts.process.standing import require_open
from contracts.records import Contract
from engine import history, messages, outbox
from engine.desk import Desk
from engine.errors import Invalid, _l
from engine.identity import ItemId
from engine.records import Letter

FORM = "renewal"
BEGINS = {"renew": "renewal", "change": "change"}        # answer: the relation of the draft that it makes


@dataclass(frozen=True)
class Answered:
    """The decision, and the draft that it began; its instance starts by a letter."""

    decision: Decision
    linked_id: str | None = None
    draft_is_mine: bool = False


def answer_expiry(desk: Desk, item: ItemId, typed: Mapping[str, Any], comment: str = "") -> Answered:
    """Record the answer; `renew` and `change` make the linked draft, filled from the contract, in the same transaction.

    Raises NotFound, NotYours, AlreadyDone, ReadOnly, NotLinkable, Invalid; nothing has changed then.
    """
    filled = fill_step(desk, item, FORM, typed)
    if not filled.is_mine:
        return Answered(decide(desk, item, "end", comment, shown=None, wrote=filled.wrote))      # refuses
    contract, answer = watched(desk, filled.asked.instance.subject_id), filled.values["answer"]
    require_open(contract)
    _require_number(desk, contract, filled)
    draft = _begin(desk, contract, BEGINS[answer]) if answer in BEGINS else None
    history.record(desk, item.instance, "ledger", facts={"before": {"renewal": contract.renewal}, "after": {"renewal": answer}})
    contract.renewal = answer
    wrote = {**filled.wrote, "contract": contract.id, **({"linked": draft.id} if draft else {})}
    decision = decide(desk, item, answer, comment, shown=None, wrote=wrote)
    return Answered(decision, draft.id, draft.owner == desk.actor.user) if draft else Answered(decision)


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


def _require_number(desk: Desk, contract: Contract, filled: Filled) -> None:
    """Who says that it is renewed names the contract, which they see."""
    number = str(filled.values.get("renewed_by") or "").strip()
    if filled.values["answer"] != "renewed":
        return
    known = sa.select(Contract.id).where(Contract.number == number, Contract.id != contract.id, visible(desk))
    if not number or desk.session.scalar(known) is None:
        raise Invalid(fields={"renewed_by": _l("Name the number of a contract that you may see.")})
