"""What nobody sees: the contracts of an import that is not done yet, and of one that is being taken back."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.importing.records import ImportBatch
from contracts.records import Contract
from engine.desk import Desk

HIDDEN = ("importing", "leaving")
UNDER_WAY = (*HIDDEN, "starting")


def is_shown(desk: Desk) -> sa.ColumnElement[bool]:
    """As a condition: simply true while no import is under way, so that the ledger's index is enough. Looked up once a command."""
    if "hidden batches" not in desk.kept:
        desk.kept["hidden batches"] = list(desk.session.scalars(sa.select(ImportBatch.id).where(ImportBatch.state.in_(HIDDEN))))
    hidden: list[int] = desk.kept["hidden batches"]
    return sa.or_(Contract.batch_id.is_(None), Contract.batch_id.not_in(hidden)) if hidden else sa.true()


def is_under_way(desk: Desk, contract: Contract) -> bool:
    """Is the import that brought it still at work on it?"""
    if contract.batch_id is None:
        return False
    return desk.session.scalar(sa.select(ImportBatch.state).where(ImportBatch.id == contract.batch_id)) in UNDER_WAY
