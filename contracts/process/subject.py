"""The contract as the engine sees it: the facts that route, the digest that approvals are bound to, where it stands."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from contracts import notices
from contracts.archive.asking import ask_for_papers
from contracts.deciding.shown import digest_shown
from contracts.drafting.saving import ledger_fields
from contracts.linking.effects import take_effect
from contracts.linking.relations import EFFECTIVE
from contracts.linking.renewing.watching import begin_watch, end_watch
from contracts.process.stage_times import note_leaving
from contracts.records import Contract
from engine import history
from engine.desk import Desk, Standing
from engine.errors import NotFound

STAGES = ("draft", "review", "sign", "perform", "archive")
ENDED = {"completed": "archived", "cancelled": "cancelled"}


def facts_of(contract: Contract) -> dict[str, Any]:
    """What routes a contract; the amount as a decimal string: of a supplement what it adds or takes, of a termination what it ends."""
    return {
        "amount": _weight(contract),
        "type": contract.type,
        "department": contract.department,
        "risk": contract.risk_level,
        "source": contract.source,
        "relation": contract.relation,
        "project": contract.project,
        "over_budget": contract.over_budget,
        "deviations": contract.deviations,
        "owner": contract.owner,
        "number": contract.number,
        "direction": contract.direction,
    }


def _weight(contract: Contract) -> str | None:
    values = contract.values or {}
    if contract.relation in EFFECTIVE:
        return str(abs(contract.amount_change or Decimal(values.get("parent_amount") or 0)))
    return None if contract.amount is None else str(contract.amount)


class ContractSubject:
    """Instances with the subject `contract`; the subject's id is the contract's."""

    def facts(self, desk: Desk, subject_id: str) -> dict[str, Any]:
        return facts_of(_contract(desk, subject_id))

    def digest(self, desk: Desk, subject_id: str) -> str:
        contract = _contract(desk, subject_id)
        return digest_shown(desk, contract, facts_of(contract))

    def stands_at(self, desk: Desk, subject_id: str, standing: Standing) -> None:
        """Bring the ledger row up to date in the engine's transaction, and tell who is concerned."""
        contract = _contract(desk, subject_id)
        before, is_new = _ledger_fields(contract), contract.instance_id is None
        contract.instance_id = standing.instance
        contract.status = ENDED.get(standing.status, "running")
        if standing.stage in STAGES:
            contract.stage = standing.stage
        contract.updated_at = desk.now
        if contract.status != "running" and contract.ended_at is None:
            contract.ended_at = desk.now
        after = _ledger_fields(contract)
        if after != before:
            history.record(desk, standing.instance, "ledger", facts={"before": before, "after": after})
        if is_new and contract.relation:                    # it was filled before it had a chain
            history.record(desk, standing.instance, "ledger", facts={"before": {}, "after": ledger_fields(contract)})
        if not is_new and contract.status != "cancelled" and after != before:
            note_leaving(desk, contract, before["stage"])
        if after["stage"] == "perform" != before["stage"]:
            take_effect(desk, contract)
            begin_watch(desk, contract)
        if after["stage"] == "archive" != before["stage"] and after["status"] == "running":
            ask_for_papers(desk, contract)
        if after["status"] != "running" == before["status"]:
            end_watch(desk, contract, after["status"])
        notices.tell_standing(desk, contract, standing, was=before["status"])


def _contract(desk: Desk, subject_id: str) -> Contract:
    contract = desk.session.get(Contract, subject_id)
    if contract is None:
        raise NotFound(contract=subject_id)
    return contract


def _ledger_fields(contract: Contract) -> dict[str, str]:
    return {"stage": contract.stage, "status": contract.status}
