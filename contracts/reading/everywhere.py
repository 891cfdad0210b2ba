"""Search everywhere: contracts that I may see and people, by a few words of what they are called."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from contracts.people.listing import people
from contracts.permissions import visible
from contracts.reading.search import holding
from contracts.records import Contract
from engine.desk import Desk

FEW = 6
SHORTEST = 2


@dataclass(frozen=True)
class Found:
    """One thing that fits: `kind` says what it is (contract, person), `key` which, `about` what else is said of it."""

    kind: str
    key: str
    title: str
    about: str


def find_everywhere(desk: Desk, text: str, limit: int = FEW) -> list[Found]:
    """At most `limit` of each kind, contracts first, the newest change first; nothing for less than two characters."""
    if len(text.strip()) < SHORTEST:
        return []
    return [*_contracts(desk, text, limit), *_people(desk, text, limit)]


def _contracts(desk: Desk, text: str, limit: int) -> list[Found]:
    """Sorted beside the ledger's wide index (`Order.key`): from the newest on, a word that few have would lead through the rows of all."""
    columns = (Contract.number, Contract.title, Contract.counterparty)
    newest = (sa.func.coalesce(Contract.updated_at, Contract.updated_at).desc(), Contract.id.desc())
    ids = sa.select(Contract.id).where(visible(desk), *holding(columns, text)).order_by(*newest).limit(limit)
    query = sa.select(Contract.id, *columns).where(Contract.id.in_(ids)).order_by(*newest)
    return [Found("contract", key, title, " · ".join(filter(None, (number, counterparty))))
            for key, number, title, counterparty in desk.session.execute(query)]


def _people(desk: Desk, text: str, limit: int) -> list[Found]:
    return [Found("person", row.user.login, row.user.name, row.user.department or "") for row in people(desk, text=text, limit=limit).rows]
