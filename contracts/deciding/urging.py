"""Urging (催办): poke those who have a contract, at most once an hour."""

from __future__ import annotations

from contracts import notices
from contracts.ledger.holdings import holdings
from contracts.records import Contract
from engine import history
from engine.desk import Desk
from engine.errors import Refusal, _l


class NothingToUrge(Refusal):
    """Nobody has the contract at the moment, or it has ended."""

    code, status = "nothing-to-urge", 409
    title = _l("Nobody is asked at the moment.")
    hint = _l("The contract waits for a date or for the system, not for a person.")


def may_urge(desk: Desk, contract: Contract) -> bool:
    """Whoever drafted it, while somebody else has it."""
    return contract.owner == desk.actor.user and any(_others(desk, contract))


def urge(desk: Desk, contract: Contract) -> int:
    """Tell everybody who has the contract; a second time within the hour tells nobody. How many people have it."""
    if not may_urge(desk, contract) or contract.instance_id is None:
        raise NothingToUrge(contract=contract.id)
    held = _others(desk, contract)
    told = notices.tell_holders(desk, contract, contract.instance_id, held, "urged", once=f"{desk.now:%Y%m%d%H}", by=desk.actor.user)
    history.record(desk, contract.instance_id, "urged", facts={"holders": held})
    return told


def _others(desk: Desk, contract: Contract) -> list[str]:
    return sorted({held.principal for held in holdings(desk, [contract])[contract.id]} - {f"u:{desk.actor.user}"})
