"""One counterparty as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.counterparties.blacklisting import blacklistings_of, in_force
from contracts.counterparties.directory import wish_of
from contracts.counterparties.finding import counterparty
from contracts.counterparties.papers import Holding, papers_by
from contracts.counterparties.records import Blacklisting, Counterparty
from contracts.counterparties.wishes import Wish
from engine.desk import Desk


@dataclass(frozen=True)
class CounterpartyView:
    """The row, what was typed of it, its papers, and what the blacklist says and said."""

    row: Counterparty
    wish: Wish
    papers: tuple[Holding, ...]
    blacklisted: Blacklisting | None
    blacklistings: tuple[Blacklisting, ...]
    into: Counterparty | None              # who stays, where it was merged


def view_of(desk: Desk, counterparty_id: int) -> CounterpartyView:
    """Raises NotFound."""
    row = counterparty(desk, counterparty_id)
    papers = tuple(papers_by(desk, [row.id]).get(row.id, ()))
    into = counterparty(desk, row.merged_into) if row.merged_into else None
    blacklisted = in_force(desk, [row.id]).get(row.id)
    return CounterpartyView(row, wish_of(desk, row), papers, blacklisted, tuple(blacklistings_of(desk, row.id)), into)
