"""Contracts that stand before the archive and lack a paper that their type insists on."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.ledger.sources import Source
from contracts.linking.records import LinkEffect
from contracts.linking.relations import EFFECTIVE
from contracts.records import Paper
from contracts.types.catalog import catalog
from engine.desk import Desk

MISSING = "missing"


def lacking(desk: Desk, source: Source) -> sa.ColumnElement[bool]:
    """To be filed, and not everything is there that the type of today wants. Of what is imported or terminated nothing is insisted on,
    nor of what belongs to a main contract; `contracts/archive/type_papers.py` says the same of one contract."""
    lacks = [sa.and_(source["type"] == kind.key, sa.or_(*(sa.not_(_has(source, one.kind)) for one in kind.papers if one.must)))
             for kind in catalog(desk) if any(one.must for one in kind.papers)]
    ended = sa.exists().where(LinkEffect.parent_id == source.id, LinkEffect.relation == "termination")
    return sa.and_(source["status"] == "running", source["stage"] == "archive", source["source"] != "imported",
                   source["relation"].not_in(EFFECTIVE), sa.or_(*lacks, sa.false()), sa.not_(ended))


def _has(source: Source, kind: str) -> sa.ColumnElement[bool]:
    return sa.exists().where(Paper.contract_id == source.id, Paper.kind == kind, Paper.removed_at.is_(None))
