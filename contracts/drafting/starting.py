"""Begin a contract: its record and its instance, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contracts.documents.templates import Template
from contracts.records import Contract
from contracts.templates.offered import NotOffered, pin_offered
from contracts.types.catalog import pin_fields, type_of
from contracts.types.definitions import ContractType
from engine.desk import Desk
from engine.errors import NotYours
from engine.identity import Key, new_id
from engine.instances import start_instance

EDITION = "contract"


@dataclass(frozen=True)
class Begun:
    """A contract that was begun, and the work item in which it is drafted."""

    contract_id: str
    item: Key | None


def require_beginner(desk: Desk) -> None:
    """Raises NotYours for who may begin no contract."""
    if not desk.house.authority.allows(desk, "start", EDITION):
        raise NotYours(act="start", key=EDITION)


def start_contract(desk: Desk, template: str, *, title: str = "", department: str = "") -> Begun:
    """Begin a contract with the published version of a template; the actor is its drafter. Raises NotFound, NotOffered, NotYours."""
    require_beginner(desk)
    chosen = pin_offered(desk, template)
    kind = type_of(desk, chosen.type)
    if kind.retired:
        raise NotOffered(template=template)
    return begin(desk, new_contract(desk, chosen, kind, title=title, department=department))


def new_contract(desk: Desk, chosen: Template, kind: ContractType, **given: Any) -> Contract:
    """The record of a contract of this type with this text; what is `given` goes before what is usual."""
    usual = {"direction": "expense" if kind.direction == "either" else kind.direction, "tax_rate": kind.tax_rate}
    contract = Contract(
        id=new_id(), type=kind.key, owner=desk.actor.user, template=chosen.key, template_version=chosen.version,
        type_sha=pin_fields(desk.house, kind), values=_defaults({**kind.form.defaults(), **chosen.form.defaults()}),
        created_at=desk.now, updated_at=desk.now, updated_by=desk.actor.user, **{**usual, **given})
    desk.session.add(contract)
    return contract


def begin(desk: Desk, contract: Contract) -> Begun:
    """Start the instance of a new contract."""
    moved = start_instance(desk, EDITION, subject="contract", subject_id=contract.id, initiator=contract.owner)
    return Begun(contract.id, next((item.key for item in moved.opened), None))


def _defaults(defaults: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in defaults.items() if not hasattr(Contract, name)}
