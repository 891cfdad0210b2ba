"""A contract's counterparty comes into the directory: at its first submission, in that transaction; of older contracts at the upgrade."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from contracts.counterparties.directory import put_in
from contracts.counterparties.finding import named
from contracts.counterparties.names import name_key
from contracts.counterparties.records import Counterparty
from contracts.counterparties.telling import tell
from contracts.counterparties.wishes import ACCOUNT, Contact, Wish
from contracts.people.wishes import EMAIL
from contracts.records import Contract
from engine import history
from engine.desk import SYSTEM, Desk, House, at_desk, reading_at

SAID = ("address", "representative", "contact", "phone", "email", "bank", "account")
AT_ONCE = 100                              # counterparties a transaction, when older contracts are gone through


def meant(desk: Desk, contract: Contract) -> Counterparty | None:
    """The entry that a contract's name and code mean, where the directory has one."""
    return named(desk, contract.counterparty, contract.counterparty_code).one


def enter_counterparty(desk: Desk, contract: Contract, values: Mapping[str, Any]) -> None:
    """Tie the contract to its counterparty; one that the directory does not know is put in, its account unconfirmed."""
    found = meant(desk, contract)
    if found is None and name_key(contract.counterparty):
        history.hold_house(desk)                # two contracts that bring the same one
        found = meant(desk, contract) or _put_in(desk, contract, values)
    contract.counterparty_id = found.id if found else None


def take_up_contracts(house: House) -> int:
    """Put the counterparties of contracts that were submitted before there was a directory into it; how many are new. Safe to repeat."""
    added = 0
    while True:
        with at_desk(house, SYSTEM) as desk:
            few = _untied(desk)
            added += sum(_take_up(desk, *one) for one in few)
        if len(few) < AT_ONCE:
            return added


def has_untied(house: House) -> bool:
    """Are there submitted contracts whose counterparty is not in the directory?"""
    with reading_at(house, SYSTEM) as desk:
        return bool(_untied(desk, 1))


def _untied(desk: Desk, limit: int = AT_ONCE) -> list[tuple[str, str]]:
    """Names and codes of submitted contracts that are tied to no counterparty."""
    query = sa.select(Contract.counterparty, Contract.counterparty_code).where(
        Contract.counterparty_id.is_(None), Contract.number.is_not(None), Contract.counterparty != "").distinct().limit(limit)
    return [(name, code) for name, code in desk.session.execute(query) if name_key(name)]


def _take_up(desk: Desk, name: str, code: str) -> bool:
    """All contracts with this name and code; the newest says the rest of it."""
    theirs = Contract.counterparty == name, Contract.counterparty_code == code
    query = sa.select(Contract).where(*theirs, Contract.number.is_not(None)).order_by(Contract.updated_at.desc())
    newest = desk.session.scalars(query.limit(1)).one()
    found = meant(desk, newest)
    row = found or _put_in(desk, newest, newest.values or {})
    desk.session.execute(sa.update(Contract).where(*theirs, Contract.counterparty_id.is_(None), Contract.number.is_not(None))
                         .values(counterparty_id=row.id), execution_options={"synchronize_session": False})
    return found is None


def _put_in(desk: Desk, contract: Contract, values: Mapping[str, Any]) -> Counterparty:
    """What the contract says of it. What the directory can't keep (an account that is none) is left out; the submission goes on."""
    said = {name: str(values.get(f"counterparty_{name}") or "") for name in SAID}
    email = said["email"] if EMAIL.fullmatch(said["email"]) else ""
    account = said["account"] if ACCOUNT.fullmatch(said["account"]) else ""
    contact = (Contact(said["contact"][:60], phone=said["phone"][:40], email=email),) if said["contact"] else ()
    wish = Wish(contract.counterparty, contract.counterparty_code, "company", (), said["address"][:200], said["representative"][:60],
                said["phone"][:40], email[:120], said["bank"][:120], account, "", contact)
    row = put_in(desk, wish, from_contract=True)
    tell(desk, row, "counterparty-added", {"contract": contract.id, "after": {"name": wish.name, "code": wish.code}})
    return row
