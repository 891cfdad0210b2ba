"""What contracts take of a budget: reserved, committed, changed, invoiced, paid; one statement over the contracts for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

import sqlalchemy as sa

from contracts.importing.hiding import is_shown
from contracts.records import Contract
from engine.desk import Desk

SIGNED = ("perform", "archive")
EFFECTS = ("supplement", "change", "termination")       # once signed they stand in their parent's changed amount
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Sums:
    """Over some contracts: `reserved` were submitted and are not signed yet, `committed` are signed, `changed` is what changes added.

    What a supplement or change adds is reserved too; what one takes away is free only when it is signed.
    """

    contracts: int = 0
    reserved: Decimal = NOTHING
    committed: Decimal = NOTHING
    changed: Decimal = NOTHING
    invoiced: Decimal = NOTHING
    paid: Decimal = NOTHING

    @property
    def booked(self) -> Decimal:
        """What is taken of a budget."""
        return self.reserved + self.committed + self.changed

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Sums)))


Key = tuple[str, int | None, str]                       # project, line, direction


def sums_by_line(desk: Desk, *where: sa.ColumnElement[bool]) -> dict[Key, Sums]:
    """The sums of the contracts that fit, by project, line and direction."""
    by = (Contract.project, Contract.budget_line, Contract.direction)
    query = sa.select(*by, *_columns()).where(Contract.project != "", is_shown(desk), *where).group_by(*by)
    return {(project, line, direction): _sums(rest) for project, line, direction, *rest in desk.session.execute(query)}


def taken_of(desk: Desk, project: str, line: int, *, without: str) -> Decimal:
    """What the other expenses take of a line."""
    query = sa.select(*_columns()).where(Contract.project == project, Contract.budget_line == line, Contract.direction == "expense",
                                         Contract.id != without, is_shown(desk))
    return _sums(tuple(desk.session.execute(query).one())).booked


def _columns() -> list[sa.ColumnElement[int]]:
    in_force = Contract.status != "cancelled"
    is_signed = Contract.stage.in_(SIGNED)
    reserved = sa.and_(Contract.status == "running", sa.not_(is_signed), Contract.submitted_at.is_not(None))
    committed = sa.and_(in_force, is_signed, Contract.relation.not_in(EFFECTS))
    changed = sa.and_(in_force, is_signed)
    return [sa.func.count(), *(_fen(sa.case((condition, column))) for condition, column in (
        (reserved, _asked()), (committed, Contract.amount), (changed, Contract.changed_amount),
        (sa.true(), Contract.invoiced_amount), (sa.true(), Contract.settled_amount)))]


def _asked() -> sa.ColumnElement[Decimal]:
    """What a contract takes before it is signed: its price, or what it adds to another's."""
    added = sa.case((Contract.amount_change > NOTHING, Contract.amount_change))
    return sa.case((Contract.relation.in_(EFFECTS), added), else_=Contract.amount)


def _fen(column: sa.ColumnElement[Decimal]) -> sa.ColumnElement[int]:
    return sa.type_coerce(sa.func.coalesce(sa.func.sum(column), 0), sa.BigInteger)


def _sums(row: Sequence[int]) -> Sums:
    count, *fen = row
    return Sums(int(count), *(Decimal(int(one)).scaleb(-2) for one in fen))
