"""How long stages take (环节用时): of contracts that left one in the last 90 days, the median and 90th percentile of their time in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa

from contracts.ledger.filters import Filters, conditions
from contracts.ledger.sources import source_of
from contracts.ledger.stages import lately
from contracts.process.stage_times import StageTime
from contracts.process.subject import STAGES
from engine.desk import Desk

HALF, NINE_OF_TEN = 50, 90                 # percent


@dataclass(frozen=True)
class CycleTime:
    """One stage. `hours` that half of the contracts and nine of ten of them took at most; None where there are none whose time is known."""

    stage: str
    contracts: int
    half: int | None
    nine_of_ten: int | None
    filters: Filters


def cycle_times(desk: Desk, filters: Filters = Filters()) -> tuple[CycleTime, ...]:  # noqa: B008
    """All stages in their order, of the contracts that these filters leave of what the actor may see. One statement: a count of each
    number of hours, so that neither database has to sort."""
    source = source_of(desk)
    narrowed = [one for one in conditions(desk, source, filters) if not isinstance(one, sa.True_)]
    mine = [_key(filters).in_(sa.select(source.id).where(*narrowed))] if narrowed else []
    query = (sa.select(StageTime.stage, StageTime.hours, sa.func.count()).where(lately(desk, source), *mine)
             .group_by(StageTime.stage, StageTime.hours))
    found: dict[str, dict[int | None, int]] = defaultdict(dict)
    for stage, hours, count in desk.session.execute(query):
        found[stage][hours] = count
    return tuple(_of(stage, found[stage], replace(filters, left_stage=stage)) for stage in STAGES)


def _key(filters: Filters) -> sa.ColumnElement[str]:
    """One person's contracts are looked up in the times; for those of a department it is quicker to go through the times of these days:
    wrapped, the key leads to no index."""
    return StageTime.contract_id.expression if filters.owner else sa.func.coalesce(StageTime.contract_id, StageTime.contract_id)


def percentile(counts: Mapping[int, int], percent: int) -> int | None:
    """The smallest value that so many percent do not exceed; None of nothing."""
    wanted, seen = -(-sum(counts.values()) * percent // 100), 0
    for value in sorted(counts):
        seen += counts[value]
        if seen >= wanted:
            return value
    return None


def _of(stage: str, counts: Mapping[int | None, int], filters: Filters) -> CycleTime:
    known = {hours: count for hours, count in counts.items() if hours is not None}
    return CycleTime(stage, sum(counts.values()), percentile(known, HALF), percentile(known, NINE_OF_TEN), filters)
