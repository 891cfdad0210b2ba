"""What a signed agreement does to the payment plan of its main contract, so that the open rows stay the price less what is paid.

Its own rows join the plan. A difference that no row of its own speaks of is put on the row that is due last, or taken from the last
open rows: another row with the new amount comes in the place of one, so that past days keep theirs. What is paid is never touched. The
caller holds the main contract's row, as everybody does who settles one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.performing.obligations import KEY, rows_of, say_all_settled
from contracts.records import Contract, PlanRow
from engine import outbox
from engine.desk import Desk

CARRIED = ("name", "condition", "kind", "due_on")
NOTHING = Decimal(0)


@dataclass
class PlanEffect:
    """`by`: what the price changes; by their numbers the rows of the main contract that were added and dropped, and which stand in
    whose place with another amount."""

    by: Decimal = NOTHING
    added: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    replaced: dict[int, int] = field(default_factory=dict)

    @property
    def more_open(self) -> int:
        return len(self.added) - len(self.dropped)

    @property
    def told(self) -> dict[str, Any]:
        """What the history says of it."""
        replaced = [{"row": old, "by": new} for old, new in sorted(self.replaced.items())]
        told = {"added": self.added, "dropped": sorted(self.dropped), "replaced": replaced}
        return {name: value for name, value in told.items() if value}


def change_plan(desk: Desk, contract: Contract, parent: Contract, signed: Mapping[str, Any]) -> PlanEffect:
    """Bring the main contract's plan to what was signed; its price and its count of open payments are moved by the caller."""
    effect = PlanEffect(Decimal(signed.get("amount_change") or 0))
    opened = _open_rows(desk, parent.id)
    last = desk.session.scalar(sa.select(sa.func.max(PlanRow.number)).where(PlanRow.contract_id == parent.id))
    plan = _Plan(desk, contract, effect, last or 0)
    if signed.get("open_payments") == "drop":
        for row in opened:
            effect.by -= row.amount
            plan.drop(row)
    elif effect.by < 0:
        plan.take(opened, -effect.by)
    elif effect.by > 0 and opened and not plan.join(parent, rows_of(desk, contract.id)):
        plan.replace(opened[0], opened[0].amount + effect.by)
    return effect


def begin_added(desk: Desk, parent: Contract, effect: PlanEffect, left: int) -> None:
    """Each row that joined becomes an obligation; where nothing is left to settle, the main contract moves on."""
    for number in (*effect.added, *effect.replaced.values()):
        subject_id = f"{parent.id}.{number}"
        outbox.post_start(desk, key=f"{KEY}:{subject_id}", edition_key=KEY, subject=KEY, subject_id=subject_id, initiator=parent.owner)
    if effect.dropped and left == 0:
        say_all_settled(desk, parent.id)


def _open_rows(desk: Desk, parent_id: str) -> list[PlanRow]:
    """The obligations that nobody has settled yet, the one that is due last first; read anew behind the lock."""
    query = sa.select(PlanRow).where(PlanRow.contract_id == parent_id, PlanRow.settled_on.is_(None), PlanRow.dropped_at.is_(None),
                                     PlanRow.instance_id.is_not(None)).order_by(PlanRow.due_on.desc(), PlanRow.number.desc())
    return list(desk.session.scalars(query.execution_options(populate_existing=True)))


@dataclass
class _Plan:
    """The main contract's plan while it is changed. The amount of a row never changes: another row comes in its place."""

    desk: Desk
    contract: Contract
    effect: PlanEffect
    last: int

    def join(self, parent: Contract, rows: list[PlanRow]) -> bool:
        """The agreement's rows stand behind the main contract's from now on; False where it has none."""
        for row in rows:
            self.effect.added.append(self._add(parent.id, row, row.amount))
            self.desk.session.delete(row)
        return bool(rows)

    def take(self, opened: list[PlanRow], rest: Decimal) -> None:
        """As much from the last rows."""
        for row in opened:
            if rest >= row.amount:
                self.drop(row)
            elif rest > 0:
                self.replace(row, row.amount - rest)
            rest = max(NOTHING, rest - row.amount)

    def drop(self, row: PlanRow) -> None:
        self._end(row)
        self.effect.dropped.append(row.number)

    def replace(self, row: PlanRow, amount: Decimal) -> None:
        self._end(row)
        self.effect.replaced[row.number] = self._add(row.contract_id, row, amount)

    def _add(self, parent_id: str, like: PlanRow, amount: Decimal) -> int:
        self.last += 1
        carried = {name: getattr(like, name) for name in CARRIED}
        self.desk.session.add(PlanRow(contract_id=parent_id, number=self.last, amount=amount, **carried))
        return self.last

    def _end(self, row: PlanRow) -> None:
        """The row is open no more; its obligation ends in a command of its own."""
        row.dropped_at = self.desk.now
        reason = f"{self.contract.number or ''} {self.contract.title}".strip()
        outbox.post_cancel(self.desk, key=f"{self.contract.relation}:{self.contract.id}.{row.number}", to_subject=KEY,
                           to_id=f"{row.contract_id}.{row.number}", reason=reason)
