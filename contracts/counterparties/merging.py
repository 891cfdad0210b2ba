"""Merge two entries that are one counterparty: the contracts keep what they say, the one that goes points to the one that stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from contracts.counterparties.allowed import require_blacklister
from contracts.counterparties.directory import Kept, change, held, wish_of
from contracts.counterparties.records import Blacklisting, Counterparty, CounterpartyName, CounterpartyPaper
from contracts.counterparties.telling import tell
from contracts.counterparties.wishes import MOST_CONTACTS, MOST_NAMES, Wish, checked
from engine.desk import Desk
from engine.errors import ChangedMeanwhile, Invalid, _l

FILLED = ("address", "representative", "phone", "email", "tax_remarks")


def merge(desk: Desk, counterparty_id: int, into: int, version: int) -> Kept:
    """Merge the entry of this version into another, which takes names, contacts, papers, blacklistings, and what it lacks itself.

    Raises NotYours, NotFound, Merged, ChangedMeanwhile, Invalid.
    """
    require_blacklister(desk)
    goes, stays = held(desk, counterparty_id), held(desk, into)
    if goes.id == stays.id:
        raise Invalid(fields={"into": _l("Choose another counterparty.")})
    if goes.version != version:
        raise ChangedMeanwhile(counterparty=counterparty_id)
    kept, gone = wish_of(desk, stays), wish_of(desk, goes)
    for record in (CounterpartyPaper, Blacklisting):
        _move(desk, record, goes.id, stays.id)
    # its names are found under who stays from now on
    desk.session.execute(sa.delete(CounterpartyName).where(CounterpartyName.counterparty_id == goes.id))
    change(desk, stays, checked(_together(kept, gone)))
    desk.session.execute(sa.update(Counterparty).where(Counterparty.merged_into == goes.id).values(merged_into=stays.id))
    goes.merged_into, goes.changed_at, goes.changed_by = stays.id, desk.now, desk.actor.user
    tell(desk, stays, "counterparty-merged", {"took": goes.id, "its_name": goes.name, "its_code": goes.code})
    return Kept(stays.id, stays.version + 1)


def _together(kept: Wish, gone: Wish) -> Wish:
    """The names and contacts of both, and what who stays lacks. The code of who goes stays with it, and leads here."""
    lacking: dict[str, Any] = {name: getattr(gone, name) for name in FILLED if not getattr(kept, name)}
    if not kept.account:
        lacking |= {"bank": gone.bank, "account": gone.account}
    contacts = [*kept.contacts, *(one for one in gone.contacts if one not in kept.contacts)]
    return replace(kept, **lacking, former=(*kept.former, gone.name, *gone.former)[:MOST_NAMES], contacts=tuple(contacts[:MOST_CONTACTS]))


def _move(desk: Desk, record: Any, goes: int, stays: int) -> None:
    """The rows of one, numbered on behind those of the other."""
    last = desk.session.scalar(sa.select(sa.func.max(record.number)).where(record.counterparty_id == stays)) or 0
    desk.session.execute(sa.update(record).where(record.counterparty_id == goes).values(counterparty_id=stays, number=record.number + last),
                         execution_options={"synchronize_session": False})
