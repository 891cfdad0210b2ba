"""The directory as lists show it: search, filters, pages by key, and what a name that is being typed may mean."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from contracts.counterparties.blacklisting import holds_on, in_force
from contracts.counterparties.directory import contacts_of
from contracts.counterparties.names import name_key
from contracts.counterparties.papers import Holding, needing_a_look, papers_by
from contracts.counterparties.records import Blacklisting, Counterparty, CounterpartyPaper
from contracts.people.company import today
from engine.desk import Desk

PAGE, OFFERED, LEAST = 50, 8, 2
STATES = ("blacklisted", "papers", "account", "new")        # on the blacklist, a paper needs a look, its account too, brought by a contract


@dataclass(frozen=True)
class Listed:
    """One line: the row, why it is on the blacklist, its papers that need a look."""

    row: Counterparty
    blacklisted: Blacklisting | None
    papers: tuple[Holding, ...]

    @property
    def worst(self) -> str:
        """expired, expiring, or nothing."""
        return self.papers[0].state if self.papers else ""


@dataclass(frozen=True)
class DirectoryPage:
    """Newest first; `next` continues behind the last row."""

    rows: list[Listed]
    next: int | None


@dataclass(frozen=True)
class Suggestion:
    """One that may be meant, with what a draft takes from it, by the names of the draft's fields."""

    id: int
    name: str
    code: str
    blacklisted: str                       # the reason; empty: it is not
    papers: str                            # expired, expiring, or nothing
    account_state: str
    values: dict[str, str]


def page(desk: Desk, *, text: str = "", state: str = "", kind: str = "", after: int | None = None, limit: int = PAGE) -> DirectoryPage:
    """Who fits: every word of `text` in a name, a former name or the code."""
    query = sa.select(Counterparty).where(Counterparty.merged_into.is_(None), *_holding(text), *_in_state(desk, state))
    if kind:
        query = query.where(Counterparty.kind == kind)
    if after:
        query = query.where(Counterparty.id < after)
    found = list(desk.session.scalars(query.order_by(Counterparty.id.desc()).limit(limit + 1)))
    return DirectoryPage(_listed(desk, found[:limit]), found[limit - 1].id if len(found) > limit else None)


def count(desk: Desk, state: str = "") -> int:
    """How many there are, or how many need this kind of a look."""
    query = sa.select(sa.func.count()).select_from(Counterparty).where(Counterparty.merged_into.is_(None), *_in_state(desk, state))
    return desk.session.scalar(query) or 0


def suggestions(desk: Desk, text: str) -> list[Suggestion]:
    """Up to eight that fit two typed characters or more, those first whose name begins so."""
    key = name_key(text)
    if len(key) < LEAST:
        return []
    begins = sa.case((Counterparty.sought.startswith(key, autoescape=True), 0), else_=1)
    query = sa.select(Counterparty).where(Counterparty.merged_into.is_(None), *_holding(text))
    found = list(desk.session.scalars(query.order_by(begins, Counterparty.id).limit(OFFERED)))
    return [_suggestion(desk, one) for one in _listed(desk, found)]


def counterparties_named(desk: Desk, text: str, limit: int) -> list[tuple[int, str, str | None]]:
    """Id, name and code of those that fit, those first whose name begins so."""
    begins = sa.case((Counterparty.sought.startswith(name_key(text), autoescape=True), 0), else_=1)
    query = sa.select(Counterparty.id, Counterparty.name, Counterparty.code).where(Counterparty.merged_into.is_(None), *_holding(text))
    return [(key, name, code) for key, name, code in desk.session.execute(query.order_by(begins, Counterparty.id).limit(limit))]


def _holding(text: str) -> list[sa.ColumnElement[bool]]:
    words = [key for word in text.split()[:8] if (key := name_key(word))]
    return [Counterparty.sought.contains(word, autoescape=True) for word in words] or ([sa.false()] if text.strip() else [])


def _in_state(desk: Desk, state: str) -> list[sa.ColumnElement[bool]]:
    conditions = {
        "blacklisted": Counterparty.id.in_(sa.select(Blacklisting.counterparty_id).where(holds_on(today(desk)))),
        "papers": Counterparty.id.in_(sa.select(CounterpartyPaper.counterparty_id).where(needing_a_look(today(desk)))),
        "account": sa.and_(Counterparty.account != "", Counterparty.confirmed_at.is_(None)),
        "new": Counterparty.from_contract.is_(True)}
    return [conditions[state]] if state in conditions else []


def _listed(desk: Desk, rows: list[Counterparty]) -> list[Listed]:
    ids = [one.id for one in rows]
    listed, papers = in_force(desk, ids), papers_by(desk, ids)
    return [Listed(one, listed.get(one.id), tuple(each for each in papers.get(one.id, ()) if each.state in ("expired", "expiring")))
            for one in rows]


def _suggestion(desk: Desk, one: Listed) -> Suggestion:
    row = one.row
    contact = next(iter(contacts_of(desk, row.id)), None)
    values = {"counterparty": row.name, "counterparty_code": row.code or "", "counterparty_address": row.address,
              "counterparty_representative": row.representative, "counterparty_contact": contact.name if contact else "",
              "counterparty_phone": contact.phone if contact and contact.phone else row.phone,
              "counterparty_email": contact.email if contact and contact.email else row.email,
              "counterparty_bank": row.bank, "counterparty_account": row.account}
    reason = one.blacklisted.reason if one.blacklisted else ""
    return Suggestion(row.id, row.name, row.code or "", reason, one.worst, row.account_state, values)
