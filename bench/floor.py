"""The least that a completion can cost: load the state, step, save, commit, through the same engine, codec and diagram."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from engine.desk import SYSTEM, House, at_desk
from engine.flow import Flow, Specs
from engine.records import Instance


def step_at_the_floor(house: House, specs: Specs, instance_id: str, result: Mapping[str, Any]) -> bool:
    """Complete the first waiting person's token and nothing else. False: none waits."""
    with at_desk(house, SYSTEM) as desk:
        query = sa.select(Instance.state).where(Instance.id == instance_id).with_for_update()
        flow = Flow.load(specs, desk.session.scalar(query), desk.now, desk.calendar)
        waiting = [token for token in flow.tokens() if token.kind == "user"]
        if waiting:
            flow.complete(waiting[0].id, dict(result))
            saved = sa.update(Instance).where(Instance.id == instance_id).values(state=flow.save(), version=Instance.version + 1)
            desk.session.execute(saved)
        return bool(waiting)
