"""Signals: from outside, or thrown by another instance, to whatever listens in one instance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.desk import Desk
from engine.moved import Moved
from engine.moving import run_of


def deliver_signal(desk: Desk, instance_id: str, name: str, data: Mapping[str, Any]) -> Moved | None:
    """Let the instance hear the signal; None where nothing in it listens. Raises NotFound, NotRunning, FlowRefused."""
    run = run_of(desk, instance_id)
    heard = run.step(lambda flow: flow.signal(name, dict(data)))
    if heard:
        run.record("signal", facts={"name": name, "data": dict(data)})
    moved = run.finish()                     # new facts may have moved it though nobody listened
    return moved if heard else None
