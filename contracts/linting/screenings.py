"""Screenings (送审检查): what the linter found of a draft at each of its submissions, kept with the text that reviewers read."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from contracts.linting.findings import LintFinding, as_rows, from_rows
from contracts.records import Contract
from contracts.wording.deviations import Deviation
from engine.desk import Desk
from engine.store import Json, Record, UtcTime

RAISED = {"low": "normal", "normal": "high"}


class Screening(Record):
    """One submission: what was found, and what that makes of the stated risk. Only the number of its text comes later."""

    __tablename__ = "screening"
    contract_id: Mapped[str] = mapped_column(sa.ForeignKey("contract.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text_number: Mapped[int] = mapped_column(default=0)                         # the frozen text; 0 until it is frozen
    findings: Mapped[Any] = mapped_column(Json)
    deviations: Mapped[Any] = mapped_column(Json)                               # clause by clause, with the words of both
    risk: Mapped[str] = mapped_column(sa.String(10))                            # as it was stated
    risk_level: Mapped[str] = mapped_column(sa.String(10))                      # as it routes
    screened_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    screened_by: Mapped[str] = mapped_column(sa.String(80))

    @property
    def found(self) -> tuple[LintFinding, ...]:
        return from_rows(self.findings)


def keep_screening(desk: Desk, contract: Contract, found: tuple[LintFinding, ...], deviating: tuple[Deviation, ...]) -> Screening:
    """Keep what was found at this submission, and raise the risk by it; the caller has refused errors."""
    contract.risk_level, contract.deviations = risk_with(contract.risk, found), len(deviating)
    last = newest_screening(desk, contract)
    kept = Screening(
        contract_id=contract.id, number=last.number + 1 if last else 1, text_number=0, findings=as_rows(found),
        deviations=[one.row for one in deviating], risk=contract.risk, risk_level=contract.risk_level,
        screened_at=desk.now, screened_by=desk.actor.user)
    desk.session.add(kept)
    return kept


def risk_with(stated: str, found: tuple[LintFinding, ...]) -> str:
    """The stated risk, one step higher when the linter warns of anything."""
    return RAISED.get(stated, stated) if found else stated


def tie_to_text(desk: Desk, contract: Contract) -> None:
    """Note the text that the newest screening is about, once it is frozen (or found to be frozen already)."""
    if (newest := newest_screening(desk, contract)) is not None:
        newest.text_number = contract.text_number


def newest_screening(desk: Desk, contract: Contract) -> Screening | None:
    """Of the last submission; None of a contract that was never submitted, or before there was a linter."""
    mine = sa.select(Screening).where(Screening.contract_id == contract.id).order_by(Screening.number.desc()).limit(1)
    return desk.session.scalar(mine)


__all__ = ["Screening", "keep_screening", "newest_screening", "risk_with", "tie_to_text"]
