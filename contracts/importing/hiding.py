"""What nobody sees: the contracts of an import that is not done yet, and of one that is being taken back."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from contracts.importing.records import ImportBatch
from contracts.records import Contract
from engine.desk import Desk

HIDDEN = ("importing", "leaving")
UNDER_WAY = (*HIDDEN, "starting")
SETTLES = dt.timedelta(hours=1)            # in which workers open the payments and terms of what was imported


def is_shown(desk: Desk) -> sa.ColumnElement[bool]:
    """As a condition: simply true while no import is under way, so that the ledger's index is enough. Looked up once a command."""
    if "hidden batches" not in desk.kept:
        desk.kept["hidden batches"] = list(desk.session.scalars(sa.select(ImportBatch.id).where(ImportBatch.state.in_(HIDDEN))))
    hidden: list[int] = desk.kept["hidden batches"]
    return sa.or_(Contract.batch_id.is_(None), Contract.batch_id.not_in(hidden)) if hidden else sa.true()


def is_under_way(desk: Desk, contract: Contract) -> bool:
    """Is the import that brought it still at work on it?"""
    batch = _batch_of(desk, contract)
    return batch is not None and batch.state in UNDER_WAY


def has_just_come(desk: Desk, contract: Contract) -> bool:
    """Is what it asks for now what its import brings? A notice for each of ten thousand would bury all others."""
    batch = _batch_of(desk, contract)
    return batch is not None and (batch.ended_at is None or desk.now - batch.ended_at < SETTLES)


def _batch_of(desk: Desk, contract: Contract) -> ImportBatch | None:
    return None if contract.batch_id is None else desk.session.get(ImportBatch, contract.batch_id)
