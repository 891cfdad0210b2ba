"""Run one service task's job row."""

from __future__ import annotations

from engine.identity import Key
from engine.jobs import run_job
from workers.this_house import this_house


def run(key: str) -> None:
    """Claim the row, work with nothing open, settle; safe to run twice. A failure is written to the row and tried again."""
    run_job(this_house(), Key.parse(key))
