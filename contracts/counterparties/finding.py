"""Find a counterparty: by its id, by what a contract says of it, and those that are nearly alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.counterparties.names import SIMILAR, name_key, percent_alike, pieces
from contracts.counterparties.records import Counterparty, CounterpartyName
from engine.desk import Desk
from engine.errors import NotFound

MOST_CANDIDATES, MOST_SIMILAR = 40, 3


@dataclass(frozen=True)
class Named:
    """Whom a name and a code mean: who has the code, and those who have or had the name. Merged ones are followed to who stayed."""

    code: str
    by_code: Counterparty | None
    by_name: tuple[Counterparty, ...]

    @property
    def one(self) -> Counterparty | None:
        """The one that is meant: who has the code, else who has the name and no other code."""
        fitting = (one for one in self.by_name if not self.code or one.code in (None, self.code))
        return self.by_code or next(fitting, None)

    @property
    def all(self) -> tuple[Counterparty, ...]:
        found = {one.id: one for one in (self.by_code, *self.by_name) if one}
        return tuple(found.values())


@dataclass(frozen=True)
class Similar:
    """A counterparty whose name is nearly the same; 100 percent: the same, written in another way."""

    id: int
    name: str
    percent: int


def counterparty(desk: Desk, counterparty_id: int) -> Counterparty:
    """Raises NotFound."""
    found = desk.session.get(Counterparty, counterparty_id) if 0 < counterparty_id < 2**63 else None
    if found is None:
        raise NotFound(counterparty=counterparty_id)
    return found


def family(counterparty_id: int) -> sa.Select[Any]:
    """The ids under which contracts may be with it: its own, and of those that were merged into it."""
    return sa.select(Counterparty.id).where(sa.or_(Counterparty.id == counterparty_id, Counterparty.merged_into == counterparty_id))


def named(desk: Desk, name: str, code: str) -> Named:
    """Whom a contract means that says this name and this code."""
    key = name_key(name)
    query = sa.select(Counterparty).where(sa.or_(
        Counterparty.code == code if code else sa.false(),
        Counterparty.id.in_(sa.select(CounterpartyName.counterparty_id).where(CounterpartyName.key == key)) if key else sa.false()))
    found = list(desk.session.scalars(query.order_by(Counterparty.id))) if key or code else []
    by_code = next((one for one in found if code and one.code == code), None)
    by_name = [one for one in found if one is not by_code]
    return Named(code, _stays(desk, by_code) if by_code else None, tuple(_stays(desk, one) for one in by_name))


def similar(desk: Desk, name: str, without: int | None = None) -> list[Similar]:
    """Those whose present or other names are the same or nearly, most alike first."""
    key, parts = name_key(name), list(pieces(name_key(name)))
    columns = CounterpartyName.counterparty_id, CounterpartyName.name, CounterpartyName.key
    same = desk.session.execute(sa.select(*columns).where(CounterpartyName.key == key).limit(MOST_CANDIDATES)).all()
    near = []
    if parts:
        hits = [sa.case((CounterpartyName.key.contains(part, autoescape=True), 1), else_=0) for part in parts]
        query = sa.select(*columns).where(sa.or_(*(CounterpartyName.key.contains(part, autoescape=True) for part in parts)))
        near = list(desk.session.execute(query.order_by(sum(hits[1:], hits[0]).desc(), *columns[:1]).limit(MOST_CANDIDATES)).all())
    best: dict[int, Similar] = {}
    for found in (Similar(one, said, percent_alike(key, other)) for one, said, other in [*same, *near]):
        if found.percent >= SIMILAR and found.percent > (best[found.id].percent if found.id in best else 0):
            best[found.id] = found
    return _staying(desk, best, without)[:MOST_SIMILAR]


def _staying(desk: Desk, best: dict[int, Similar], without: int | None) -> list[Similar]:
    """Without those that were merged into another, and without who is asking."""
    gone = set(desk.session.scalars(sa.select(Counterparty.id).where(Counterparty.id.in_(best), Counterparty.merged_into.is_not(None)))) \
        if best else set()
    kept = [one for one in best.values() if one.id not in gone and one.id != without]
    return sorted(kept, key=lambda one: (-one.percent, one.id))


def _stays(desk: Desk, found: Counterparty) -> Counterparty:
    return found if found.merged_into is None else counterparty(desk, found.merged_into)
