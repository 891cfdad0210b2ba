"""Cancelling a contract (撤销): by who drafted it or who operates, until the seal is applied."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.deciding.asked import hold
from contracts.records import Contract, Signature
from engine.desk import Desk
from engine.errors import Invalid, NotYours, Refusal, _l
from engine.instances import Moved, cancel_instance


class NotCancellable(Refusal):
    """The contract has ended, or its seal was applied; facts: status, stage."""

    code, status = "not-cancellable", 409
    title = _l("This contract can't be cancelled any more.")
    hint = _l("A contract can be cancelled until the seal is applied.")


def may_cancel(desk: Desk, contract: Contract) -> bool:
    """Is it running and unsealed, and is the actor its drafter or somebody who may?"""
    is_mine = contract.owner == desk.actor.user
    if contract.status != "running" or contract.instance_id is None or _is_sealed(desk, contract):
        return False
    return is_mine or desk.house.authority.allows(desk, "cancel", contract.instance_id)


def cancel_contract(desk: Desk, contract: Contract, reason: str) -> Moved:
    """End the run and tell all who had it. Raises Invalid without a reason, NotYours, NotCancellable."""
    if not reason.strip():
        raise Invalid(fields={"reason": _l("Say why, in a sentence.")})
    hold(desk, contract)                    # it may be sealed at this moment
    if contract.status != "running" or contract.instance_id is None or _is_sealed(desk, contract):
        raise NotCancellable(contract=contract.id, status=contract.status, stage=contract.stage)
    if not may_cancel(desk, contract):
        raise NotYours(contract=contract.id)
    return cancel_instance(desk, contract.instance_id, reason.strip())


def _is_sealed(desk: Desk, contract: Contract) -> bool:
    if contract.source == "imported":                       # it was signed before it came here
        return True
    ours = sa.select(Signature.number).where(Signature.contract_id == contract.id, Signature.side == "ours").limit(1)
    return desk.session.scalar(ours) is not None
