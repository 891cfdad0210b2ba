"""What the house's history says of counterparties, and where it says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from contracts import notices
from contracts.counterparties.records import Counterparty, CounterpartyEntry
from contracts.people.company import company
from contracts.people.roles import CONFIRMS_ACCOUNTS
from engine import history
from engine.desk import SYSTEM, Desk
from engine.records import Entry

TOLD = ("kind", "name", "code", "former", "tax_remarks")
# said to have changed, but not from what to what: the history forgets nothing
HIDDEN = ("address", "representative", "phone", "email", "bank", "account", "contacts")


def tell(desk: Desk, row: Counterparty, act: str, facts: Mapping[str, Any] | None = None) -> None:
    """Record in the house's chain what was done with a counterparty; its own page finds it again."""
    entry = history.record(desk, history.HOUSE, act, facts={"counterparty": row.id, "name": row.name, **(facts or {})})
    desk.session.add(CounterpartyEntry(counterparty_id=row.id, number=entry.number))


def ask_to_confirm(desk: Desk, row: Counterparty) -> None:
    """Finance hears of an account that waits for them: once for each account that was given."""
    if row.account and row.account_at and desk.actor.user != SYSTEM.user:         # of old contracts that are taken up nobody hears
        notices.tell_all(desk, company(desk).with_role(CONFIRMS_ACCOUNTS), "account-waits",
                         key=f"account-waits:{row.id}:{row.account_at:%Y%m%d%H%M%S%f}", counterparty=row.id, name=row.name)


def entries_of(desk: Desk, counterparty_id: int, limit: int = 100) -> list[Entry]:
    """The history of one counterparty and of those that were merged into it, newest first."""
    ids = sa.select(Counterparty.id).where(sa.or_(Counterparty.id == counterparty_id, Counterparty.merged_into == counterparty_id))
    numbers = sa.select(CounterpartyEntry.number).where(CounterpartyEntry.counterparty_id.in_(ids))
    query = sa.select(Entry).where(Entry.chain == history.HOUSE, Entry.number.in_(numbers)).order_by(Entry.number.desc()).limit(limit)
    return list(desk.session.scalars(query))
