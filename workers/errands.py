"""Do one errand."""

from __future__ import annotations

from contracts.errands.working import run_errand
from workers.this_house import this_house


def run(errand: int) -> None:
    """Claim the row, work with nothing open, settle; safe to run twice."""
    run_errand(this_house(), errand)
