"""A work item together with the contract that it asks about."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from contracts.permissions import visible
from contracts.records import Contract
from engine.desk import Desk
from engine.errors import NotFound
from engine.identity import ItemId, group, person
from engine.locking import locked_instance
from engine.records import Instance, Visit, WorkItem
from engine.work_items.assignment import keeps_initiator_out
from engine.work_items.reading import may_act


@dataclass(frozen=True)
class Asked:
    """The rows of one question; the instance is locked where the desk writes."""

    key: ItemId
    instance: Instance
    item: WorkItem
    visit: Visit
    contract: Contract
    may_act: bool

    @property
    def is_open(self) -> bool:
        return self.item.state == "open"

    @property
    def is_approval(self) -> bool:
        """To approve, or to perform (办理)? The rework of a returned step never approves."""
        return self.item.kind != "rework" and self.properties.get("kind", "approve") == "approve"

    @property
    def keeps_drafter_out(self) -> bool:
        """Must somebody else do it than who drafted the contract: every approval, and the seal?"""
        return self.item.kind != "rework" and keeps_initiator_out(self.properties)

    @property
    def element(self) -> str:
        """The step that is asked for."""
        return step_of(self.item, self.visit)[0]

    @property
    def step(self) -> str:
        """Its name, as people say it."""
        return step_of(self.item, self.visit)[1]

    @property
    def properties(self) -> dict[str, str]:
        found: dict[str, str] = self.visit.task.get("properties", {})
        return found


def find_asked(desk: Desk, key: ItemId, *, locked: bool = True) -> Asked:
    """Lock the instance, then look. Raises NotFound for what is not there and for whom may neither act nor see."""
    instance = locked_instance(desk, key.instance) if locked else desk.session.get(Instance, key.instance)
    item = desk.session.get(WorkItem, key) if instance else None
    contract = desk.session.get(Contract, contract_id_of(instance)) if instance and item else None
    if not instance or not item or not contract:
        raise NotFound(item=str(key))
    may = may_act(desk, key)
    if not may and not _was_asked(desk, item) and not may_see(desk, contract):
        raise NotFound(item=str(key))
    visit = desk.session.get_one(Visit, (key.instance, item.visit))
    return Asked(key, instance, item, visit, contract, may)


def _was_asked(desk: Desk, item: WorkItem) -> bool:
    """Who had it in their inbox a moment ago may still read who was first."""
    people = [desk.actor.user, *desk.directory.substituted(desk.actor.user)]
    return not {*map(person, people), *(group(name) for one in people for name in desk.directory.groups(one))}.isdisjoint(item.candidates)


def step_of(item: WorkItem, visit: Visit) -> tuple[str, str]:
    """Element and name of what an item asks for: rework and reaffirm stand under the returner's visit and ask for an earlier step."""
    why = item.why or {}
    if item.kind in ("rework", "reaffirm") and "target" in why:
        return why["target"], why.get("name") or why["target"]
    return visit.element, visit.name or visit.element


def contract_id_of(instance: Instance) -> str:
    """The contract that an instance is about; an obligation's subject is `<contract>.<row>`."""
    return instance.subject_id.partition(".")[0]


def may_see(desk: Desk, contract: Contract) -> bool:
    """Is the contract in what the actor may see?"""
    return desk.session.scalar(sa.select(Contract.id).where(Contract.id == contract.id, visible(desk, few=True))) is not None


def seen_contract(desk: Desk, contract_id: str) -> Contract:
    """A contract that the actor may see. Raises NotFound, also for one that is there but hidden."""
    contract = desk.session.scalar(sa.select(Contract).where(Contract.id == contract_id, visible(desk, few=True)))
    if contract is None:
        raise NotFound(contract=contract_id)
    return contract


def hold(desk: Desk, contract: Contract) -> None:
    """Lock the contract's instance for the rest of this command, then look at the contract again: somebody may just have changed it."""
    locked_instance(desk, str(contract.instance_id))
    desk.session.refresh(contract)


__all__ = ["Asked", "contract_id_of", "find_asked", "hold", "may_see", "seen_contract"]
