"""Which contract has renewed another one that nobody began as its renewal: named by its number, and linked to it."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.counterparties.names import name_key
from contracts.permissions import visible
from contracts.records import Contract
from engine import history
from engine.desk import Desk
from engine.errors import Invalid, _l

UNKNOWN = _l("Name the number of a contract that you may see.")
CANCELLED = _l("That contract was cancelled.")
OTHER_PARTY = _l("That contract is with another counterparty. A new contract with somebody else is no renewal: let this one end.")
OTHER_WAY = _l("That contract is paid the other way round.")
BELONGS = _l("That contract belongs to another one already.")
TOO_SHORT = _l("That contract ends no later than this one.")


def link_renewed(desk: Desk, contract: Contract, number: str, chain: str) -> Contract:
    """The contract of this number becomes the renewal of `contract`, if it is none yet. Raises Invalid with what speaks against it.

    What was before and after stands in `chain`, that of the watch which is answered.
    """
    other = desk.session.scalar(sa.select(Contract).where(Contract.number == number.strip(), Contract.id != contract.id, visible(desk)))
    if other is None or not number.strip():
        raise _refused(UNKNOWN)
    if (other.parent_id, other.relation) == (contract.id, "renewal"):
        _require_alive(other)
        return other
    _require_suitable(contract, other)
    # One statement on a row that another instance owns: who links it at the same moment finds it taken.
    free = sa.update(Contract).where(Contract.id == other.id, Contract.parent_id.is_(None), Contract.relation == "")
    moved = free.values(parent_id=contract.id, relation="renewal", updated_at=desk.now).returning(Contract.id)
    if desk.session.execute(moved.execution_options(synchronize_session=False)).first() is None:
        raise _refused(BELONGS)
    history.record(desk, chain, "linked", facts={"contract": other.id, "before": {"parent_id": None, "relation": ""}, "after": {
        "parent_id": contract.id, "relation": "renewal"}})
    desk.session.expire(other, ["parent_id", "relation", "updated_at"])
    return other


def _require_suitable(contract: Contract, other: Contract) -> None:
    _require_alive(other)
    if other.parent_id or other.relation:
        raise _refused(BELONGS)
    if not _same_party(contract, other):
        raise _refused(OTHER_PARTY)
    if (other.direction, other.currency) != (contract.direction, contract.currency):
        raise _refused(OTHER_WAY)
    if contract.ends_on and other.ends_on and other.ends_on <= contract.ends_on:
        raise _refused(TOO_SHORT)


def _require_alive(other: Contract) -> None:
    if other.status == "cancelled":
        raise _refused(CANCELLED)


def _same_party(one: Contract, other: Contract) -> bool:
    if one.counterparty_id and one.counterparty_id == other.counterparty_id:
        return True
    if one.counterparty_code and other.counterparty_code:
        return one.counterparty_code == other.counterparty_code
    return name_key(one.counterparty) == name_key(other.counterparty)


def _refused(why: str) -> Invalid:
    return Invalid(fields={"renewed_by": why})
