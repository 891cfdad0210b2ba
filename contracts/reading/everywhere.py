"""Search everywhere: contracts, counterparties, projects, templates, types and people, as far as the actor may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from contracts.counterparties.listing import counterparties_named
from contracts.money.amounts import half_width
from contracts.people.listing import people
from contracts.people.roles import READS_TYPES
from contracts.permissions import visible
from contracts.projects.overview import projects_named
from contracts.reading.search import holding
from contracts.records import Contract
from contracts.templates.shelf import titles_seen
from contracts.types.catalog import catalog
from engine.desk import Desk

FEW = 6
SHORTEST = 2


@dataclass(frozen=True)
class Found:
    """One thing that fits: `kind` says what it is, `key` which, `about` what else is said of it; `titles` by language where it has two."""

    kind: str                              # contract, counterparty, project, template, type, person
    key: str
    title: str
    about: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)


def find_everywhere(desk: Desk, text: str, limit: int = FEW) -> list[Found]:
    """At most `limit` of each kind, contracts first; nothing for less than two characters."""
    if len(text.strip()) < SHORTEST:
        return []
    return [one for find in FINDERS for one in find(desk, text, limit)]


def _contracts(desk: Desk, text: str, limit: int) -> list[Found]:
    """Sorted beside the ledger's wide index (`Order.key`): from the newest on, a word that few have would lead through the rows of all."""
    columns = (Contract.number, Contract.title, Contract.counterparty)
    newest = (sa.func.coalesce(Contract.updated_at, Contract.updated_at).desc(), Contract.id.desc())
    ids = sa.select(Contract.id).where(visible(desk), *holding(columns, text)).order_by(*newest).limit(limit)
    query = sa.select(Contract.id, *columns).where(Contract.id.in_(ids)).order_by(*newest)
    return [Found("contract", key, title, " · ".join(filter(None, (number, counterparty))))
            for key, number, title, counterparty in desk.session.execute(query)]


def _counterparties(desk: Desk, text: str, limit: int) -> list[Found]:
    return [Found("counterparty", str(key), name, code or "") for key, name, code in counterparties_named(desk, text, limit)]


def _projects(desk: Desk, text: str, limit: int) -> list[Found]:
    return [Found("project", code, name, code) for code, name in projects_named(desk, text, limit)]


def _templates(desk: Desk, text: str, limit: int) -> list[Found]:
    fitting = (one for one in titles_seen(desk) if _says(one[2].values(), text))
    return [Found("template", key, titles["en"], kind, titles) for (key, kind, titles), _ in zip(fitting, range(limit), strict=False)]


def _types(desk: Desk, text: str, limit: int) -> list[Found]:
    """For those who may read how types are defined."""
    if not desk.actor.roles & READS_TYPES:
        return []
    fitting = [one for one in catalog(desk) if _says([one.key, *one.title.values()], text)]
    return [Found("type", one.key, one.title["en"], "", one.title) for one in fitting[:limit]]


def _people(desk: Desk, text: str, limit: int) -> list[Found]:
    return [Found("person", row.user.login, row.user.name, row.user.department or "") for row in people(desk, text=text, limit=limit).rows]


def _says(words: Iterable[str], text: str) -> bool:
    said = " ".join(words).casefold()
    return all(word in said for word in half_width(text).casefold().split())


FINDERS: tuple[Callable[[Desk, str, int], list[Found]], ...] = (_contracts, _counterparties, _projects, _templates, _types, _people)
