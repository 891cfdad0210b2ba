"""What is wrong with an edition as a whole."""

from __future__ import annotations

from engine.flow.reading.edition import Reading


def check_edition(reading: Reading) -> str:
    """Add the findings that need all files; the process that is started when none is named."""
    for call in reading.calls:
        if call.name not in reading.processes:
            call.file.error(call.element, f"The called process {call.name!r} is missing in this edition.")
    for asked in reading.decisions:
        if asked.name not in reading.tables and "{" not in asked.name:
            asked.file.error(asked.element, f"The decision {asked.name!r} is missing in this edition.")
    called = {call.name for call in reading.calls}
    return next((name for name in reading.processes if name not in called), next(iter(reading.processes), ""))
